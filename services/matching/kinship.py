"""Tell how near the kinds of work a resume's positions are of come to those that a posting's title names."""

from collections import defaultdict
from collections.abc import Iterable

from domain.resumes import ParsedResume
from domain.skills import Keyword
from services.features.kinds import KIND, all_kinds, read_kinds
from services.matching.damping import TERM_UNIT
from services.matching.evidence import CREDIT_UNIT
from services.matching.positions import positions_of

NEIGHBOURS = (("professional", "managerial", 0.6), ("managerial", "professional", 0.6))
"""Kinds that come near others, as far as the person is of the former."""

UNSAID = 0.5
"""How near a position comes to any kind of work whose title names none."""

BEGUN = 0.5
"""How near a position of no length comes to its own kind: a summer's job makes no technician."""

SETTLED = 4.0
"""Years in positions of a kind from which somebody is wholly of it."""


def hold_kinds(resume: ParsedResume) -> dict[str, int]:
    """Return how near the resume's positions come to each kind of work, in units by key.

    Years in positions of a kind add up, so that a further position or year never lowers anything. One whose
    title names no kind comes halfway to every kind.
    """
    positions = [(read_kinds(title), held) for title, held in positions_of(resume) if title]
    years: dict[str, float] = defaultdict(float)
    for kinds, held in positions:
        for kind in kinds:
            years[kind] += held
    own = {kind: BEGUN + (1 - BEGUN) * min(1.0, held / SETTLED) for kind, held in years.items()}
    near = dict.fromkeys(all_kinds(), UNSAID) if any(not kinds for kinds, _ in positions) else {}
    near_by = {other: share * own[kind] for kind, other, share in NEIGHBOURS if kind in own}
    for kind, share in (*own.items(), *near_by.items()):
        near[kind] = max(near.get(kind, 0.0), share)
    return {KIND + kind: round(CREDIT_UNIT * share) for kind, share in near.items()}


def weigh_kinds(title: Iterable[Keyword]) -> dict[str, int]:
    """Return the kinds of work that a posting's title names, in units by key: a whole one together."""
    named = {word.key: word.weight for word in title if word.key.startswith(KIND)}
    return {key: round(TERM_UNIT * min(1.0, weight)) for key, weight in named.items()}


def every_kind() -> dict[str, int]:
    """Return one unit of each kind: its product with a title tells whether that names any."""
    return {KIND + kind: 1 for kind in all_kinds()}
