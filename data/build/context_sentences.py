"""The project's own sentences for the context filter: by hand, and by template."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.marked_texts import MarkedText
from domain.spans import Span
from services.features.taxonomy import Taxonomy

PLAIN = "plain"
"""The kind of mark for words that are no skill where they stand."""

EXAMPLES = Path(__file__).with_name("context_examples.txt")
ADS = Path(__file__).with_name("context_ads.txt")
TERSE = Path(__file__).with_name("context_terse.txt")
PAIRS = Path(__file__).with_name("context_pairs.txt")
MIXED = Path(__file__).with_name("context_mixed.txt")
HANDS = Path(__file__).with_name("context_hands.txt")
TEMPLATES = Path(__file__).with_name("context_templates.txt")
TECHNICAL = {
    *(
        "Programming languages",
        "Frontend frameworks",
        "Web design and markup",
        "Mobile development",
        "Databases",
    ),
    *(
        "Backend frameworks",
        "Cloud platforms",
        "Cloud services",
        "DevOps and infrastructure",
        "Data engineering",
    ),
    *("Data science and AI", "Testing and quality", "Business software"),
}


TOOLS = ("salt", "ant", "pig", "storm", "monday", "linear", "assembly", "shell", "chai", "lambda", "glue")
MORE_TOOLS = ("segment", "presto", "beam", "nomad", "flux", "ada", "chrome", "azure", "athena", "prefect")
NAMES = ("ada", "athena", "azure", "chrome", "flux", "luigi", "nomad", "prefect", "pulsar")
LANGUAGES = ("english", "french", "german", "spanish", "italian", "dutch", "polish", "chinese", "russian")
SEED = 20
OTHERS_OF_A_KIND = 12
ENDED_OTHERWISE = 0.3


@dataclass(frozen=True)
class Template:
    """A sentence with gaps; ``fill`` names the words that it is for, ``skill`` says what they mean in it."""

    text: str
    fill: str
    skill: bool


def own_examples(path: Path = EXAMPLES, part: str = "") -> Iterator[MarkedText]:
    """Yield the project's sentences; ``[brackets]`` mark skills, ``{braces}`` words that are none.

    In a ``part`` "template" words without mark are not judged.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield _marked(line, part)


def templates(taxonomy: Taxonomy) -> Iterator[MarkedText]:
    """Yield technical forms that are ordinary words, and languages, in lists and in prose."""
    draw, words = random.Random(SEED), fills(taxonomy)
    others = {"languages": [word.capitalize() for word in LANGUAGES]}
    tools = [*plain_tools(taxonomy), *(_written(word) for word in words["tools"])]
    for template in read_templates():
        for word in words[template.fill]:
            text = _ended(template.text, draw)
            for _ in range(text.count("{other}")):
                text = text.replace("{other}", draw.choice(others.get(template.fill, tools)), 1)
            capital = template.fill not in {"lower", "words"} or text.startswith("{}")
            yield _filled(text, _written(word) if capital else word, skill=template.skill)


def read_templates(path: Path = TEMPLATES) -> Iterator[Template]:
    """Yield the templates; a line ``= fill skill|plain`` begins each part."""
    fill, meaning = "", ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            _, fill, meaning = line.split()
        elif line and not line.startswith("#"):
            yield Template(line, fill, meaning == "skill")


def fills(taxonomy: Taxonomy) -> dict[str, list[str]]:
    """Return the words that each kind of gap takes."""
    forms = taxonomy.forms
    ambiguous = np.flatnonzero(forms.prose & forms.trusted).tolist()
    technical = [forms.texts[i] for i in ambiguous if taxonomy.at(int(forms.rows[i])).group in TECHNICAL]
    tools = [*technical, *TOOLS, *MORE_TOOLS]
    plain = [*technical, *TOOLS]
    letters = [word for word in technical if len(word) == 1]
    return {
        "tools": tools,
        "lower": technical,
        "words": plain,
        "capital": [*plain, *NAMES],
        "letters": letters,
        "languages": list(LANGUAGES),
        "names": list(NAMES),
    }


def plain_tools(taxonomy: Taxonomy) -> list[str]:
    """Return names of technical skills that are no ordinary words, a few of each group."""
    certain = set(np.array(taxonomy.forms.texts)[taxonomy.forms.certain].tolist())
    by_group: dict[str, list[str]] = {}
    for name, group in zip(taxonomy.names, taxonomy.groups, strict=True):
        if group in TECHNICAL and name.lower() in certain:
            by_group.setdefault(group, []).append(name)
    return [name for names in by_group.values() for name in names[:OTHERS_OF_A_KIND]]


def certain_tools(taxonomy: Taxonomy) -> frozenset[str]:
    """Return the folded names of technical skills that are no ordinary words, one word each."""
    forms = taxonomy.forms
    found = [forms.texts[i] for i in np.flatnonzero(forms.certain).tolist()]
    return frozenset(form for form in found if taxonomy.find(form).group in TECHNICAL)


def _ended(text: str, draw: random.Random) -> str:
    """Now and then add or drop the full stop, which says nothing about the word."""
    if draw.random() > ENDED_OTHERWISE:
        return text
    return text.removesuffix(".") if text.endswith(".") else f"{text}."


def _written(word: str) -> str:
    return word[0].upper() + word[1:]


def _filled(text: str, word: str, *, skill: bool) -> MarkedText:
    start = text.index("{}")
    kind = "knowledge" if skill else PLAIN
    marks: dict[str, list[Span]] = {PLAIN: [], kind: [Span(start, start + len(word))]}
    return MarkedText(text.replace("{}", word), marks=marks, part="template")


def _marked(line: str, part: str) -> MarkedText:
    marked = MarkedText(part=part)
    for piece in re.split(r"(\[[^]]*\]|\{[^}]*\})", line):
        word = piece.strip("[]{}") if piece[:1] in {"[", "{"} else piece
        if word != piece:
            start = len(marked.text)
            kind = "knowledge" if piece[0] == "[" else PLAIN
            marked.marks.setdefault(kind, []).append(Span(start, start + len(word)))
        marked.text += word
    return marked
