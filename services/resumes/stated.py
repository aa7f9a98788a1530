"""Read the years of work that a resume states in a sentence: "tester with over 4 years of experience"."""

import re

from services.features.numerals import PATTERN, value_of

_MOST_YEARS = 50.0
_READ = 2_000
"""Letters read: whoever states it does so in the summary; further down it is a project's or an employer's."""

_LEAST = r"(?:over|more than|at least|almost|nearly|about|around|approximately|some)\s+"
_EXPERIENCE = r"exp[ei]r[ia]+[ei]nce"
"""With the misspellings seen most ("expirience", "experiance")."""

_KIND = r"(?:[a-z/&+#.-]+\s+){0,4}?"
_STATED = (
    rf"(?<![\w.,$€£-])(?:{_LEAST})?(?P<years>{PATTERN})\s*\+?(?:\s*-?\s*|\s+)(?:years?|yrs?)\b['’]?\s*"
    rf"(?!old\b|of\s+age\b|ago\b)(?:(?:of\s+)?{_KIND}{_EXPERIENCE}\b|experienced\b|(?:working\s+)?as\s+an?\s)"
)
_AHEAD = (
    rf"\b{_EXPERIENCE}(?:[^\n.;:]{{0,20}}[:=]\s*|\s+(?:for|of)\s+)(?:{_LEAST})?"
    rf"(?P<years>{PATTERN})\s*\+?\s*(?:years?|yrs?)\b"
)
_SENTENCES = tuple(re.compile(sentence) for sentence in (_STATED, _AHEAD))
_ELSEWHOSE = re.compile(r"\b(?:company|firm|team|agency|employer|group|founded|leader in)\b[^.\n]{0,40}$")


def stated_months(text: str) -> int:
    """Return the most years of experience that the beginning of ``text`` states, in months; 0 if none.

    Those of a company or a team ("a firm with 30 years of experience") are not the person's.
    """
    beginning = text[:_READ].lower()
    found = (
        value_of(match["years"])
        for sentence in _SENTENCES
        for match in sentence.finditer(beginning)
        if not _ELSEWHOSE.search(beginning, 0, match.start())
    )
    return round(12 * max((years for years in found if years <= _MOST_YEARS), default=0.0))
