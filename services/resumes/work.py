"""Turn the dated entries of a section into positions held, whatever order a head line names things in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.resumes import WorkEntry
from domain.spans import Span
from services.resumes.characters import bullet_end
from services.resumes.entries import Cell, Entry, as_iso, cut_entries
from services.resumes.experience import months_between
from services.resumes.sections import Part, Placed
from services.resumes.words import company_score, has_legal_form, is_place, title_score

_SPLIT = re.compile(r"\s+[|•·–—/]\s+|\s+--?\s+|\s*[|•]\s*|\s+@\s*")
_AT = re.compile(r"\s+(?:at|bei|chez|presso|bij|la)\s+(?=[\"“A-ZÀ-Þ0-9])")
_COMMA = re.compile(r"\s*,\s+(?!(?:inc|llc|ltd|l\.l\.c|gmbh|co|corp|s\.a|plc|lp|llp)(?![\w-]))", re.I)
_INTERN = re.compile(
    r"\b(?:intern(?:e|ship)?|trainee|apprentice|praktikant(?:in)?|praktikum|werkstudent(?:in)?|stagiaire|stagista|tirocin\w+|becari[oa]|estagi\w+|co-?op|alternant\w*|articleship)\b",
    re.I,
)
_LABEL = re.compile(
    r"^(?:company|employer|organi[sz]ation|client|position|title|role|designation|job title|location|place|firma|poste)\s*[:\-–]\s*",
    re.I,
)
_PROSE_LENGTH = 75


@dataclass(frozen=True)
class _Piece:
    """A part of a head line, between separators."""

    text: str
    cell: Cell


@dataclass(frozen=True)
class _Named:
    """What a head was read as; ``used`` are the texts of the tail that belong to it."""

    position: str | None
    company: str | None
    location: str | None
    used_rows: frozenset[int]


def read_work(parts: Sequence[Part], *, today: date) -> tuple[WorkEntry, ...]:
    """Return the positions of all work sections in the order they are written."""
    found: list[WorkEntry] = []
    for part in parts:
        entries = cut_entries(part.lines, today=today)
        title_first = _title_first(entries)
        found.extend(_grouped([_entry(entry, title_first, today) for entry in entries]))
    return tuple(found)


def _title_first(entries: Sequence[Entry]) -> bool:
    """Tell by the entries that are clear whether this section writes the position before the company."""
    votes = 0
    for entry in entries:
        pieces = [
            piece for cell in entry.head for piece in _pieces(cell, commas=True) if not is_place(piece.text)
        ]
        if len(pieces) > 1:
            votes += (title_score(pieces[0].text) > title_score(pieces[1].text)) - (
                title_score(pieces[1].text) > title_score(pieces[0].text)
            )
    return votes >= 0


def _entry(entry: Entry, title_first: bool, today: date) -> WorkEntry:
    named = _name(entry, title_first)
    head_rows = {cell.row for cell in entry.head} | named.used_rows
    body = _body(entry, named)
    summary, highlights = split_body(body)
    dates = entry.dates
    start = as_iso(dates.start) if dates else None
    marked = " ".join(filter(None, (named.position, named.company)))
    return WorkEntry(
        position=named.position,
        company=named.company,
        location=named.location,
        start_date=start,
        end_date=as_iso(dates.end) if dates else None,
        current=bool(dates and dates.current),
        months=months_between(dates, today) if dates else None,
        summary=summary,
        highlights=highlights,
        internship=bool(_INTERN.search(marked)),
        span=entry.span if head_rows or body else Span(*entry.span),
    )


def _name(entry: Entry, title_first: bool) -> _Named:
    """Read position, company and place from the head, taking lines below the dates while one is missing."""
    head, used = list(entry.head), set[int]()
    named = _assign(head, title_first)
    for row in sorted({cell.row for cell in entry.tail}):
        below = [cell for cell in entry.tail if cell.row == row]
        if (
            named.position
            and named.company
            and (named.location or not all(is_place(cell.text) for cell in below))
        ):
            break
        if not all(_may_name(cell) for cell in below):
            break
        head.extend(below)
        used.add(row)
        named = _assign(head, title_first)
    return replace(named, used_rows=frozenset(used))


def _may_name(cell: Cell) -> bool:
    """Tell whether a line below the dates can still name something: no label, no sentence."""
    text = cell.text
    if len(text) >= _PROSE_LENGTH or text.endswith(":") or (": " in text and not _LABEL.match(text)):
        return False
    return not text.endswith(".") or company_score(text) == 1.0


def _assign(cells: Sequence[Cell], title_first: bool) -> _Named:
    """Return what the cells name, splitting at commas only when whole cells leave something unnamed."""
    whole = _assign_pieces([piece for cell in cells for piece in _pieces(cell, commas=False)], title_first)
    if whole.position and whole.company:
        return whole
    split = _assign_pieces([piece for cell in cells for piece in _pieces(cell, commas=True)], title_first)
    return split if split.position and split.company else whole


def _pieces(cell: Cell, *, commas: bool) -> Iterator[_Piece]:
    text = _LABEL.sub("", cell.text)
    for part in _SPLIT.split(text):
        for piece in _AT.split(part, maxsplit=1):
            yield from _without_place(_bare(piece), cell, commas=commas)


def _bare(piece: str) -> str:
    """Return a piece without marks at its ends, or a bracket that a separator cut through."""
    text = piece.strip(" ,;–—-•|")
    return text[: text.rindex("(")].rstrip() if text.count("(") > text.count(")") else text


def _without_place(text: str, cell: Cell, *, commas: bool) -> Iterator[_Piece]:
    """Yield a piece and the place at its end apart ("Acme Inc, Berlin, Germany")."""
    if not text:
        return
    if is_place(text):
        yield _Piece(text, cell)
        return
    bracket = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text)
    if bracket and is_place(bracket[2]):
        yield _Piece(bracket[1], cell)
        yield _Piece(bracket[2], cell)
        return
    for comma in re.finditer(r"\s*,\s+", text):
        if is_place(text[comma.end() :]):
            yield from _at_commas(text[: comma.start()], cell, commas=commas)
            yield _Piece(text[comma.end() :], cell)
            return
    yield from _at_commas(text, cell, commas=commas)


def _at_commas(text: str, cell: Cell, *, commas: bool) -> Iterator[_Piece]:
    parts = [part for part in _COMMA.split(text) if part] if commas else [text]
    if len(parts) == 2 or (len(parts) > 2 and len({title_score(part) >= 0.7 for part in parts}) == 2):
        yield from (_Piece(part, cell) for part in parts)
    else:
        yield _Piece(text, cell)


def _assign_pieces(pieces: Sequence[_Piece], title_first: bool) -> _Named:
    places = [piece for piece in pieces if is_place(piece.text)]
    names = [piece for piece in pieces if piece not in places]
    location = places[0].text if places else None
    if not names:
        return _Named(None, None, location, frozenset())
    position = _position(names, title_first)
    others = [piece for piece in names if piece is not position]
    company = _company(others)
    return _Named(
        position.text if position else None, company.text if company else None, location, frozenset()
    )


def _position(names: Sequence[_Piece], title_first: bool) -> _Piece | None:
    scored = [(title_score(piece.text) - 0.5 * (company_score(piece.text) == 1.0), piece) for piece in names]
    best = max(score for score, _ in scored)
    if best > 0:
        return next(piece for score, piece in scored if score == best)
    if len(names) == 1:
        return None if company_score(names[0].text) == 1.0 else names[0]
    return names[0] if title_first else names[1]


def _company(others: Sequence[_Piece]) -> _Piece | None:
    """Return the piece with a legal form, else the first of a cell: what follows in it describes the company."""
    legal = next((piece for piece in others if has_legal_form(piece.text)), None)
    return legal or next(iter(others), None)


def _body(entry: Entry, named: _Named) -> list[Placed]:
    """Return the lines under the head, without those that were read as part of it."""
    used_starts = {cell.start for cell in entry.tail if cell.row in named.used_rows}
    return [item for item in entry.body if not any(item.start <= start < item.end for start in used_starts)]


def split_body(body: Sequence[Placed]) -> tuple[str | None, tuple[str, ...]]:
    """Return ``(summary, highlights)``: prose before the list, and the list's items with wrapped lines joined."""
    prose: list[str] = []
    items: list[str] = []
    for item in body:
        end = bullet_end(item.text)
        text = " ".join(item.text[end:].split())
        if end:
            items.append(text)
        elif items and _continues(text, items[-1]):
            items[-1] = join_wrapped(items[-1], text)
        elif items:
            items.append(text)
        else:
            prose.append(text)
    summary = ""
    for text in prose:
        summary = join_wrapped(summary, text)
    return summary or None, tuple(item for item in items if item)


def _continues(text: str, previous: str) -> bool:
    return text[:1].islower() or not previous.endswith((".", "!", "?")) or len(previous) > 60


def join_wrapped(first: str, second: str) -> str:
    """Return two lines of one sentence as one; a hyphen at the break stays ("real-world")."""
    if not first:
        return second
    return first + second if first.endswith("-") and second[:1].islower() else f"{first} {second}"


def _grouped(entries: list[WorkEntry]) -> list[WorkEntry]:
    """Give positions listed under one company its name, and drop a head that only carried it."""
    result: list[WorkEntry] = []
    company = location = None
    for index, entry in enumerate(entries):
        inner = (
            index + 1 < len(entries) and not entries[index + 1].company and _within(entries[index + 1], entry)
        )
        if entry.position is None and entry.company and inner and not entry.highlights:
            company, location = entry.company, entry.location
            continue
        if entry.company:
            company, location = entry.company, entry.location
        elif (company and entry.position and result) or (company and entry.position):
            entry = replace(entry, company=company, location=entry.location or location)
        result.append(entry)
    return result


def _within(inner: WorkEntry, outer: WorkEntry) -> bool:
    return (inner.start_date or "") >= (outer.start_date or "") and (
        outer.current or (inner.end_date or "9") <= (outer.end_date or "9")
    )
