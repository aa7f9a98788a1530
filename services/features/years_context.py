"""Decide from the words around a number of years whether it is experience that a posting asks for."""

import re
from functools import cache
from typing import NamedTuple

from domain.spans import Span
from services.features.sentences import since_last_end, until_first_end
from services.features.shelf import book
from services.features.wordlists import alternation, any_of, phrases

_REACH_BEFORE = 130
_REACH_AFTER = 110
_NAMED_BEFORE = 70
_MONTHS_BEFORE = 25
_MONTHS_AFTER = 50
_OVERRULES = 40
_UNUSUAL = 15
_MOST = 30


class Setting(NamedTuple):
    """The words of a sentence before a number of years, the amount as written, and the words after it."""

    before: str
    amount: str
    after: str

    @classmethod
    def around(cls, folded: str, amount: Span, unit_end: int) -> "Setting":
        """Cut the words around ``amount`` out of its sentence; "yrs." does not end one."""
        before = folded[max(0, amount.start - _REACH_BEFORE) : amount.start]
        after = folded[unit_end : unit_end + _REACH_AFTER].removeprefix(".")
        return cls(since_last_end(before), folded[amount.start : unit_end], until_first_end(after))


def counts_as_experience(setting: Setting, amount: float, *, firm: bool, months: bool) -> bool:
    """Tell whether an amount of years is asked for; ``firm`` when it says "at least", "+" or gives a range.

    Months are usually the length of a contract, and over fifteen years usually the age of the company:
    both need the word "experience" or its like in the sentence.
    """
    if amount > _MOST or _is_trap(setting):
        return False
    if amount > _UNUSUAL and not firm and _named("maker", setting.after):
        return False  # "30 years of experience, our company …"
    before = _MONTHS_BEFORE if months else _NAMED_BEFORE
    near = (setting.after[: _MONTHS_AFTER if months else None], setting.before[-before:])
    if any(_named("experience", words) for words in near):
        return True
    if months or amount > _UNUSUAL:
        return False
    return bool(_connected().match(setting.after)) or (firm and not setting.after.strip(" ,)'s"))


def no_experience_needed(folded: str) -> Span | None:
    """Return where a posting says that it asks for no experience."""
    found = book("no_experience").find(folded)
    return found[0].span if found else None


def _is_trap(setting: Setting) -> bool:
    """Tell whether the years are an age, a period, a contract or the employer's own.

    An age stays one whatever follows: "18 years of age and pass a background check".
    """
    if _studies().match(setting.after) or _age().match(setting.after):
        return True
    if _trap_after().match(setting.after) and not _named("experience", setting.after[:_OVERRULES]):
        return True
    if _trap_before().search(setting.before):
        return True
    if not _named("maker", setting.before):
        return False
    return not _named("seeker", setting.before + setting.amount)


def _named(label: str, text: str) -> bool:
    """Tell whether words listed under a label stand in a text, those with an open beginning by their rest.

    A pattern that any letters may begin reads each word to its end and back: seldom is there a reason to.
    """
    plain, open_ended, cores = _patterns(label)
    if plain.search(text):
        return True
    return any(core in text for core in cores) and bool(open_ended.search(text))


@cache
def _patterns(label: str) -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    listed = [phrase for group, phrase in phrases("years_context") if group == label]
    open_ended = tuple(phrase for phrase in listed if phrase.startswith("*"))
    closed = tuple(phrase for phrase in listed if not phrase.startswith("*"))
    patterns = [re.compile(rf"\b{any_of(some)}\b") for some in (closed, open_ended)]
    return patterns[0], patterns[1], tuple(phrase.strip("*") for phrase in open_ended)


@cache
def _age() -> re.Pattern[str]:
    return re.compile(rf"['s]*[\s(-]*{alternation('years_context', 'age')}\b")


@cache
def _trap_after() -> re.Pattern[str]:
    """Match "ago" and "in business" right after the years, and things that last for years one word later."""
    directly, thing = (
        alternation("years_context", "trap_after"),
        alternation("years_context", "trap_after_thing"),
    )
    return re.compile(rf"['s]*[\s(-]*(?:{directly}|(?:of )?(?:[\w-]+ )?{thing})\b")


@cache
def _studies() -> re.Pattern[str]:
    """Match "of study above high school", "of progressively higher level graduate education"."""
    words, work = alternation("years_context", "studies"), alternation("years_context", "experience")
    return re.compile(rf"['s]*\s*(?:\([^)]*\)\s*)?of (?:(?!{work}\b)[\w-]+\s+){{0,4}}{words}\b")


@cache
def _trap_before() -> re.Pattern[str]:
    words, filler = alternation("years_context", "trap_before"), alternation("years_context", "filler")
    return re.compile(rf"\b{words}\b[\s:,(]*(?:{filler}\s+)*$")


@cache
def _connected() -> re.Pattern[str]:
    """Match what makes years experience without the word: "in sales", "as a nurse", "Java development"."""
    opener, word = alternation("years_context", "opener"), alternation("years_context", "connected")
    craft = alternation("years_context", "craft")
    return re.compile(rf"['s]*\s*(?:\([^)]*\)\s*)?(?:{opener} )*(?:{word}|(?:[a-z+#.]+ )?{craft})\b")
