"""Tell positions held from what else accounts for a time: gaps, studies, care, unpaid work, memberships."""

import re

from domain.resumes import WorkEntry
from services.resumes import lexicon
from services.resumes.pieces import CLEAR_TITLE
from services.resumes.words import company_score, degree_level, school_score, title_score

_LONGEST = 160
"""Letters of a name; longer ones are sentences about work."""


def _any(kind: str) -> str:
    return "|".join(pattern for key, pattern in lexicon.pairs("breaks") if key == kind)


_BREAK = re.compile(
    rf"\W*(?:{_any('whole')})\W*(?:$|[,;:.(–-]|\s(?:to|for|at|on|with|of|after|and|while)\b)", re.I
)
"""How people call a time without work: whole, or before what it was for."""
_SAID = re.compile(rf"{_any('said')}|(?-i:^between\s.*\sand\s)", re.I)
_UNPAID = re.compile(_any("unpaid"), re.I)
_MEMBER = re.compile(_any("member"), re.I)
_OFFICES = re.compile(r"\b(?:members?|(?:co-?)?chair\w*|president|secretary|treasurer|officers)\b", re.I)
"""What members may be among themselves, which is no job."""
_INTERN = re.compile(r"\bintern(?:ship)?\b|\bextern(?:ship)?\b|\btrainee\b|\bco-?op\b", re.I)
_CITED = re.compile(r"[\"“«][^\"“”«»]{3,150},[\"”»]")
"""A title in quotes with the comma inside, as American citations have it."""


def is_position(entry: WorkEntry, said: str = "") -> bool:
    """Tell whether an entry that has dates is a position held.

    It is judged by the names it has of its own, and by what is ``said`` whole on the line of its dates.
    """
    others = (_is_study, _is_unpaid, _is_membership, _is_cited)
    return not (_is_break(entry, said) or any(told(entry) for told in others))


def _names(entry: WorkEntry) -> list[str]:
    return [name for name in (entry.position, entry.company) if name and len(name) <= _LONGEST]


def _is_break(entry: WorkEntry, said: str) -> bool:
    """Tell whether an entry accounts for a time without work: it is no position and no experience.

    A title or a company beside that tells of work, unless cut out of the same words ("carer | my son").
    """
    names = _names(entry)
    whole = said if len(said) <= _LONGEST and _BREAK.match(said) else ""
    others = [name for name in names if not _tells_break(name) and name not in whole]
    worked = (title_score(name) >= CLEAR_TITLE or company_score(name) == 1.0 for name in others)
    return (bool(whole) or len(others) < len(names)) and not any(worked)


def _tells_break(text: str) -> bool:
    return bool(_BREAK.match(text) or _SAID.search(text))


def _is_study(entry: WorkEntry) -> bool:
    """Tell whether an entry under a work heading is a degree at a school, and no job at one."""
    names = _names(entry)
    return (
        any(map(degree_level, names))
        and any(school_score(name) == 1.0 for name in names)
        and not any(title_score(name) >= CLEAR_TITLE for name in names)
    )


def _is_unpaid(entry: WorkEntry) -> bool:
    """Tell whether an entry says of itself that nobody paid for it; internships count all the same."""
    names = _names(entry)
    return any(map(_UNPAID.search, names)) and not any(map(_INTERN.search, names))


def _is_membership(entry: WorkEntry) -> bool:
    """Tell whether an entry is a seat on a committee, a membership or a talk, and no job beside one."""
    names = _names(entry)
    seat = entry.position and (_MEMBER.search(entry.position) or _MEMBER.search(", ".join(names)))
    return bool(seat) and not any(title_score(_OFFICES.sub("", name)) for name in names)


def _is_cited(entry: WorkEntry) -> bool:
    """Tell whether an entry is a work's title in quotes, as lists of publications and talks have them."""
    position = entry.position or ""
    quoted = position.startswith(('"', "“", "«"))
    return bool(_CITED.match(position)) or (quoted and not title_score(position))
