"""What a ranker has learnt from an account's own verdicts."""

from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class LearnedRanker(Identified, Owned, Base):
    """One outcome of training, named by ``version``; of those for the formula in use the newest is in force.

    ``liked`` and ``disliked`` are how many verdicts of each kind it has learnt from.
    """

    __tablename__ = "learned_ranker"

    version: Mapped[str] = mapped_column(Text)
    formula: Mapped[int]
    weights: Mapped[dict[str, Any]]
    liked: Mapped[int]
    disliked: Mapped[int]

    __table_args__ = (Index("ix_learned_ranker_account_id_id", "account_id", "id"),)
