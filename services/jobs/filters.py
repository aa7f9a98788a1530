"""Decide which postings a search keeps: what a posting states must not contradict what was asked.

What a posting does not state is no contradiction: the source applied the filter itself.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from domain.codes import Workplace
from domain.postings import JobPosting
from domain.searches import SearchCriteria

_LEGAL_FORMS = re.compile(
    r"\b(inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|gmbh|ag|se|kg|sa|sas|sarl|srl|spa"
    r"|bv|nv|ab|as|oy|pty)\b"
)


def contradiction(posting: JobPosting, criteria: SearchCriteria, now: datetime) -> str | None:
    """Return the name of the first criterion that ``posting`` contradicts, or None.

    A posting that is closed, or whose own last day is over, contradicts every search.
    """
    if posting.closed_at is not None or (posting.expires_at is not None and posting.expires_at < now):
        return "closed"
    if posting.workplace and criteria.remote and posting.workplace not in criteria.remote:
        return "remote"
    if posting.job_type and criteria.job_type and posting.job_type not in criteria.job_type:
        return "job_type"
    if posting.level and criteria.experience and posting.level not in criteria.experience:
        return "experience"
    if criteria.location and not place_fits(posting, criteria.location):
        return "location"
    if is_excluded(posting.company.name, criteria.exclude_companies):
        return "exclude_companies"
    return None


def is_excluded(company: str | None, excluded: Iterable[str]) -> bool:
    """Tell whether a company is on the list, whatever its legal form, case and punctuation."""
    return company is not None and company_key(company) in {company_key(name) for name in excluded}


def company_key(name: str) -> str:
    """Return a company's name without legal form, case, accents on spacing, or punctuation."""
    words = re.sub(r"[^\w]+", " ", name.casefold().replace(".", ""))
    bare = " ".join(_LEGAL_FORMS.sub(" ", words).split())
    return bare or " ".join(words.split())


def place_fits(posting: JobPosting, wanted: str) -> bool:
    """Compare the first part of what was asked ("Berlin" of "Berlin, Germany") with the stated place."""
    place = posting.location
    stated = " ".join(filter(None, (place.raw, place.city, place.region, place.country))).casefold()
    if not stated or posting.workplace is Workplace.REMOTE:
        return True
    return wanted.split(",")[0].strip().casefold() in stated
