"""Turn the dated entries of work sections into positions held."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.resumes import WorkEntry
from domain.spans import Span
from services.resumes.blanks import head_apart
from services.resumes.bodies import split_body
from services.resumes.breaks import is_position
from services.resumes.dates import DateRange
from services.resumes.entries import as_iso, cut_entries
from services.resumes.experience import months_between
from services.resumes.form_facts import without_form_facts
from services.resumes.head_lines import Entry
from services.resumes.heads import Habit, Named, habit_of, name_head
from services.resumes.labelled import as_records
from services.resumes.runon import part_positions
from services.resumes.sections import Part, Placed
from services.resumes.statements import dated_heads
from services.resumes.told import as_heads
from services.resumes.words import title_score

INTERN = re.compile(
    r"\b(?:intern(?:e|ship)?|trainee|apprentice|praktikant(?:in)?|praktikum|werkstudent(?:in)?|stagiaire|stagista|"
    r"tirocin\w+|becari[oa]|estagi\w+|co-?op|alternant\w*|articleship)\b",
    re.I,
)


_OTHERS = re.compile(
    r"\b(?:who|whom|whose|we|they)\b|^i\s"
    r"|^(?:my|our|his|her|their)\s(?!(?:\w+\s){0,3}(?:job|position|role|post|work|career|employer)\b)",
    re.I,
)


_REFERENCES = re.compile(r"(?:references?|referees?)", re.I)


def read_work(parts: Sequence[Part], *, today: date) -> tuple[WorkEntry, ...]:
    """Return the positions of all work sections in the order they are written."""
    found: list[WorkEntry] = []
    for part in parts:
        lines = [said for item in part.lines for said in head_apart(item)]
        told = [*dated_heads(as_heads(as_records([*without_form_facts(lines)])), today=today)]
        entries = _latest_lasts(cut_entries(list(part_positions(told, today=today)), today=today))
        habit = habit_of(entries)
        named = ((_entry(entry, habit, today), _said_beside(entry)) for entry in entries)
        # Before they are grouped: a break takes no employer's name from the position above it.
        own = [entry for entry, said in named if is_position(entry, said) and not _is_others(entry)]
        found.extend(_grouped(own))
    return tuple({_said(entry): entry for entry in reversed(found)}.values())[::-1]


def _latest_lasts(entries: list[Entry]) -> list[Entry]:
    """Return the entries, the first as lasting where it alone has one month, after all others' ends.

    A season or a year is when something was done, and an internship may be a month's.
    """
    if len(entries) < 2 or not _is_one_month(entries[0].dates):
        return entries
    first, *others = entries
    if INTERN.search(" ".join(cell.text for cell in (*first.head, *first.tail))):
        return entries
    begun = first.dates.start.last()
    ended = all(one.dates.end and one.dates.end.first() <= begun and not one.dates.single for one in others)
    return [replace(first, dates=replace(first.dates, end=None)), *others] if ended else entries


def _is_one_month(dates: DateRange) -> bool:
    return dates.single and dates.start.month is not None and dates.start == dates.end


def _said(entry: WorkEntry) -> WorkEntry:
    """Return what tells two entries apart: resume builders print whole sections twice, a town once."""
    return replace(entry, span=Span(0, 0), location=None)


def _said_beside(entry: Entry) -> str:
    """Return the words on the line of an entry's dates, else on the next one above or below."""
    row = max((cell.row for cell in entry.head), default=0)
    beside = ", ".join(cell.text for cell in entry.head if cell.row == row)
    return beside or next((item.text for item in entry.body), "")


def _is_others(entry: WorkEntry) -> bool:
    """Tell whether an entry is a clause about somebody else ("My manager, Ann Lee, who was director")."""
    return bool(_OTHERS.search(entry.position or "") or _REFERENCES.fullmatch(entry.company or ""))


def _entry(entry: Entry, habit: Habit, today: date) -> WorkEntry:
    named, dates = name_head(entry, habit), entry.dates
    summary, highlights = split_body(_body(entry, named))
    return WorkEntry(
        position=named.position,
        company=named.company,
        location=named.location,
        start_date=str(dates.start),
        end_date=as_iso(dates.end),
        current=dates.current,
        months=months_between(dates, today),
        summary=summary,
        highlights=highlights,
        internship=bool(INTERN.search(f"{named.position} {named.company}")),
        span=entry.span,
    )


def _body(entry: Entry, named: Named) -> list[Placed]:
    """Return the lines under the head, without those that were read as part of it."""
    used = [cell.start for cell in entry.tail if cell.row in named.used_rows]
    return [item for item in entry.body if not any(item.start <= start < item.end for start in used)]


def _grouped(entries: list[WorkEntry]) -> list[WorkEntry]:
    """Give positions listed under one company its name, and drop a head that only carried it."""
    result: list[WorkEntry] = []
    company = location = None
    for index, written in enumerate(entries):
        entry = _as_employer(written, entries[index + 1 :])
        inner = (
            index + 1 < len(entries) and not entries[index + 1].company and _within(entries[index + 1], entry)
        )
        if entry.position is None and entry.company and inner and not entry.highlights:
            company, location = entry.company, entry.location
            continue
        if entry.company:
            company, location = entry.company, entry.location
        elif company and entry.position:
            entry = replace(entry, company=company, location=entry.location or location)
        result.append(entry)
    return result


def _as_employer(entry: WorkEntry, later: Sequence[WorkEntry]) -> WorkEntry:
    """Return an entry whose only name is no title as the company of the positions within its dates."""
    following = later[0] if later else None
    if entry.company or not entry.position or title_score(entry.position) or following is None:
        return entry
    if following.company or not title_score(following.position or "") or not _within(following, entry):
        return entry
    return replace(entry, position=None, company=entry.position)


def _within(inner: WorkEntry, outer: WorkEntry) -> bool:
    return (inner.start_date or "") >= (outer.start_date or "") and (
        outer.current or (inner.end_date or "9") <= (outer.end_date or "9")
    )
