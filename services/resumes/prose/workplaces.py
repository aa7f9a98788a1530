"""Find the employers that verbs of the person's work lead to: "joined Acme", "Acme hired me"."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.resumes.prose.utterance import Utterance
from services.resumes.prose.verbs import (
    ACTIVE,
    BEGINNING,
    BEING,
    FILLERS,
    GIVING,
    LED,
    RISING,
    TAKING,
    WORKING,
)
from services.resumes.prose.voice import Subject
from services.resumes.prose.words import Name
from services.resumes.words import company_score, title_score

_STANDING = frozenset(["at", "with"])
_LEADING = _STANDING | {"for", "in", "to", "of"}
_VAGUE = frozenset(["in", "to", "of"])
"""What may lead to a town or to a field before an employer is named."""
_ALSO_LEADING = {
    "came": frozenset(["from"]),
    "taken": frozenset(["by"]),
    **dict.fromkeys(GIVING, frozenset(["by"])),
}
_PASSIVE = frozenset(["was", "were", "be", "been", "is", "being"])
_NEAR = 7
"""Words from a verb to what leads to its employer."""
_HELPING = 2
"""Words that help a verb ("has since employed me")."""


@dataclass(frozen=True)
class Workplace:
    """An employer and where the verb stands that leads to it; ``named``: the sentence says whose work it was.

    ``begins``: the verb says that the work began.
    """

    place: int
    name: Name
    named: bool
    begins: bool


def workplaces(said: Utterance) -> Iterator[Workplace]:
    """Yield the employers that a sentence tells of, in order."""
    named = -1
    for place, word in enumerate(said.words):
        passive = word.low in ACTIVE and place and said.words[place - 1].low in _PASSIVE
        if word.verb in WORKING | TAKING | LED | GIVING and not passive:
            found = _of_verb(said, place)
        elif word.low in _STANDING and (said.names_person or not place):
            found = _of_place(said, place)
        else:
            continue
        if found is not None and found.name.stop != named and not said.is_unreal(place):
            named = found.name.stop
            yield found


def _of_verb(said: Utterance, place: int) -> Workplace | None:
    subject = said.subject_of(place)
    name = said.employer(_lead(said, place)) if subject is not Subject.OTHER else None
    if name is None or not _is_employer(said, name, place):
        return None
    return Workplace(place, name, subject is Subject.PERSON, said.words[place].low in BEGINNING)


def _of_place(said: Utterance, place: int) -> Workplace | None:
    """Return an employer before its position: "at the Inn as a cook", "at Acme, where I was", "At Acme I"."""
    name = said.employer(place + 1)
    if name is None:
        return None
    follows = name.stop < len(said.words) and said.words[name.stop].low in ("as", "where")
    return Workplace(place, name, named=False, begins=False) if follows or not place else None


def _is_employer(said: Utterance, name: Name, place: int) -> bool:
    """Tell whether a name is no title ("promoted to Buyer"), and one before its verb stands next to that."""
    raised = said.words[place].low in RISING | GIVING
    titled = raised and title_score(name.text) == 1.0 and company_score(name.text) < 1.0
    return not titled and (name.stop > place or place - name.stop <= _HELPING)


def _lead(said: Utterance, place: int) -> int | None:
    """Return the word at which an employer may begin for the verb at ``place``."""
    words, low = said.words, said.words[place].low
    if low in TAKING:
        return place + 1
    if said.gives(place):
        return max((at + 1 for at in range(place) if words[at].after in (",", ";", ":")), default=0)
    if low in BEING:
        near = next((at for at in range(place + 1, len(words) - 1) if words[at].low not in FILLERS), None)
        return near + 1 if near is not None and words[near].low in _STANDING else None
    leading = _LEADING | _ALSO_LEADING.get(low, frozenset())
    for at in range(place + 1, min(len(words) - 1, place + 1 + _NEAR)):
        if words[at].low in leading and (words[at].low not in _VAGUE or said.employer(at + 1)):
            return at + 1
        if words[at].after or words[at].low == "as":
            break
    return place + 1 if low in LED else None
