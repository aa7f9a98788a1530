"""Tell towns, which no list may know, from what else stands behind a comma: departments and legal forms."""

import re

from services.resumes.words import company_score, has_legal_form, title_score

DEPARTMENT = re.compile(
    r"(?:engineering|operations|marketing|sales|product|finance|design|research|technology|strategy|legal|people|"
    r"support|communications|analytics|emea|apac|americas|grades? \w+|level \w+|"
    r"(?!.*\b(?:police|fire|sheriff['’]?s?) department)"
    r".*\b(?:department|unit|team|division|practice|ward))",
    re.I,
)
_PARTICLES = frozenset(["da", "de", "del", "do", "la", "le", "of", "sur"])
"""Small words within the names of towns."""
_TOWN_WORDS = 4


def without_town(company: str) -> str:
    """Return a company's name of several words without the town behind it, which no list may know.

    Behind a legal form a town may have any name ("Delta Works S.A., Villa de la Sierra").
    """
    name, comma, town = company.rpartition(", ")
    if not comma or "&" in town or (" " not in town and has_legal_form(town)):
        return company
    unit = company_score(town) == 1.0 or DEPARTMENT.fullmatch(town)
    if has_legal_form(name) and _may_be_town(town) and not unit:
        return name
    several = len(name.split()) > 1 and "," not in name and not title_score(name)
    return name if several and is_town(town) else company


def is_town(text: str) -> bool:
    """Tell whether what ends a row of names may be a town: one or two words with capitals, nothing else."""
    words = text.split()
    return 0 < len(words) <= 2 and all(
        word[0].isupper() and word.replace("-", "").isalpha() for word in words
    )


def _may_be_town(text: str) -> bool:
    """Tell whether words are capitalised as any town's name is: four at most, none in capitals."""
    words = text.split()
    named = (word[:1].isupper() and word[1:2].islower() for word in words if word not in _PARTICLES)
    return 0 < len(words) <= _TOWN_WORDS and words[0] not in _PARTICLES and all(named)
