"""Place postings and resumes on LinkedIn's six levels.

They are 1 internship, 2 entry, 3 associate, 4 mid-senior, 5 director, 6 executive. A stated level wins.
Otherwise the title's telling word decides ("intern", "senior", "head of"), and where the title tells nothing
the years do: of themselves they reach mid-senior and no further.
"""

from collections.abc import Iterable
from functools import cache

from domain.codes import Level, Provenance
from domain.postings import JobPosting
from services.features.folding import fold
from services.features.phrasebook import PhraseBook
from services.features.wordlists import phrases

_YEARS = ((1.0, Level.ENTRY), (3.0, Level.ASSOCIATE))
_TITLES_READ = 3
_ENTRY_AT_LEAST = 24
"""Months after which an old junior title no longer says anything: two years."""


def title_level(title: str) -> Level | None:
    """Return the level a title tells, None where it tells none ("Nurse", "Project Manager").

    The lowest of 1 and 2 wins over everything ("Senior Management Trainee"), then the highest.
    """
    told = [Level(int(hit.label)) for hit in _titles().find(fold(title)) if hit.label.isdigit()]
    early = [level for level in told if level is Level.INTERNSHIP]
    return min(early) if early else max(told, default=None)


def years_level(years: float) -> Level:
    """Return the level that years alone suggest: under 1 entry, under 3 associate, then mid-senior."""
    return next((level for limit, level in _YEARS if years < limit), Level.MID_SENIOR)


def posting_level(posting: JobPosting, min_years: float | None) -> tuple[int | None, Provenance | None]:
    """Return a posting's level and where it comes from: its source, or inferred from title, then years."""
    if posting.level is not None:
        return posting.level, posting.level_provenance or Provenance.STATED
    told = title_level(posting.title)
    if told is None and min_years is not None:
        told = years_level(min_years)
    return (int(told), Provenance.INFERRED) if told is not None else (None, None)


def resume_level(latest_titles: Iterable[str], total_months: int) -> int | None:
    """Return the level of a resume from its latest titles, newest first, and its months of work.

    The newest title that tells a level decides, among the latest three; a senior's later plain title does not
    undo it. Without one, years decide. An "intern" or "junior" with years of work is placed by those years.
    None when there is neither a title nor a month.
    """
    titles = [title for title in latest_titles if title][:_TITLES_READ]
    if not titles and not total_months:
        return None
    by_years = years_level(total_months / 12)
    told = next((level for level in map(title_level, titles) if level is not None), None)
    if told is None:
        return int(by_years)
    if told <= Level.ENTRY and total_months >= _ENTRY_AT_LEAST:
        return int(max(told, by_years))
    return int(told)


@cache
def _titles() -> PhraseBook:
    return PhraseBook(phrases("titles"))
