"""Find the skills that a text names, with the place of every mention in the original text."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np

from domain.resumes import Section
from domain.skills import Mention, Skill
from domain.spans import Span
from services.features.candidates import Candidates, Finder, longest, outside
from services.features.context import ContextFilter, ContextModel, load_context_model
from services.features.page import Page, lay_out
from services.features.plain_text import PlainText, fold_phrase
from services.features.taxonomy import OWN_SOURCE, SOURCES, SurfaceForms, Taxonomy
from services.features.token_features import read_context
from services.features.tokens import Tokens
from services.features.wordlists import phrases


class TaggedMention(NamedTuple):
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

    def __init__(
        self,
        taxonomy: Taxonomy,
        model: ContextModel | None = None,
        *,
        extra: Sequence[tuple[str, Skill]] = (),
        finder: Finder | None = None,
    ) -> None:
        self._taxonomy = taxonomy
        self._model = model or load_context_model()
        self._finder = finder or Finder([*taxonomy.forms.texts, *no_skills()])
        self._extra = [(form, skill) for surface, skill in extra if (form := fold_phrase(surface))]
        own = [form for form, _ in self._extra]
        self._own_finder = Finder(own)
        self.forms = _with_trusted(taxonomy.forms, own)
        self._filter = ContextFilter(self.forms, self._model)
        self._skills: dict[int, Skill] = {}

    def with_extra(self, extra: Iterable[tuple[str, Skill]]) -> "Tagger":
        """Return a tagger that knows further (surface form, skill) pairs too; a later pair wins.

        The shipped table is shared: this takes some 40 ms.
        """
        return Tagger(self._taxonomy, self._model, extra=[*self._extra, *extra], finder=self._finder)

    def tag(self, text: str, sections: Sequence[Section] = ()) -> list[TaggedMention]:
        """Return the skills named in ``text``, in order, none overlapping; spans point into ``text``."""
        page = lay_out([text])
        forms, spans = self._find(page, sections)
        kinds = [_section(span, sections) for span in spans] if sections else repeat(None)
        return [
            TaggedMention(self._skill(form), span.of(text), span, kind)
            for form, span, kind in zip(forms, spans, kinds, strict=False)
        ]

    def tag_each(self, page: Page) -> list[list[TaggedMention]]:
        """Return for each text of a page what :meth:`tag` returns for it alone.

        Of a text of 4,800 letters two thirds of the time are calls of numpy, which many texts can share:
        2.8 ms alone, 1.0 ms each among twenty (measured on one core).
        """
        found: list[list[TaggedMention]] = [[] for _ in page.texts]
        number = 0
        for form, span in zip(*self._find(page), strict=True):
            while span.start >= page.begins[number + 1]:
                number += 1
            place = Span(span.start - page.begins[number], span.end - page.begins[number])
            found[number].append(TaggedMention(self._skill(form), place.of(page.texts[number]), place))
        return found

    def _find(self, page: Page, sections: Sequence[Section] = ()) -> tuple[list[int], list[Span]]:
        """Return the forms that name a skill, in order, and where each stands in the whole text."""
        plain, tokens = page.plain, page.tokens
        candidates = self.candidates(plain, tokens)
        context = read_context(plain, tokens, candidates.where(longest(candidates)), self.forms)
        accepted = candidates.where(self._filter.accepts(context, candidates, sections))
        kept = accepted.where(longest(accepted))
        starts = plain.origin[tokens.starts[kept.firsts]]
        ends = plain.origin[tokens.ends[kept.stops - 1] - 1] + 1
        return kept.forms.tolist(), list(map(Span, starts.tolist(), ends.tolist()))

    def candidates(self, plain: PlainText, tokens: Tokens) -> Candidates:
        """Return every place of a known form, whatever it means there, that no longer name stands around.

        Words that a user added count in such names too.
        """
        names = len(self._taxonomy.forms.texts)
        shipped = outside(self._finder.find(plain, tokens), names)
        return shipped.joined(self._own_finder.find(plain, tokens), names) if self._extra else shipped

    def _skill(self, form: int) -> Skill:
        if form not in self._skills:
            own = form - len(self._taxonomy.forms.texts)
            known = self._extra[own][1] if own >= 0 else self._taxonomy.at(int(self.forms.rows[form]))
            self._skills[form] = known
        return self._skills[form]


@cache
def no_skills() -> tuple[str, ...]:
    """Return the phrases whose words name no skill, though they do elsewhere (``no_skills.txt``)."""
    return tuple(fold_phrase(phrase) for _, phrase in phrases("no_skills"))


def _section(span: Span, sections: Sequence[Section]) -> str | None:
    return next((s.kind for s in sections if s.span.start <= span.start < s.span.end), None)


def _with_trusted(forms: SurfaceForms, extra: list[str]) -> SurfaceForms:
    """Append forms that a user added: they stand for a skill wherever they are bounded."""
    more = len(extra)
    return SurfaceForms(
        [*forms.texts, *extra],
        np.append(forms.rows, np.full(more, -1, dtype=np.int32)),
        np.append(forms.zipf, np.zeros(more, dtype=np.float32)),
        np.append(forms.prose, np.zeros(more, dtype=bool)),
        np.append(forms.sources, np.full(more, SOURCES.index(OWN_SOURCE))),
    )
