"""Take out what application forms ask beside a position: hours, pay, grade, supervisor, street.

US federal resumes have five such lines between employer, dates and title; none of them names anything.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from services.resumes import lexicon
from services.resumes.characters import bullet_end
from services.resumes.sections import Placed
from services.resumes.words import title_score

_LABELS = "|".join(
    sorted((re.escape(one) for line in lexicon.lines("form_labels") for one in line.split("|")), key=len)[
        ::-1
    ]
)
_LABELLED = re.compile(
    rf"(?:{_LABELS})(?:\s?[/(]?\s?(?:per|a|of|this)?\s?(?:week|wk|year|hour|supervisor|employer)\)?)?\s*[:?]",
    re.I,
)
_SAID = re.compile(
    r"supervisor\s+(?=(?-i:[A-Z])[^\d]{0,60}(?:\d{2}|contact))"
    r"|(?:hours|hrs)(?:/| per )?(?:wk|week)?\s+\d|(?:salary|pay)\s+\$",
    re.I,
)
"""The same without a colon: "Supervisor Ann Lee, 555-0101", "Hrs/wk 40"."""
_PLANS = "|".join(sorted(lexicon.words("pay_plans")))
_STREETS = "|".join(sorted(lexicon.words("street_words")))
_PER = r"(?:\s*(?:per|an?|/|each)\s*(?:hour|hr|week|wk|month|mo|year|yr|annum|h|w)\b\.?)"
_OVER = r"(?:of\s+)?(?:OT|overtime)"
_FACTS = re.compile(
    r"(?:"
    # Hours: "40 hrs/wk", "45 to 50 hours a week", "full time, 36 hours".
    r"(?:(?:approx\.?|about|some|another)\s*)?\d{1,4}\s*(?:\+|(?:to|-|–)\s*\d{1,3})?\s*"
    rf"(?:(?:hours|hrs?|h)\.?{_PER}|(?:hours|hrs?\.?)\s+(?:total|{_OVER})(?:\s+in\s+\d{{4}})?|hours|hrs\.?)"
    rf"(?:\s*(?:plus|\+|and)\s*{_OVER})?"
    # Pay: "$98,806 per annum", "94,310.00 USD Per Year", "$15/hr".
    rf"|\$\s?\d[\d,.]*\s?k?(?:\s*(?:to|-|–)\s*\$?\d[\d,.]*k?)?\s*(?:USD)?{_PER}?"
    rf"|\d[\d,.]*\s*USD{_PER}?"
    # How: "full time", "active duty".
    r"|(?:full|part)[- ]time|active duty|(?:this is )?a? ?federal job"
    r"|may (?:not )?(?:be )?contact(?:ed)?(?: \w+)?"
    # Where, but for the town.
    rf"|\d[\w-]*\s+(?:[\w.'’-]+\s+){{1,4}}?(?:{_STREETS})\.?(?:\s+(?:[NS]?[EW]?|North|South|East|West))?"
    r"|(?-i:(?:[A-Z][\w'’-]+\s+){1,2}(?:Rd|Ave|Blvd|Ln|Hwy|Pkwy))\.?"
    r"|(?:P\.?\s?O\.?\s+Box|RR|Rural Route|Route|Rte?|Highway|Hwy|Bldg|Building|Suite|Ste|Room|Rm|Apt|Floor)"
    r"\.?\s+#?\d[\w-]*(?:\s+Box\s+\d+)?"
    r")\.?",
    re.I,
)
_GRADE = re.compile(
    rf"(?:[A-Z]{{2}}-\d{{4}}-[\w/]+|[EOW]-\d|(?:{_PLANS})[ -]?\d[\w/-]*(?:\s+(?:to|thru|through)\s+[\w-]+)?"
    r"(?:,?\s+step\s+\d+)?)",
    re.I,
)
"""A grade by itself: "GS-0510-12/4", "GS-0110-09 to 12". Behind a title it is left to what reads titles."""
_LONGEST = 130
"""Letters of the longest line that may be one of a form; longer ones tell what was done."""
_PARTS = re.compile(r"(?:\s*[|;•·\t]\s*|,\s+|\s{2,}|\s+(?=\()|(?<=\w\w)\.\s+(?=[A-Z]))")
_PARTS_BESIDE_DATES = re.compile(
    rf"{_PARTS.pattern}|\s[-–—]\s(?=\$?\d[\d,.]*(?:\+?\s*h|k?\s*(?:$|[-–—|,;(])))"
)
"""The same, and a dash before hours or pay: "10/2016 to present - 40+ hours/week - $151,870"."""
_ASIDE = re.compile(
    r"\(\s*(?:this is a federal job|federal (?:job|employment)|[^()]*hours? per week"
    r"|(?:was|became|equal to)\s[^()\d]{0,40}\d[^()]{0,60})\s*\)",
    re.I,
)
"""Remarks in brackets, among them what became of a grade: "(became 12 in 2018)"."""
_RANGE = re.compile(r"\d{4}\s*(?:-|–|—|to)\s*(?:\d|present|now|current)", re.I)


def without_form_facts(lines: Iterable[Placed]) -> Iterator[Placed]:
    """Yield the lines without such facts, what is left at its place; a line of nothing else is left out.

    A line that stood apart hands its distance on, so that paragraphs begin where they did.
    """
    gap = 0.0
    for item in lines:
        text = item.text if bullet_end(item.text) else _blanked(item.text)
        if item.text and not any(map(str.isalnum, text)):
            gap = max(gap, item.line.gap)
            continue
        if text != item.text or gap > item.line.gap:
            item = Placed(
                replace(item.line, text=text.rstrip("\t "), gap=max(gap, item.line.gap)), item.start
            )
        gap = 0.0
        yield item


def _blanked(text: str) -> str:
    """Return the text, of the same length, with tabs in place of facts.

    Behind dates and a fact ("…, 45 h a week, and tips") only a title names something.
    """
    text = _ASIDE.sub(_tabs, text)
    if len(text) > _LONGEST:
        return text
    dated = _RANGE.search(text)
    if _is_labelled(text) and not dated:
        return "\t" * len(text)
    found, start, before, beside = [], 0, "", False
    marks = (_PARTS_BESIDE_DATES if dated else _PARTS).finditer(text)
    for mark in [*marks, None]:
        end = mark.start() if mark else len(text)
        part, apart = text[start:end], mark[0] if mark else ""
        fact = _is_fact(part) or bool(
            _GRADE.fullmatch(part) and _stands_alone(before) and _stands_alone(apart)
        )
        beside = beside or (fact and dated is not None and start >= dated.end())
        left = not fact and (not beside or title_score(part) > 0)
        found.append(part + apart if left else "\t" * (len(part) + len(apart)))
        start, before = mark.end() if mark else end, apart
    return "".join(found)


def _is_fact(part: str) -> bool:
    bare = part.strip("() ") if any(map(str.isdigit, part)) else part
    return bool(_FACTS.fullmatch(bare)) or _is_labelled(part)


def _stands_alone(apart: str) -> bool:
    """Tell whether a mark parts fields rather than the words of one."""
    return not apart.strip() or any(mark in apart for mark in "|;•·\t")


def _is_labelled(text: str) -> bool:
    return bool(_LABELLED.match(text) or _SAID.match(text))


def _tabs(match: re.Match[str]) -> str:
    return "\t" * len(match[0])
