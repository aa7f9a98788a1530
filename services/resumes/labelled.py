"""Read positions written as labelled fields: "Dates", "Occupation or position held", "Name of employer".

Europass tables and application forms write them so, in any order, a field a line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from services.resumes import lexicon
from services.resumes.characters import bullet_end
from services.resumes.sections import Placed
from services.resumes.words import is_place

_ROLES = {name: role for role, names in lexicon.pairs("record_labels") for name in names.split("|")}


def _any(*roles: str) -> str:
    names = sorted((re.escape(name) for name, role in _ROLES.items() if role in roles), key=len)
    return "|".join(reversed(names))


_FIELD = re.compile(
    r"\W{0,4}(?:\d{1,2}[.)]\s*)?"
    rf"(?:(?P<label>{_any(*_ROLES.values())})(?:\s*:|\s*\t|\s{{2,}}|\s*$)"
    rf"|(?P<named>{_any('title', 'employer')})(?:[ ,/]+(?:[\w-]+|\([^()]*\))){{1,4}}:)\s*",
    re.I,
)
"""A label, and what may be said beside one of a name: "Title as on SF-50:"."""
_UNTIL = re.compile(r"\s+(?:to|end|until):\s+", re.I)
_FROM = re.compile(
    r"^(?:from|von|desde|da|dal|du|de)\s+(?=.*\d.*\s(?:-|–|—|to|till|until|bis|al|au|hasta)\s)", re.I
)
_DASH = re.compile(r"\s+[–—-]\s+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_DATES = 100
_HEADS = frozenset(["dates", "from", "title", "employer"])
"""Fields of which one position has one each."""


@dataclass(frozen=True)
class _Field:
    """A labelled line: what its label says, and its words with their place."""

    role: str
    value: Placed


@dataclass
class _Record:
    """A position's fields as they are collected."""

    first: Placed
    last: Placed
    fields: dict[str, str] = field(default_factory=dict)
    body: list[Placed] = field(default_factory=list)


def as_records(lines: Sequence[Placed], *, whole: bool = False) -> Sequence[Placed]:
    """Return the lines, labelled positions as a head line (title, employer, dates in cells) and their duties.

    Where dates have no label, a labelled name is moved to the lines below it. ``whole``: only where title and
    employer are labelled both.
    """
    fields = [_field_of(item) for item in lines]
    roles = {found.role for found in fields if found}
    if not roles & {"title", "employer"} or (whole and not roles >= {"title", "employer"}):
        return lines
    if not roles & {"dates", "from"}:
        return [*_joined(zip(lines, fields, strict=True))]
    return [line for part in _records(zip(lines, fields, strict=True)) for line in _written(part)]


def _field_of(item: Placed) -> _Field | None:
    found = _FIELD.match(item.text)
    if found is None or ((found["label"] or "").casefold() == "experience" and not _YEAR.search(item.text)):
        return None
    value = Placed(replace(item.line, text=item.text[found.end() :]), item.start + found.end())
    return _Field(_ROLES[(found["label"] or found["named"]).casefold()], value)


def _joined(lines: Iterable[tuple[Placed, _Field | None]]) -> Iterator[Placed]:
    """Yield the lines, a blank one below a labelled name left out: what follows belongs to it."""
    above = False
    for item, found in lines:
        yield Placed(replace(item.line, gap=0.0), item.start) if above else item
        above = found is not None and found.role in _HEADS


def _records(lines: Iterable[tuple[Placed, _Field | None]]) -> Iterator[_Record | Placed]:
    """Yield positions, and the lines before the first one."""
    record: _Record | None = None
    awaited = ""
    for item, found in lines:
        if found and found.role in _HEADS and (record is None or found.role in record.fields):
            if record:
                yield record
            record = _Record(item, item)
        if record is None:
            yield item
            continue
        record.last = item
        if found is None:
            if awaited and not bullet_end(item.text):
                record.fields[awaited] = item.text.strip()
            else:
                record.body.append(item)
        elif found.role in (*_HEADS, "to"):
            record.fields[found.role] = found.value.text.strip()
        elif found.role == "duties" and found.value.text:
            record.body.append(found.value)
        awaited = found.role if found and found.role in (*_HEADS, "to") and not found.value.text else ""
    if record:
        yield record


def _employer(said: str) -> tuple[str, ...]:
    """Return an employer and its place apart: together "Gulf Controls, Kuwait" reads like a town."""
    for comma in re.finditer(", ", said):
        if is_place(said[comma.end() :].strip(" .")):
            return said[: comma.start()], said[comma.end() :]
    return (said,)


def _written(part: _Record | Placed) -> Iterator[Placed]:
    if isinstance(part, Placed):
        yield part
        return
    said = part.fields
    end = said.get("to", "")
    until = end if any(map(str.isdigit, end)) else end and "present"  # "End: still there"
    dates = said.get("dates") or " - ".join(filter(None, (said.get("from"), until)))
    dates = _FROM.sub("", _UNTIL.sub(" - ", dates[:_LONGEST_DATES]))
    # with blanks around it a dash would part an employer off
    title = _DASH.sub("–", said.get("title", "").removesuffix("."))
    cells = "\t".join(filter(None, (title, *_employer(said.get("employer", "")), dates)))
    if not part.body:  # the head alone reaches to where the record ends
        cells = cells.ljust(part.last.end - part.first.start, "\t")
    line = replace(part.first.line, text=cells, gap=max(1.0, part.first.line.gap))
    yield Placed(line, part.first.start)
    yield from part.body
