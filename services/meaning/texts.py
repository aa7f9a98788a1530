"""Choose what a sentence model reads: what somebody did, never who somebody is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from domain.resumes import ParsedResume, Section, WorkEntry
from domain.spans import Span
from services.features.gendered import neutral
from services.features.personal import without_person

MOST_POSITIONS = 16
"""Positions that are read, in the resume's order: each takes a tenth of a second."""

MOST_CHARACTERS = 4_000
"""Characters of a text that are handed over: far more than the model reads."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NO_HEAD = (Section("work", "", Span(0, 0)),)


class HeldPosition(NamedTuple):
    """A position as the resume calls it, and what it says was done there."""

    name: str | None
    text: str


def posting_text(title: str, description: str) -> str:
    """Return what is read of a posting: its title, then its description."""
    return f"{title}\n{description}"[:MOST_CHARACTERS]


def position_texts(resume: ParsedResume) -> list[HeldPosition]:
    """Return what is read of a resume, a text per position: words alone, none that tells name or gender.

    Skills and years are not among it, so that more of them can lower no similarity.
    """
    told = (HeldPosition(entry.position, _neutral(resume, entry)) for entry in resume.work)
    return [position for position in told if position.text][:MOST_POSITIONS]


def _neutral(resume: ParsedResume, entry: WorkEntry) -> str:
    written = "\n".join(filter(None, (entry.position, entry.summary, *entry.highlights)))
    bare = without_person(replace(resume, text=written, sections=_NO_HEAD))
    return " ".join(_words(bare))[:MOST_CHARACTERS]


def _words(text: str) -> Iterator[str]:
    words = (neutral(word.replace("’", "'")) for word in _WORD.findall(text.lower()))
    return filter(None, words)
