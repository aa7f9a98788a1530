"""What an account adds to the taxonomy: skills of its own, and further names of known ones."""

from sqlalchemy import Index, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class OwnSkillRow(Identified, Owned, Base):
    """One skill by its name and synonyms. With ``same_as`` they are names of that skill of the taxonomy."""

    __tablename__ = "own_skill"

    name: Mapped[str] = mapped_column(Text)
    synonyms: Mapped[list[str]] = mapped_column(ARRAY(Text))
    same_as: Mapped[str | None] = mapped_column(Text)


Index("uq_own_skill_name", OwnSkillRow.account_id, func.lower(OwnSkillRow.name), unique=True)
