"""A sentence in the voice that it is told in: whose its verbs are, and whether they tell of what was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from services.resumes import lexicon
from services.resumes.prose.employers import employer_at
from services.resumes.prose.verbs import GIVING, LENGTHS, UNREAL
from services.resumes.prose.voice import Subject, Voice
from services.resumes.prose.words import Name, Word, words_of

_UNPAID = lexicon.group("told_words", "unpaid")
"""Words, in small letters only, of a sentence that tells no job: parishes are counties too."""
_OBJECTS = {True: frozenset(["me"]), False: frozenset(["him", "her"])}
"""The person as an object, by whether they tell of themselves."""
_ALONE = re.compile(
    r"\b(?:on (?:my|his|her) own|self-employed|freelanc\w+|for (?:myself|himself|herself))\b", re.I
)
_REACH = 30
"""Words before a verb among which a wish is looked for."""


@dataclass(frozen=True)
class Utterance:
    """A sentence and how its text speaks of its person."""

    text: str
    voice: Voice

    @cached_property
    def words(self) -> Sequence[Word]:
        """The sentence's words."""
        return words_of(self.text)

    @property
    def unpaid(self) -> bool:
        """Tell whether the sentence is of unpaid work or a pastime."""
        return any(word.text in _UNPAID for word in self.words)

    @property
    def alone(self) -> bool:
        """Tell whether the sentence is of work on one's own account."""
        return bool(_ALONE.search(self.text))

    @cached_property
    def names_person(self) -> bool:
        """Tell whether the sentence names its person at all."""
        return any(self.voice.is_person(self.words, at) for at in range(len(self.words)))

    def employer(self, first: int | None) -> Name | None:
        """Return the employer named from word ``first`` on."""
        return None if first is None else employer_at(self.words, first, self.text, small=self.voice.small)

    def gives(self, verb: int) -> bool:
        """Tell whether the person is the object of ``verb`` ("Acme hired me as")."""
        behind = self.words[verb + 1 : verb + 2]
        return bool(behind) and self.words[verb].low in GIVING and behind[0].low in _OBJECTS[self.voice.first]

    def subject_of(self, verb: int) -> Subject:
        """Return whose ``verb`` is; the person's too where they are its object."""
        if self.words[verb].low in LENGTHS:
            nearest = self.voice.nearest_subject(self.words, verb)
            return nearest if nearest is Subject.OTHER else Subject.NOBODY
        return Subject.PERSON if self.gives(verb) else self.voice.subject_of(self.words, verb)

    def is_unreal(self, verb: int) -> bool:
        """Tell whether a wish, a plan or a denial leads to ``verb`` ("I would like to work as")."""
        for at in range(min(verb + 1, len(self.words) - 1), max(-1, verb - _REACH), -1):
            if self.words[at].low in UNREAL:
                return True
            if at < verb and (self.words[at].after in (";", ":") or self.voice.is_person(self.words, at)):
                return at > 0 and self.words[at - 1].low in ("if", "unless", "should")
        return False
