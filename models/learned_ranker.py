"""What a ranker has learnt from an account's own verdicts."""

from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class LearnedRanker(Identified, Owned, Base):
    """One outcome of training, named by ``version``; of those for the formula in use the newest is in force.

    ``liked`` and ``disliked`` are how many verdicts of each kind it has learnt from, ``preferences`` names
    the version of :class:`LearnedPreferences` that belong to it; empty where there are none.
    """

    __tablename__ = "learned_ranker"

    version: Mapped[str] = mapped_column(Text)
    formula: Mapped[int]
    weights: Mapped[dict[str, Any]]
    preferences: Mapped[str] = mapped_column(Text, server_default="")
    liked: Mapped[int]
    disliked: Mapped[int]

    __table_args__ = (Index("ix_learned_ranker_account_id_id", "account_id", "id"),)


class LearnedPreferences(Owned, Base):
    """What the owner of one resume likes in postings; ``profile`` is a ``domain.preferences.Preferences``."""

    __tablename__ = "learned_preferences"

    resume_id: Mapped[int] = mapped_column(ForeignKey("resume.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[str] = mapped_column(Text, primary_key=True)
    profile: Mapped[dict[str, Any]]
