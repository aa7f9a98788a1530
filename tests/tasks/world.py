"""A small world for the engine: one account, kinds that do what a test says, a doorbell that writes down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task, TaskPart
from models.webhook import WebhookEvent
from services.tasks.doorbell import Ring
from services.tasks.engine import Engine, run_part, run_task
from services.tasks.kinds import Kind, Registry
from services.tasks.submit import submit


@dataclass
class RecordingDoorbell:
    """Write down every ring instead of sending it."""

    rings: list[list[Ring]] = field(default_factory=list)
    depth: int | None = 0

    def ring(self, rings: Sequence[Ring]) -> None:
        """Keep the group as it came."""
        self.rings.append(list(rings))

    def waiting(self) -> int | None:
        """Say what the test set."""
        return self.depth

    def take(self) -> list[Ring]:
        """Return all rings so far and forget them."""
        flat = [ring for rings in self.rings for ring in rings]
        self.rings.clear()
        return flat


@dataclass
class World:
    """What a test of the engine needs at hand."""

    sessions: Sessions
    doorbell: RecordingDoorbell
    account_id: int
    engine: Engine

    def with_kinds(self, *kinds: Kind) -> "World":
        """Return the same world with these kinds of work."""
        engine = Engine(self.sessions, Registry(kinds), self.engine.heartbeat, self.engine.lease_seconds)
        return World(self.sessions, self.doorbell, self.account_id, engine)

    def submit(self, kind: str, subject_id: int = 7, **options: Any) -> int:
        """Submit and commit; return the task's id."""
        with self.session() as session, session.begin():
            return submit(session, account_id=self.account_id, kind=kind, subject_id=subject_id, **options).id

    def session(self, actor: int | str | None = None) -> Session:
        """Open a session for the account, or for ``actor``."""
        session = self.sessions()
        act_as(session, self.account_id if actor is None else actor)
        return session

    def task(self, task_id: int) -> Task:
        """Return the row as it is now."""
        with self.session() as session:
            return session.scalars(select(Task).where(Task.id == task_id)).one()

    def parts(self, task_id: int) -> list[TaskPart]:
        """Return the rows of its parts, oldest first."""
        with self.session() as session:
            mine = select(TaskPart).where(TaskPart.task_id == task_id)
            return list(session.scalars(mine.order_by(TaskPart.id)))

    def effects(self) -> list[Any]:
        """List the traces that effects left, oldest first."""
        with self.session() as session:
            return list(session.scalars(select(WebhookEvent.payload["what"]).order_by(WebhookEvent.id)))

    def change(self, task_id: int, **values: Any) -> None:
        """Make a task look as if time had passed or something had happened."""
        self._change(Task, task_id, values)

    def change_part(self, part_id: int, **values: Any) -> None:
        """Do the same to a part."""
        self._change(TaskPart, part_id, values)

    def answer(self) -> list[str | None]:
        """Do everything that has been rung until nothing rings any more."""
        outcomes = []
        while rings := self.doorbell.take():
            outcomes += [self.deliver(ring) for ring in rings]
        return outcomes

    def deliver(self, ring: Ring) -> str | None:
        """Do what a worker does with one message."""
        if ring.part_id is not None:
            return run_part(self.engine, ring.name, ring.part_id)
        return run_task(self.engine, ring.name, ring.task_id or 0)

    def _change(self, row: Any, key: int, values: dict[str, Any]) -> None:
        with self.session(SYSTEM) as session, session.begin():
            session.execute(update(row).where(row.id == key).values(**values))


def effect(what: Any) -> Callable[[Session], Any]:
    """Return a writer that leaves a trace that can be counted."""

    def write(session: Session) -> None:
        account = session.scalar(select(func.current_setting("rolefit.account_id")))
        session.execute(
            insert(WebhookEvent).values(account_id=int(account or 0), type="effect", payload={"what": what})
        )

    return write


AGO = text("now() - interval '1 minute'")
