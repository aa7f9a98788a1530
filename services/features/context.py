"""Decide whether a known form means the skill where it stands: "Go, Rust" does, "go the extra mile" does not."""

from collections.abc import Sequence

import numpy as np

from domain.resumes import Section
from services.features.candidates import Candidates
from services.features.plain_text import NEWLINE, PlainText
from services.features.taxonomy import SurfaceForms
from services.features.tokens import Flags, Indexes, Tokens

COMMON_WORD = 4.2
COMMON_PHRASE = 5.6
_LIST_MARKS = [ord(mark) for mark in ",;/|•·()[]:&-*"]


class ContextFilter:
    """Accept forms by how common they are as words, how they are written and what stands beside them."""

    def __init__(self, forms: SurfaceForms) -> None:
        phrase = np.array([" " in text for text in forms.texts])
        self._prose = forms.prose
        self._rare = np.where(phrase, forms.zipf < COMMON_PHRASE, forms.zipf < COMMON_WORD) & ~forms.prose
        self._known = (forms.trusted | self._rare) & ~forms.prose

    def accepts(
        self, plain: PlainText, tokens: Tokens, candidates: Candidates, sections: Sequence[Section] = ()
    ) -> Flags:
        """Return a mask over the candidates."""
        starts = tokens.starts[candidates.firsts]
        listed = _listed(plain, tokens, candidates) | _within(plain, starts, sections)
        capital = plain.original[plain.origin[starts]] != plain.codes[starts]
        allowed: Flags = self._known[candidates.forms] | (listed & capital & self._prose[candidates.forms])
        return allowed


def _listed(plain: PlainText, tokens: Tokens, candidates: Candidates) -> Flags:
    """Tell which candidates stand between marks or the ends of lines."""
    marks = np.concatenate((plain.codes[tokens.starts], [NEWLINE]))
    lines = np.concatenate((tokens.lines, [-1]))
    left, right, line = candidates.firsts - 1, candidates.stops, tokens.lines[candidates.firsts]
    opened = np.isin(marks[left], _LIST_MARKS) | (lines[left] != line)
    flags: Flags = opened & (np.isin(marks[right], [*_LIST_MARKS, ord(".")]) | (lines[right] != line))
    return flags


def _within(plain: PlainText, starts: Indexes, sections: Sequence[Section]) -> Flags:
    inside = np.zeros(len(plain.original) + 1, dtype=bool)
    for section in sections:
        if section.kind == "skills":
            inside[section.span.start : section.span.end] = True
    return inside[plain.origin[starts]]
