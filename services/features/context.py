"""Decide whether a known form means the skill where it stands: "Go, Rust" does, "go the extra mile" does not."""

from collections.abc import Sequence

import numpy as np

from domain.resumes import Section
from services.features.candidates import Candidates, Flags
from services.features.plain_text import PlainText
from services.features.taxonomy import SurfaceForms

COMMON_WORD = 4.2
COMMON_PHRASE = 5.6
_LIST_MARKS = [ord(mark) for mark in ",;/|•·()[]:&\n\t-*"]


class ContextFilter:
    """Accept forms by how common they are as words, how they are written and what stands beside them."""

    def __init__(self, forms: SurfaceForms) -> None:
        phrase = np.array([" " in text for text in forms.texts])
        self._prose = forms.prose
        self._rare = np.where(phrase, forms.zipf < COMMON_PHRASE, forms.zipf < COMMON_WORD) & ~forms.prose
        self._known = (forms.trusted | self._rare) & ~forms.prose

    def accepts(self, plain: PlainText, candidates: Candidates, sections: Sequence[Section] = ()) -> Flags:
        """Return a mask over the candidates."""
        listed = self._listed(plain, candidates) | _within(plain, candidates, sections)
        capital = plain.original[plain.origin[candidates.starts]] != plain.codes[candidates.starts]
        allowed: Flags = self._known[candidates.forms] | (listed & capital & self._prose[candidates.forms])
        return allowed

    @staticmethod
    def _listed(plain: PlainText, candidates: Candidates) -> Flags:
        shown = np.concatenate((plain.original, np.array([10], dtype=np.uint32)))
        first, last = plain.origin[candidates.starts], plain.origin[candidates.ends - 1]
        left = np.where(shown[first - 1] == ord(" "), shown[first - 2], shown[first - 1])
        right = shown[last + 1]
        listed: Flags = np.isin(left, _LIST_MARKS) & np.isin(right, [*_LIST_MARKS, ord(".")])
        return listed


def _within(plain: PlainText, candidates: Candidates, sections: Sequence[Section]) -> Flags:
    inside = np.zeros(len(plain.original) + 1, dtype=bool)
    for section in sections:
        if section.kind == "skills":
            inside[section.span.start : section.span.end] = True
    return inside[plain.origin[candidates.starts]]
