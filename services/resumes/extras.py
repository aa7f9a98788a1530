"""Read the shorter sections: projects, certificates, languages."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from domain.resumes import NamedEntry
from domain.spans import Span
from services.resumes import lexicon
from services.resumes.characters import bullet_end
from services.resumes.dates import find_points, find_ranges
from services.resumes.entries import as_iso, cut_entries
from services.resumes.sections import Part, Placed

_LEVELS = re.compile(
    r"\b(?:native|bilingual|mother tongue|fluent|proficient|professional|conversational|intermediate|"
    r"advanced|basic|beginner|elementary|limited|working|muttersprache|verhandlungssicher|fließend|"
    r"grundkenntnisse|gut|langue maternelle|courant|bilingue|notions|nativo|fluido|básico|madrelingua|"
    r"fluente|moedertaal|vloeiend|matern[ăa]|"
    r"[ABC][12]|ielts|toefl)\b",
    re.I,
)
_LANGUAGES = lexicon.words("spoken")
_NAME_LENGTH = 80
_MARKS = " \t,;()|–—-•"
_BEFORE_DATE = re.compile(
    r"[ ,;(]+(?:expir(?:es|y|ing)|valid (?:un)?til|issued|awarded|in|on|since)\W*$", re.I
)
_LABELLED = re.compile(r"^\s*([^():,–—-]+?)\s*(?:[(:–—,-]+|\s{2,})\s*(.+?)\s*\)?$")


def read_projects(parts: Sequence[Part], *, today: date) -> tuple[NamedEntry, ...]:
    """Return the projects: dated entries, else each head line that is followed by its description."""
    return tuple(entry for part in parts for entry in _projects(part, today))


def _projects(part: Part, today: date) -> Iterator[NamedEntry]:
    entries = cut_entries(part.lines, today=today, points=True)
    for entry in entries:
        if entry.head:
            detail = " ".join(item.text for item in entry.body[:2]) or None
            yield NamedEntry(
                entry.head[0].text, detail, as_iso(entry.dates.start) if entry.dates else None, entry.span
            )
    if entries:
        return
    opens_list = [bool(bullet_end(item.text)) for item in part.lines[1:]] + [False]
    for item, before_list in zip(part.lines, opens_list, strict=False):
        if bullet_end(item.text) == 0 and len(item.text) < _NAME_LENGTH and not item.text.endswith("."):
            name, _, rest = item.text.partition("\t")
            if before_list or item.line.bold:
                yield NamedEntry(name.strip(), rest or None, None, Span(item.start, item.end))


def read_certificates(parts: Sequence[Part], *, today: date) -> tuple[NamedEntry, ...]:
    """Return certificates by line; a line that only dates or issues the one above belongs to it."""
    found: list[NamedEntry] = []
    for part in parts:
        first = len(found)
        for item in part.lines:
            entry = _certificate(item, today)
            if entry.name and not _only_notes(entry.name):
                found.append(entry)
            elif len(found) > first:
                found[-1] = _completed(found[-1], entry, item)
    return tuple(found)


def _certificate(item: Placed, today: date) -> NamedEntry:
    text = item.text[bullet_end(item.text) :]
    points = find_points(text, today=today)
    ranges = find_ranges(text, today=today)
    when, name = None, text
    if points:
        when = as_iso(points[0].end)
        name = text[: points[0].span.start] + text[(ranges[0].span.end if ranges else points[0].span.end) :]
    name, _, detail = _BEFORE_DATE.sub("", name.strip(" \t,;|–—-•")).partition("\t")
    return NamedEntry(_unbracketed(name), detail.strip() or None, when, Span(item.start, item.end))


def _unbracketed(name: str) -> str:
    """Return a name without marks at its ends; a bracket stays where its partner stands in the name."""
    bare = name.strip(_MARKS)
    whole = name.strip().endswith(")") and bare.count("(") == bare.count(")") + 1
    return f"{bare})" if whole else bare


def _only_notes(text: str) -> bool:
    return (
        bool(
            re.match(
                r"(?:issued|awarded|published|credential|by|license|expires|https?://|www\.)\b", text, re.I
            )
        )
        or text[:1].islower()
    )


def _completed(entry: NamedEntry, note: NamedEntry, item: Placed) -> NamedEntry:
    return NamedEntry(
        entry.name,
        entry.detail or note.name or None,
        entry.date or note.date,
        Span(entry.span.start, item.end),
    )


def read_languages(parts: Sequence[Part]) -> tuple[NamedEntry, ...]:
    """Return spoken languages with the level written beside or under them."""
    found: list[NamedEntry] = []
    for part in parts:
        pending: list[int] = []
        for item in part.lines:
            named = list(_languages(item))
            if named:
                pending = list(range(len(found), len(found) + len(named)))
                found.extend(named)
            elif _LEVELS.search(item.text):
                _set_levels(found, pending, item)
    return tuple(found)


def _set_levels(found: list[NamedEntry], pending: Sequence[int], item: Placed) -> None:
    """Give each language of the row above the level in its column."""
    for index, level in zip(pending, item.text.split("\t"), strict=False):
        if found[index].detail is None:
            found[index] = NamedEntry(found[index].name, level.strip(), None, found[index].span)


def _languages(item: Placed) -> Iterator[NamedEntry]:
    text = " " * (opened := bullet_end(item.text)) + item.text[opened:]
    for match in re.finditer(r"[^\t,;|•·/]+(?:\([^)]*\))?", text):
        piece = match[0].strip()
        words = re.findall(r"[^\W\d_]+", piece.casefold())
        if not words or (words[0] not in _LANGUAGES and words[-1] not in _LANGUAGES):
            continue
        labelled = _LABELLED.match(piece)
        name = labelled[1] if labelled and labelled[1].casefold().split()[0] in _LANGUAGES else piece
        detail = labelled[2].strip() if labelled and name != piece else None
        level = _LEVELS.search(name)
        if detail is None and level:
            name, detail = name[: level.start()].strip() or words[-1].title(), level[0]
        start = match.start() + match[0].index(piece[0])
        yield NamedEntry(
            name.strip(" :-"), detail, None, Span(item.start + start, item.start + start + len(piece))
        )
