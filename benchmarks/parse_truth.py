"""Truth for the parse benchmark: JSON Resume and RenderCV files beside the resumes they describe."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

RESUME_SUFFIXES = frozenset({".pdf", ".docx", ".odt", ".rtf", ".html", ".htm", ".txt", ".md"})
_DATE = re.compile(r"^(\d{4})(?:-(\d{1,2}))?")


@dataclass(frozen=True)
class Truth:
    """What a resume states, field by field; dates as ``YYYY-MM`` or ``YYYY``, ``present`` for no end."""

    fields: dict[str, tuple[str, ...]]
    ranges: tuple[tuple[str, str], ...]


WORK_FIELDS = ("positions", "companies", "start_months", "end_months")


@dataclass(frozen=True)
class Case:
    """A resume, the group it belongs to, and its truth; ``text`` where it is a line of a file of many."""

    group: str
    path: Path
    truth: Truth
    text: str | None = None

    def content(self) -> bytes:
        """Return the resume's bytes."""
        return self.path.read_bytes() if self.text is None else self.text.encode()


def find_cases(root: Path) -> Iterator[Case]:
    """Yield every resume under ``root`` that has a truth.

    It is ``X.json`` or ``X.yaml`` beside ``X.pdf``, ``truth/NAME.json`` for ``pdf/NAME__theme.pdf``, or the
    ``work`` of a line of ``X_resumes.jsonl``, whose positions alone are compared.
    """
    for path in sorted(root.rglob("*")):
        if path.name.endswith("_resumes.jsonl"):
            yield from _lines(path)
        if path.suffix.lower() in RESUME_SUFFIXES and (found := _truth_file(path)):
            truth = _load(found)
            if truth is not None:
                yield Case(path.relative_to(root).parts[0] if path.parent != root else root.name, path, truth)


def _lines(path: Path) -> Iterator[Case]:
    for number, line in enumerate(map(json.loads, path.read_text("utf-8").splitlines()), 1):
        if "work" in line:
            truth = _from_json_resume({"basics": {}, **line})
            fields = {name: truth.fields[name] for name in WORK_FIELDS}
            place = path.with_name(f"{path.name}:{number}")
            yield Case(path.stem, place, Truth(fields, truth.ranges), line["text"])


def _truth_file(path: Path) -> Path | None:
    stems = (path.stem, path.stem.split("__")[0])
    folders = (path.parent, path.parent / "truth", path.parent.parent / "truth")
    return next(
        (
            file
            for folder in folders
            for stem in stems
            for suffix in (".json", ".truth.json", ".yaml", ".yml")
            if (file := folder / f"{stem}{suffix}").is_file()
        ),
        None,
    )


def _load(path: Path) -> Truth | None:
    text = path.read_text("utf-8")
    value = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("cv"), dict):
        return _from_rendercv(value["cv"])
    return _from_json_resume(value) if "basics" in value else None


def _from_json_resume(value: dict[str, Any]) -> Truth:
    basics, work, education = value["basics"], value.get("work") or [], value.get("education") or []
    return _truth(
        basics,
        [
            (
                item.get("position"),
                item.get("name") or item.get("company"),
                item.get("startDate"),
                item.get("endDate"),
            )
            for item in work
        ],
        [(item.get("institution"), item.get("startDate"), item.get("endDate")) for item in education],
    )


def _from_rendercv(value: dict[str, Any]) -> Truth:
    work, education = [], []
    for entries in (value.get("sections") or {}).values():
        for item in entries:
            if isinstance(item, dict) and "company" in item:
                work.append(
                    (item.get("position"), item["company"], item.get("start_date"), item.get("end_date"))
                )
            elif isinstance(item, dict) and "institution" in item:
                education.append((item["institution"], item.get("start_date"), item.get("end_date")))
    return _truth(value, work, education)


def _truth(basics: dict[str, Any], work: list[Any], education: list[Any]) -> Truth:
    dated = [(month(start), month(end) or "present") for _, _, start, end in work if start]
    fields = {
        "name": [basics.get("name")],
        "email": [basics.get("email")],
        "phone": [basics.get("phone")],
        "positions": [position for position, *_ in work],
        "companies": [company for _, company, *_ in work],
        "institutions": [institution for institution, *_ in education],
        "start_months": [start for start, _ in dated],
        "end_months": [end for _, end in dated],
        "education_start": [month(start) for _, start, _ in education],
        "education_end": [month(end) for _, _, end in education],
    }
    return Truth(
        {name: tuple(str(value) for value in values if value) for name, values in fields.items()},
        tuple(dated),
    )


def month(value: Any) -> str:
    """Return ``YYYY-MM``, ``YYYY``, ``present`` or an empty string."""
    text = str(value or "").strip()
    if text.lower() == "present":
        return "present"
    match = _DATE.match(text)
    return "" if match is None else match[1] + (f"-{int(match[2]):02d}" if match[2] else "")


def total_months(ranges: tuple[tuple[str, str], ...], today: date, *, inclusive: bool) -> int:
    """Return the months of the union of ``ranges``; exclusive leaves out each merged interval's last."""
    now = today.year * 12 + today.month - 1
    spans = sorted(
        (_number(start, 1), now if end == "present" else min(_number(end, 12), now)) for start, end in ranges
    )
    merged: list[list[int]] = []
    for first, last in spans:
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return sum(max(last - first + (1 if inclusive else 0), 0) for first, last in merged)


def _number(text: str, default: int) -> int:
    year, _, month_part = text.partition("-")
    return int(year) * 12 + int(month_part or default) - 1


def plain(text: str) -> str:
    """Return letters and digits alone, case folded: how values are compared."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def count_matches(found: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[int, int, int]:
    """Return ``(true positives, found, wanted)`` of two multisets compared by :func:`plain`."""
    left, right = Counter(map(plain, found)), Counter(map(plain, wanted))
    return sum((left & right).values()), sum(left.values()), sum(right.values())
