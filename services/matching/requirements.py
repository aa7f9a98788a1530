"""Compare what a posting demands beyond skills and years with what the resume names.

None of it is scored: tried as part of the skills and as a factor, it ranked no better (decision 0007), as few
resumes name a licence that their work implies. Who reads a match should see it all the same.
"""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from domain.matches import RequirementCheck
from domain.postings import Requirements
from domain.resumes import Qualifications
from services.features.credentials import ANY_CLEARANCE, EDUCATION

_DEGREES = MappingProxyType(
    {
        "school": "school diploma",
        "vocational": "vocational training",
        "associate": "associate degree",
        "bachelor": "bachelor's degree",
        "master": "master's degree",
        "doctorate": "doctorate",
    }
)
_FLUENCY = MappingProxyType(
    {"A1": 1, "A2": 2, "basic": 2, "B1": 3, "conversational": 3, "B2": 4, "professional": 4}
    | {"C1": 5, "fluent": 5, "C2": 6, "native": 6}
)
"""Levels of the Common European Framework, and which of them words come near."""
_LADDERS = (
    ("TS/SCI", "Top Secret", "Secret", "Confidential", "Public Trust"),
    ("DV", "SC", "BPSS"),
)
"""Clearances of one country from the highest down, the United States' and the United Kingdom's."""


def check_requirements(asked: Requirements, has: Qualifications | None) -> tuple[RequirementCheck, ...]:
    """Return each demand and whether the resume shows it; None where it was read before these were."""
    return (
        *_education(asked.education, has),
        *_certificates(asked.certificates, has),
        *(_language(language, has) for language in asked.languages),
        *_clearance(asked.clearance, has),
    )


def _education(asked: str | None, has: Qualifications | None) -> Iterator[RequirementCheck]:
    if asked in EDUCATION:
        own = has.education if has else None
        met = own is not None and EDUCATION.index(own) >= EDUCATION.index(asked)
        yield RequirementCheck("education", _DEGREES[asked], met if has else None, _DEGREES.get(own or ""))


def _certificates(asked: Sequence[str], has: Qualifications | None) -> Iterator[RequirementCheck]:
    """Compare by name. "CPA or CMA" asks for either: beside one that is shown the other is open."""
    shown = [name for name in asked if has and name in has.certificates]
    lacking = False if has and not shown else None
    for name in asked:
        met = True if name in shown else lacking
        yield RequirementCheck("certificate", name, met, name if met else None)


def _language(language: str, has: Qualifications | None) -> RequirementCheck:
    """Compare levels where both sides state one; else naming the language is enough."""
    name, asked = _fluency(language)
    own = next((one for one in has.languages if _fluency(one)[0] == name), None) if has else None
    known = _fluency(own)[1] if own else None
    met = own is not None and (asked is None or known is None or known >= asked)
    return RequirementCheck("language", language, met if has else None, own)


def _fluency(language: str) -> tuple[str, int | None]:
    name, _, level = language.partition(" (")
    return name, _FLUENCY.get(level.rstrip(")"))


def _clearance(asked: str | None, has: Qualifications | None) -> Iterator[RequirementCheck]:
    if asked:
        own = has.clearance if has else None
        met = own is not None and _clears(own, asked)
        yield RequirementCheck("clearance", asked, met if has else None, own)


def _clears(own: str, asked: str) -> bool:
    """Tell whether a clearance is the one asked for or above it in one country; "any" is met by all."""
    ladder = next((steps for steps in _LADDERS if own in steps and asked in steps), ())
    return asked in (own, ANY_CLEARANCE) or (bool(ladder) and ladder.index(own) <= ladder.index(asked))
