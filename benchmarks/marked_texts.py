"""Read texts in which people marked skills (SkillSpan's and GREEN's layouts); score ours against theirs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain.spans import Span

Marks = Sequence[tuple[int, int]]


@dataclass
class MarkedText:
    """A text, its part (SkillSpan's ``tech`` or ``house``), and the spans people marked, by kind."""

    text: str = ""
    part: str = ""
    marks: dict[str, list[Span]] = field(default_factory=dict)

    def append(self, words: Sequence[str], tags: dict[str, Sequence[str]]) -> None:
        """Add a sentence as one line of words."""
        self.text += "\n" if self.text else ""
        places = list(_places(words, len(self.text)))
        self.text += " ".join(words)
        for kind, sequence in tags.items():
            spans = (Span(places[a].start, places[b - 1].end) for a, b in runs(sequence))
            self.marks.setdefault(kind, []).extend(spans)


def read_skillspan(path: Path) -> list[MarkedText]:
    """Return one text per advertisement of a SkillSpan file; kinds ``knowledge`` and ``skill``."""
    texts: list[MarkedText] = []
    current: object = None
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            advertisement = (row.get("idx"), row.get("source", ""))
            if advertisement != current:
                current = advertisement
                texts.append(MarkedText(part=row.get("source", "")))
            tags = {kind: row[f"tags_{kind}"] for kind in ("knowledge", "skill") if f"tags_{kind}" in row}
            texts[-1].append(row["tokens"], tags)
    return texts


def read_green(path: Path) -> list[MarkedText]:
    """Return one text per sentence of a GREEN file (word, tag; blank lines between); one kind per label."""
    texts: list[MarkedText] = []
    for sentence in _sentences(path.read_text(encoding="utf-8", errors="replace").splitlines()):
        words, tags = zip(*sentence, strict=True)
        kinds = {tag[2:] for tag in tags if tag != "O"} | {"Skill"}
        marked = MarkedText()
        marked.append(words, {kind: [tag if tag[2:] == kind else "O" for tag in tags] for kind in kinds})
        texts.append(marked)
    return texts


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first, after last) of each span in B, I, O tags; an I after an O opens a span too."""
    first: int | None = None
    for place, tag in enumerate([*tags, "O"]):
        if first is not None and tag[0] in "BO":
            yield first, place
            first = None
        if first is None and tag[0] != "O":
            first = place


@dataclass
class SpanScore:
    """Counts over many texts; exact and overlap figures (see :meth:`figures`)."""

    exact: int = 0
    found: int = 0
    marked: int = 0
    found_touching: int = 0
    marked_touched: int = 0

    def add(self, found: Marks, marked: Marks) -> None:
        """Count one text's spans."""
        ours, theirs = set(map(tuple, found)), set(map(tuple, marked))
        self.exact += len(ours & theirs)
        self.found += len(ours)
        self.marked += len(theirs)
        self.found_touching += sum(any(a < d and c < b for c, d in theirs) for a, b in ours)
        self.marked_touched += sum(any(a < d and c < b for a, b in ours) for c, d in theirs)

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1, exact (same first and last character) and by overlap.

        Overlap precision is the share of our spans that touch a marked one, overlap recall the share of
        marked spans that one of ours touches, overlap F1 their harmonic mean.
        """
        exact = _rates(self.exact, self.found, self.exact, self.marked)
        overlap = _rates(self.found_touching, self.found, self.marked_touched, self.marked)
        return exact | {f"overlap_{name}": value for name, value in overlap.items()}


def score_spans(pairs: Iterable[tuple[Marks, Marks]]) -> dict[str, float]:
    """Return the figures of (found, marked) pairs, one pair a text."""
    score = SpanScore()
    for found, marked in pairs:
        score.add(found, marked)
    return score.figures()


def _rates(right: int, found: int, touched: int, marked: int) -> dict[str, float]:
    precision, recall = right / max(found, 1), touched / max(marked, 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _places(words: Sequence[str], start: int) -> Iterator[Span]:
    for word in words:
        yield Span(start, start + len(word))
        start += len(word) + 1


def _sentences(lines: Iterable[str]) -> Iterator[list[tuple[str, str]]]:
    sentence: list[tuple[str, str]] = []
    for line in lines:
        fields = line.split()
        if len(fields) >= 2:
            sentence.append((fields[0], fields[-1]))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence
