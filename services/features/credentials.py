"""Read the education, certificates and security clearance that a posting asks for."""

from collections.abc import Iterable

from domain.codes import Importance
from services.features.importance import Zones
from services.features.phrasebook import Hit
from services.features.shelf import book
from services.features.wordlists import phrases

EDUCATION = ("school", "vocational", "associate", "bachelor", "master", "doctorate")
"""Levels from the lowest up, spelled as in :class:`domain.resumes.EducationEntry`."""

CLEARANCES = tuple(dict.fromkeys(label for label, _ in phrases("clearance")))
"""Security clearances from the highest down."""

ANY_CLEARANCE = "security clearance"
"""What a posting asks for that names none."""


def read_education(text: str, folded: str, zones: Zones) -> str | None:
    """Return the lowest level that satisfies the posting; what is merely preferred is not asked for."""
    hits = [hit for hit in book("education").find(folded, text) if hit.label in EDUCATION]
    for importance in (Importance.REQUIRED, Importance.MENTIONED):
        levels = {hit.label for hit in hits if zones.at(hit.span.start) is importance}
        if levels:
            return min(levels, key=EDUCATION.index)
    return None


def read_certificates(text: str, folded: str, zones: Zones) -> tuple[str, ...]:
    """Return the names of certificates and licences asked for, in the order of the text."""
    return tuple(dict.fromkeys(hit.label for hit in _asked(book("credentials").find(folded, text), zones)))


def read_clearance(folded: str, zones: Zones) -> str | None:
    """Return the highest security clearance asked for; the word list's order is its rank."""
    asked = {hit.label for hit in _asked(book("clearance").find(folded), zones)}
    return min(asked, key=CLEARANCES.index, default=None)


def _asked(hits: Iterable[Hit], zones: Zones) -> Iterable[Hit]:
    return (hit for hit in hits if zones.at(hit.span.start) in (Importance.REQUIRED, Importance.MENTIONED))
