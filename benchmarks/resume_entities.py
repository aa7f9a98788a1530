"""Compare what is parsed from plain-text resumes with entities that people labelled in them."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from domain.resumes import ParsedResume
from services.features.technology import technologies
from services.features.tools import FeatureTools
from services.resumes import sniff
from services.resumes.understand import understand

_LABEL = re.compile(r'<label type="([^"]+)">(.*?)</label>', re.S)
_ESCAPED = re.compile(r"(?:\\x[0-9a-f]{2})+")
LABELS = {
    "companies": "Companies worked at",
    "designation": "Designation",
    "institutions": "College Name",
    "name": "Name",
    "email": "Email Address",
    "tech_tools": "Tech Tools",
}
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Labelled:
    """A resume's text and the spans of each label."""

    name: str
    text: str
    spans: dict[str, Spans]


def load_labelled(folder: Path) -> Iterator[Labelled]:
    """Yield the resumes in every zip of XML files in ``folder``."""
    for archive in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in sorted(opened.namelist()):
                if name.endswith(".xml") and not Path(name).name.startswith("."):
                    yield _labelled(name, opened.read(name).decode("utf-8", "replace"))


def _labelled(name: str, source: str) -> Labelled:
    body = source.partition("<cv>")[2].partition("</cv>")[0].strip().strip('"')
    text, spans, position = "", {}, 0
    for match in _LABEL.finditer(body):
        text += _readable(body[position : match.start()])
        label = _readable(match[2])
        spans.setdefault(match[1], []).append(_trimmed(text + label, len(text), len(text) + len(label)))
        text += label
        position = match.end()
    return Labelled(name, text + _readable(body[position:]), spans)


def _readable(text: str) -> str:
    """Undo the escapes of the data set: entities, and bytes written in hexadecimal."""
    decoded = _ESCAPED.sub(
        lambda match: bytes.fromhex(match[0].replace("\\x", "")).decode("utf-8", "replace"), text
    )
    return unescape(decoded.replace("\\n", "\n").replace("\\t", "\t"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def found_spans(resume: Labelled, tools: FeatureTools, today: date) -> dict[str, Spans]:
    """Return where the parse of ``resume`` finds each kind of entity: every place its words stand."""
    parsed = understand(resume.text.encode(), sniff.TEXT, today=today, tools=tools)
    return {kind: _places(resume.text, values) for kind, values in _values(parsed, tools).items()}


def _values(parsed: ParsedResume, tools: FeatureTools) -> dict[str, set[str]]:
    return {
        "companies": {entry.company for entry in parsed.work if entry.company},
        "designation": {entry.position for entry in parsed.work if entry.position}
        | {parsed.basics.label or ""},
        "institutions": {entry.institution for entry in parsed.education if entry.institution},
        "name": {parsed.basics.name or ""},
        "email": {parsed.basics.email or ""},
        "tech_tools": {span.of(parsed.text) for span in technologies(parsed, tools.taxonomy)},
    }


def _places(text: str, values: set[str]) -> Spans:
    found: set[tuple[int, int]] = set()
    for value in values:
        words = r"\s+".join(re.escape(word) for word in value.split())
        if words:
            pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.I)
            found.update(_trimmed(text, *match.span()) for match in pattern.finditer(text))
    return sorted(found)


@dataclass
class SpanTally:
    """Exact and overlapping matches of spans."""

    found: int = 0
    wanted: int = 0
    exact: int = 0
    found_overlapping: int = 0
    wanted_overlapping: int = 0

    def add(self, found: Spans, wanted: Spans) -> None:
        """Count one document."""
        self.found += len(found)
        self.wanted += len(wanted)
        self.exact += len(set(found) & set(wanted))
        self.found_overlapping += sum(_meets_any(span, wanted) for span in found)
        self.wanted_overlapping += sum(_meets_any(span, found) for span in wanted)

    def report(self) -> dict[str, Any]:
        """Return exact and overlap F1."""
        precision = self.found_overlapping / max(self.found, 1)
        recall = self.wanted_overlapping / max(self.wanted, 1)
        return {
            "exact_f1": round(2 * self.exact / max(self.found + self.wanted, 1), 4),
            "overlap_f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
            "overlap_precision": round(precision, 4),
            "overlap_recall": round(recall, 4),
            "wanted": self.wanted,
        }


def _meets_any(span: tuple[int, int], others: Spans) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def dictionary_spans(text: str, tools: FeatureTools) -> Spans:
    """Return the longest match of every surface form, no context asked: the baseline for tools."""
    from services.features.plain_text import fold_text
    from services.features.tagger import longest
    from services.features.tokens import tokenise

    plain = fold_text(text)
    tokens = tokenise(plain)
    candidates = tools.tagger.candidates(plain, tokens)
    kept = candidates.where(longest(candidates))
    starts = plain.origin[tokens.starts[kept.firsts]]
    ends = plain.origin[tokens.ends[kept.stops - 1] - 1] + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def score_labelled(folder: Path, tools: FeatureTools, today: date) -> dict[str, Any]:
    """Return the figures over all labelled resumes in ``folder``."""
    tallies = {kind: SpanTally() for kind in (*LABELS, "tech_tools_dictionary")}
    files = 0
    for resume in load_labelled(folder):
        files += 1
        found = found_spans(resume, tools, today)
        for kind, label in LABELS.items():
            tallies[kind].add(found[kind], resume.spans.get(label, []))
        baseline = dictionary_spans(resume.text, tools)
        tallies["tech_tools_dictionary"].add(baseline, resume.spans.get(LABELS["tech_tools"], []))
    return {"files": files, **{kind: tally.report() for kind, tally in tallies.items()}}
