"""Keep the skills and synonyms that an account adds to the taxonomy."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain.problems import Conflict, Invalid, NotFound
from domain.public_ids import public_id, row_id
from domain.skills import OwnSkill
from models.own_skill import OwnSkillRow
from services.features.shipped import shipped_name

MOST = 500
"""Own skills an account may have: what is laid over the taxonomy stays small."""

_TAKEN = "this account has added a skill of that name"


@dataclass(frozen=True)
class NewSkill:
    """What a client asks to add; with ``same_as`` further names of that skill of the taxonomy."""

    name: str
    synonyms: tuple[str, ...] = ()
    same_as: str | None = None


def own_skills(session: Session) -> tuple[OwnSkill, ...]:
    """Return what the account has added, in the order of adding."""
    rows = session.scalars(select(OwnSkillRow).order_by(OwnSkillRow.id))
    return tuple(_skill(row) for row in rows)


def add_own_skill(session: Session, account_id: int, new: NewSkill) -> OwnSkill:
    """Add a skill; Conflict for a name the account has added before, Invalid for one that says nothing."""
    _check(session, new)
    row = OwnSkillRow(
        account_id=account_id,
        name=new.name.strip(),
        synonyms=_unlike(new.name, new.synonyms),
        same_as=new.same_as,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:  # someone added it at this very moment
        raise Conflict(_TAKEN) from error
    return _skill(row)


def remove_own_skill(session: Session, skill_id: str) -> None:
    """Remove a skill that the account has added; NotFound for any other id."""
    kind, _, code = skill_id.partition(":")
    row = session.get(OwnSkillRow, row_id("own_skill", f"{kind}_{code}"))
    if row is None:
        raise NotFound("no own skill has this id")
    session.delete(row)
    session.flush()


def _check(session: Session, new: NewSkill) -> None:
    if not all(any(map(str.isalnum, phrase)) for phrase in (new.name, *new.synonyms)):
        raise Invalid("a name needs letters or digits", name="needs letters or digits")
    if new.same_as is not None and shipped_name(new.same_as) is None:
        raise Invalid("the taxonomy has no such skill", same_as="names no skill of the taxonomy")
    taken, count = _taken(session, new.name)
    if taken:
        raise Conflict(_TAKEN)
    if count >= MOST:
        raise Conflict(f"an account may add {MOST} skills")


def _taken(session: Session, name: str) -> tuple[int, int]:
    same = func.lower(OwnSkillRow.name) == func.lower(name.strip())
    row = session.execute(select(func.count().filter(same), func.count()).select_from(OwnSkillRow)).one()
    return row[0], row[1]


def _unlike(name: str, synonyms: Sequence[str]) -> list[str]:
    """Return the synonyms that say something new, each once."""
    seen = {name.strip().casefold()}
    kept = []
    for synonym in (one.strip() for one in synonyms):
        if synonym.casefold() not in seen:
            seen.add(synonym.casefold())
            kept.append(synonym)
    return kept


def _skill(row: OwnSkillRow) -> OwnSkill:
    code = public_id("own_skill", row.id).replace("_", ":", 1)
    return OwnSkill(code, row.name, tuple(row.synonyms), row.same_as)
