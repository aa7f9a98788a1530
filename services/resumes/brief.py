"""Read careers of a few short statements: "2 years experience in Sun Mills Ltd as a fitter", one an item.

Applicants whose resume is a page of lists tell their work so, with no head and often no date. Read only where
nothing else told a position, and under a heading of work.
"""

from collections.abc import Sequence
from datetime import date

from domain.resumes import WorkEntry
from domain.spans import Span
from services.resumes.entries import as_iso
from services.resumes.experience import months_between
from services.resumes.sections import Part
from services.resumes.statements import read_statement, statements_of


def read_brief(parts: Sequence[Part], *, today: date) -> tuple[WorkEntry, ...]:
    """Return the positions that statements under a heading of work tell, in the order they are written."""
    lines = [item for part in parts if part.kind == "work" for item in part.lines]
    told = (_position(text, span, today) for text, span in statements_of(lines))
    return tuple(entry for entry in told if entry)


def _position(text: str, span: Span, today: date) -> WorkEntry | None:
    """Return the position a statement tells: a title or an employer, and a length, dates or that it lasts."""
    said = read_statement(text, today=today)
    if said is None or not (said.title or said.company):
        return None
    dates, months = said.dates, said.months
    if not (dates or months is not None or said.lasts or (said.title and said.company)):
        return None
    return WorkEntry(
        position=said.title,
        company=said.company,
        start_date=str(dates.start) if dates else None,
        end_date=as_iso(dates.end) if dates else None,
        current=dates.current if dates else said.lasts and months is None,
        months=months_between(dates, today) if dates else months,
        summary=text,
        span=span,
    )
