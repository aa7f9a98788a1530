"""The words of a sentence, without the marks around them, and what small words do in it."""

import re
from dataclasses import dataclass

from services.resumes import lexicon
from services.resumes.months import MONTHS, SEASONS

_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^([\"“”'‘(\[]*)(.*?)([\"”’,.;:!?)\]]*)$", re.S)
_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d|\d{1,2}[/.]\d{2,4}")
GIVERS = frozenset(["at", "with", "for", "@", "w/"])
"""What stands between a title and who gave it."""
CLAUSE_ENDS = lexicon.group("told_words", "clause_ends")
"""What stands in no title and in no name: a new clause, a date or a remark begins with it."""
KINDS = lexicon.group("told_words", "kinds")
"""What an employer may be called before its name: "with the accounting firm of Pruitt Shane"."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word without the marks around it, and where it stands in its sentence."""

    text: str
    start: int
    end: int
    before: str
    after: str

    @property
    def low(self) -> str:
        """The word in small letters, its apostrophe a straight one."""
        return self.text.casefold().replace("’", "'")

    @property
    def verb(self) -> str:
        """The same where it may be a verb: a capital within a sentence is a name's ("Delta Works")."""
        named = self.start > 0 and self.text[0].isupper() and "'" not in self.low
        return "" if named else self.low


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence, and which word stands behind it. Empty ``text``: the employer named before."""

    text: str
    stop: int


def words_of(text: str) -> list[Word]:
    """Return the words of a sentence."""
    found = []
    for match in _WORD.finditer(text):
        edges = _EDGES.match(match[0])
        if edges and edges[2]:
            start = match.start() + edges.start(2)
            found.append(Word(edges[2], start, start + len(edges[2]), edges[1], edges[3]))
    return found


def is_date_word(word: Word) -> bool:
    """Tell whether a word is a year, a month or a season."""
    named = word.low in MONTHS and (word.text[0].isupper() or word.low != "may")
    return named or bool(_YEAR.match(word.text)) or word.low in SEASONS
