"""Find the skills that a text names, with the place of every mention in the original text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.resumes import Section
from domain.skills import Mention, Skill
from domain.spans import Span
from services.features.candidates import Candidates, Finder
from services.features.context import ContextFilter
from services.features.plain_text import PlainText, fold_phrase, fold_text
from services.features.taxonomy import SurfaceForms, Taxonomy


@dataclass(frozen=True)
class TaggedMention:
    """A skill where a text names it; ``section`` is the kind of section it stands in."""

    skill: Skill
    text: str
    span: Span
    section: str | None = None

    @property
    def mention(self) -> Mention:
        """Return the place alone, as skills store it."""
        return Mention(self.text, self.span, self.section)


class Tagger:
    """Dictionary look-up, then a context filter, then the longest of overlapping mentions."""

    def __init__(self, taxonomy: Taxonomy, extra: Sequence[tuple[str, Skill]] = ()) -> None:
        self._taxonomy = taxonomy
        self._extra = [(form, skill) for surface, skill in extra if (form := fold_phrase(surface))]
        self._forms = _with_trusted(taxonomy.forms, [form for form, _ in self._extra])
        self._finder = Finder(self._forms.texts)
        self._filter = ContextFilter(self._forms)

    def with_extra(self, extra: Iterable[tuple[str, Skill]]) -> "Tagger":
        """Return a tagger that knows further (surface form, skill) pairs; a later pair wins."""
        return Tagger(self._taxonomy, [*self._extra, *extra])

    def tag(self, text: str, sections: Sequence[Section] = ()) -> list[TaggedMention]:
        """Return the skills named in ``text``, in order, none overlapping; spans point into ``text``."""
        plain = fold_text(text)
        candidates = self._finder.find(plain)
        accepted = candidates.where(self._filter.accepts(plain, candidates, sections))
        return [self._mention(text, plain, accepted, index, sections) for index in longest(accepted)]

    def _mention(
        self, text: str, plain: PlainText, found: Candidates, index: int, sections: Sequence[Section]
    ) -> TaggedMention:
        start, end = found.starts[index], found.ends[index]
        span = Span(int(plain.origin[start]), int(plain.origin[end - 1]) + 1)
        section = next((s.kind for s in sections if s.span.start <= span.start < s.span.end), None)
        return TaggedMention(self._skill(int(found.forms[index])), span.of(text), span, section)

    def _skill(self, form: int) -> Skill:
        own = form - len(self._taxonomy.forms.texts)
        return self._extra[own][1] if own >= 0 else self._taxonomy.at(int(self._forms.rows[form]))


def longest(candidates: Candidates) -> list[int]:
    """Return the candidates to keep, in order: none inside or across another, the longer (then later) wins."""
    order = np.lexsort((-candidates.forms, -candidates.ends, candidates.starts))
    starts, ends = candidates.starts[order], candidates.ends[order]
    furthest = np.maximum.accumulate(ends)
    outer = np.concatenate(([True], ends[1:] > furthest[:-1])) if len(order) else np.zeros(0, dtype=bool)
    kept: list[int] = []
    for index in order[outer].tolist():
        if kept and candidates.ends[kept[-1]] > candidates.starts[index]:
            if _length(candidates, index) <= _length(candidates, kept[-1]):
                continue
            kept.pop()
        kept.append(index)
    return kept


def _length(candidates: Candidates, index: int) -> int:
    return int(candidates.ends[index] - candidates.starts[index])


def _with_trusted(forms: SurfaceForms, extra: list[str]) -> SurfaceForms:
    """Append forms that a user added: they stand for a skill wherever they are bounded."""
    more = len(extra)
    return SurfaceForms(
        [*forms.texts, *extra],
        np.append(forms.rows, np.full(more, -1, dtype=np.int32)),
        np.append(forms.zipf, np.zeros(more, dtype=np.float32)),
        np.append(forms.prose, np.zeros(more, dtype=bool)),
        np.append(forms.trusted, np.ones(more, dtype=bool)),
    )
