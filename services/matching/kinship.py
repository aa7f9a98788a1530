"""Tell how near the kinds of work a resume's positions are of come to those that a posting's title names."""

from collections.abc import Iterable

from domain.resumes import ParsedResume
from domain.skills import Keyword
from services.features.kinds import KIND, all_kinds, read_kinds
from services.matching.damping import TERM_UNIT
from services.matching.evidence import CREDIT_UNIT
from services.matching.positions import positions_of

NEIGHBOURS = (("professional", "managerial", 0.5), ("managerial", "professional", 0.7))
"""Kinds that come near others: professionals halfway to managing, managers further to professional work."""

UNSAID = 0.5
"""How near a position comes to any kind of work whose title names none."""


def hold_kinds(resume: ParsedResume) -> dict[str, int]:
    """Return how near the resume's positions come to each kind of work, in units by key.

    The nearest position counts, so that a further one never lowers anything. One whose title names no kind
    comes halfway to every kind.
    """
    read = [read_kinds(title) for title, _ in positions_of(resume) if title]
    held = {kind for kinds in read for kind in kinds}
    near = dict.fromkeys(all_kinds(), UNSAID) if () in read else {}
    near |= dict.fromkeys(held, 1.0)
    for own, other, share in NEIGHBOURS:
        if own in held:
            near[other] = max(near.get(other, 0.0), share)
    return {KIND + kind: round(CREDIT_UNIT * share) for kind, share in near.items()}


def weigh_kinds(title: Iterable[Keyword]) -> dict[str, int]:
    """Return the kinds of work that a posting's title names, in units by key: a whole one together."""
    named = {word.key: word.weight for word in title if word.key.startswith(KIND)}
    return {key: round(TERM_UNIT * min(1.0, weight)) for key, weight in named.items()}


def every_kind() -> dict[str, int]:
    """Return one unit of each kind: its product with a title tells whether that names any."""
    return {KIND + kind: 1 for kind in all_kinds()}
