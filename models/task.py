"""Durable work: tasks, the parts a task fans out into, and which periodic runs have happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned

_OPEN = "status in ('queued', 'running')"


class Task(Identified, Owned, Base):
    """A promise to do something, and how far it has come.

    ``step`` is the state of its small machine; ``attempts`` counts tries of that step. Whoever holds
    ``token`` may write its effect; ``lease_until`` is when others may take over. While ``parts_open``
    is not 0 the task waits for its parts. All times are the database's.
    """

    __tablename__ = "task"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int]
    step: Mapped[str] = mapped_column(Text, server_default="start")
    status: Mapped[str] = mapped_column(Text, server_default="queued")
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    lease_until: Mapped[datetime | None]
    token: Mapped[UUID | None]
    parts_open: Mapped[int] = mapped_column(Integer, server_default="0")
    progress_done: Mapped[int] = mapped_column(Integer, server_default="0")
    progress_total: Mapped[int] = mapped_column(Integer, server_default="0")
    stage: Mapped[str | None] = mapped_column(Text)
    result_kind: Mapped[str | None] = mapped_column(Text)
    result_id: Mapped[int | None]
    error: Mapped[dict[str, Any] | None]
    request_id: Mapped[str | None] = mapped_column(Text)
    rung_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(
            "status in ('queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled')", name="status"
        ),
        CheckConstraint("parts_open >= 0", name="parts_open"),
        Index("ix_task_account_id_id", "account_id", "id"),
        Index("ix_task_open", "due_at", postgresql_where=text(f"{_OPEN} and parts_open = 0")),
    )


class TaskPart(Identified, Owned, Base):
    """One independent piece of a fan-out. ``step`` is the task's step that waits for it.

    ``payload`` holds ids and cursors only; ``outcome`` or ``error`` is what came of it.
    """

    __tablename__ = "task_part"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"))
    step: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(Text, server_default="queued")
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    lease_until: Mapped[datetime | None]
    token: Mapped[UUID | None]
    outcome: Mapped[dict[str, Any] | None]
    error: Mapped[dict[str, Any] | None]
    rung_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        CheckConstraint("status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')", name="status"),
        UniqueConstraint("task_id", "step", "position"),
        Index("ix_task_part_open", "due_at", postgresql_where=text(_OPEN)),
    )


class BeatRun(Base):
    """A periodic run that has been taken: whoever inserts the row runs it, a second beat does nothing."""

    __tablename__ = "beat_run"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    slot: Mapped[datetime] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)
