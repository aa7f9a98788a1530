"""Split a file of postings into records with their line numbers: JSON, JSON lines, JSON-LD or CSV."""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from domain.problems import Invalid

MOST_ROWS = 5_000
MOST_FIELDS = 100
_LISTS = ("@graph", "jobs", "items", "postings", "results", "data", "itemListElement")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Row:
    """A record as the file has it, and the line on which it begins."""

    line: int
    record: dict[str, Any]


@dataclass(frozen=True)
class RowProblem:
    """Why the record that begins on a line was not stored."""

    line: int
    detail: str


def split_rows(content: bytes) -> list[Row | RowProblem]:
    """Return the records of a file and what is wrong with the others, in the file's order.

    Raise Invalid when it is no list of postings at all, or has too many rows: then nothing is stored.
    """
    rows = list(islice(each_row(content), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise Invalid(file=f"has more than {MOST_ROWS:,} postings; import it in parts")
    if not rows:
        raise Invalid(file="holds no postings")
    return rows


def each_row(content: bytes) -> Iterator[Row | RowProblem]:
    """Yield the records of a file however many there are; Invalid when it is no list of postings at all."""
    return _rows(_decoded(content))


def _rows(text: str) -> Iterator[Row | RowProblem]:
    begin = text.lstrip()[:1]
    if begin == "[":
        return _array_rows(text, text.index("["))
    if begin == "{":
        whole = _parsed(text)
        return _object_rows(text, whole) if isinstance(whole, dict) else _line_rows(text)
    if begin in ("", "<"):
        raise Invalid(file="is neither JSON, JSON lines, JSON-LD nor CSV")
    return _csv_rows(text)


def _object_rows(text: str, whole: dict[str, Any]) -> Iterator[Row | RowProblem]:
    """Yield the postings of one object: itself, or the list that it carries."""
    for name in _LISTS:
        if isinstance(whole.get(name), list):
            for item in whole[name]:
                inner = item.get("item", item) if isinstance(item, dict) else item
                yield _row(_line_of(text, inner), inner)
            return
    yield _row(1, whole)


def _array_rows(text: str, start: int) -> Iterator[Row | RowProblem]:
    """Yield the items of an array one by one, so that what stands before a broken one is not lost."""
    decoder, place, line, counted = json.JSONDecoder(), start + 1, 1, 0
    while True:
        place = _skip(text, place, " \t\r\n,")
        line, counted = line + text.count("\n", counted, place), place
        if text[place : place + 1] in ("]", ""):
            if not text[place:]:
                yield RowProblem(line, "the list is not closed: the file seems to be cut short")
            return
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            yield RowProblem(line, "is not valid JSON; nothing from here on could be read")
            return
        yield _row(line, item)


def _line_rows(text: str) -> Iterator[Row | RowProblem]:
    for line, content in enumerate(text.splitlines(), 1):
        if content.strip():
            yield _row(line, _parsed(content))


def _csv_rows(text: str) -> Iterator[Row | RowProblem]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        names = [name.strip().lower().replace(" ", "_") for name in next(reader)]
        if "title" not in {_ALIASES.get(name, name) for name in names} or len(names) > MOST_FIELDS:
            raise Invalid(file="must begin with a line of column names, one of them title")
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _csv_row(line, names, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        yield RowProblem(line, f"is not valid CSV ({error}); nothing from here on could be read")


_ALIASES = {"job_title": "title", "position": "title", "role": "title", "name": "title"}


def _csv_row(line: int, names: list[str], cells: list[str]) -> Row | RowProblem:
    if len(cells) > len(names):
        return RowProblem(line, f"has {len(cells)} cells under {len(names)} column names")
    return Row(line, {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()})


def _row(line: int, item: Any) -> Row | RowProblem:
    return Row(line, item) if isinstance(item, dict) else RowProblem(line, "is not a JSON object")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _line_of(text: str, item: Any) -> int:
    """Return the line of an item of a document that was read as a whole, by its title; 1 when it has none."""
    title = item.get("title") if isinstance(item, dict) else None
    place = text.find(json.dumps(title)[1:-1]) if isinstance(title, str) and title else -1
    return text.count("\n", 0, max(place, 0)) + 1


def _skip(text: str, place: int, characters: str) -> int:
    while place < len(text) and text[place] in characters:
        place += 1
    return place


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t|", key=head.count)


def _decoded(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\0" in content[:4096]:
        raise Invalid(file="is not text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
