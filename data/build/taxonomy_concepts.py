"""Merge names and synonyms of several lists into concepts, one surface form belonging to one concept."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wordfreq import zipf_frequency

from data.build.taxonomy_sources import EscoLabel
from services.features.plain_text import fold_phrase

_FILLER = {"skills", "skill", "experience", "knowledge", "expertise", "proficiency", "concepts"}
MAX_ESCO_WORDS = 4
MAX_ESCO_SYNONYM_WORDS = 2
COMMON_SYNONYM = 3.5


@dataclass(frozen=True)
class Concept:
    """A skill under construction."""

    id: str
    name: str
    group: str
    source: str


class Concepts:
    """All concepts by the folded form of their name, and all surface forms."""

    def __init__(self, brands: Iterable[str]) -> None:
        self.by_key: dict[str, Concept] = {}
        self.forms: dict[str, tuple[str, str]] = {}
        self.also: dict[str, list[str]] = defaultdict(list)
        self.esco_ids: dict[str, str] = {}
        self.esco_leaf: dict[str, str] = {}
        self._variants: dict[str, str] = {}
        self._spelling = {fold_phrase(brand): brand for brand in brands if len(brand) > 2}
        self._ids: set[str] = set()
        self._rows: dict[str, int] = {}

    def know_esco(self, labels: list[EscoLabel]) -> None:
        """Learn which names ESCO has, so that the project's own skills take ESCO's ids."""
        for label in labels:
            if label.preferred:
                self.esco_ids.setdefault(_bare(fold_phrase(label.label)), label.uuid)
                self.esco_leaf[f"esco:{label.uuid}"] = label.leaf

    def add(self, name: str, synonyms: Iterable[str], group: str, source: str) -> str:
        """Add a named concept, or synonyms to the concept that already has that name; return its key."""
        form = fold_phrase(name)
        key = self._known(form) or self._create(Concept("", name, group, source))
        for synonym in (form, *map(fold_phrase, synonyms)):
            self._claim(synonym, key, source)
        return key

    def add_esco(self, labels: list[EscoLabel], source: str) -> None:
        """Add ESCO's concepts, then those of their labels that are short enough to stand in a text."""
        keys = {concept.id: key for key, concept in self.by_key.items()}
        for label in sorted(labels, key=lambda label: not label.preferred):
            identity, form = f"esco:{label.uuid}", fold_phrase(label.label)
            if label.preferred and identity not in keys:
                keys[identity] = self._create(Concept(identity, label.label, label.group, source))
            if _may_stand_in_text(label, form):
                self._claim(form, keys[identity], source)
                self._claim(_bare(form), keys[identity], source)

    def add_phrase(self, phrase: str, source: str) -> None:
        """Add a surface form of unknown meaning: a variant of a known concept, else a concept itself."""
        form = fold_phrase(phrase)
        if len(form) < 2:
            return
        key = self._known(form) or self._create(Concept("", self._spelt(form), "", source))
        self._claim(form, key, source)

    def row(self, key: str) -> int:
        """Return the row of a concept in :meth:`skill_rows`."""
        if not self._rows:
            self._rows = {key: row for row, key in enumerate(self.by_key)}
        return self._rows[key]

    def skill_rows(self) -> list[tuple[str, ...]]:
        """Return (id, name, group, source) of every concept."""
        return [(c.id, c.name, c.group, c.source) for c in self.by_key.values()]

    def _known(self, form: str) -> str | None:
        if form in self.forms:
            return self.forms[form][0]
        return self._variants.get(variant(form)) if len(form) > 3 else None

    def _create(self, concept: Concept) -> str:
        """Keep a concept under its key; one without an id gets ESCO's, where ESCO has its name, or ours."""
        form = fold_phrase(concept.name)
        uuid = self.esco_ids.get(form)
        wanted = concept.id or (f"esco:{uuid}" if uuid else f"rf:{slug(form)}")
        while wanted in self._ids:
            wanted += "-2"
        self._ids.add(wanted)
        key = concept.id or form
        self.by_key[key] = replace(concept, id=wanted)
        return key

    def _claim(self, form: str, key: str, source: str) -> None:
        if form and form not in self.forms:
            self.forms[form] = (key, source)
            self._variants.setdefault(variant(form), key)
        elif form and source != self.forms[form][1] and source not in self.also[form]:
            self.also[form].append(source)

    def _spelt(self, form: str) -> str:
        if form in self._spelling:
            return self._spelling[form]
        words = [self._word(word) for word in form.split()]
        return " ".join(words)

    def _word(self, word: str) -> str:
        if len(word) < 6 and not re.search(r"[aeiouy]", word):
            return word.upper()
        known = self.forms.get(word)
        concept = self.by_key.get(known[0]) if known else None
        if concept is not None and concept.name.lower() == word:
            return concept.name if concept.name.isupper() or concept.group in _CAPITAL_GROUPS else word
        return word


_CAPITAL_GROUPS = {
    "Programming languages",
    "Languages",
    "Databases",
    "Cloud platforms",
    "Frontend frameworks",
}


def variant(form: str) -> str:
    """Return what spelling variants share: no hyphens, filler words or plural of the last word."""
    words = re.sub(r"[-/_,]+", " ", form.replace("&", " and ")).split()
    while len(words) > 1 and words[-1] in _FILLER:
        words.pop()
    if words:
        words[-1] = _singular(words[-1])
    return " ".join(words)


def slug(form: str) -> str:
    """Return an id-safe spelling: "c++ (qt)" → "c-plus-plus-qt", ".net maui" → "dot-net-maui"."""
    spelt = form.replace("+", " plus ").replace("#", " sharp ")
    spelt = re.sub(r"(^|\s)\.(?=\w)", r"\1dot ", spelt)
    return re.sub(r"[^\w]+", "-", spelt).strip("-")


def _may_stand_in_text(label: EscoLabel, form: str) -> bool:
    """Refuse long labels, and synonyms that are common words ("calculation" is no name of geometry)."""
    words = form.count(" ") + 1
    if label.preferred:
        return words <= MAX_ESCO_WORDS
    if words == 1 and zipf_frequency(form, "en") >= COMMON_SYNONYM:
        return False
    return words <= MAX_ESCO_SYNONYM_WORDS + label.knowledge


def _singular(word: str) -> str:
    if (
        len(word) < 5
        or not word.endswith("s")
        or word.endswith(("ss", "us", "is", "js", "ics", "ops", "aws"))
    ):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _bare(form: str) -> str:
    return re.sub(r" \((?:computer programming|[^)]*systems?|[^)]*software)\)$", "", form)
