"""Decide which postings a search keeps: what a posting states must not contradict what was asked.

What a posting does not state is no contradiction: the source applied the filter itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from domain.codes import Workplace
from domain.postings import JobPosting, Place
from domain.searches import SearchCriteria
from domain.sources import PostingCard
from services.jobs.places.applicants import read_applicant_places
from services.jobs.places.areas import areas_asked, has_part_in
from services.jobs.places.forms import folded_name
from services.jobs.places.understand import is_same_town, understand_place

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
    """Tell whether a posting may be at the place asked for, or be done from there if it is remote."""
    if posting.workplace is Workplace.REMOTE:
        return _may_apply_from(wanted, posting.applicant_location_requirements)
    return _is_at(posting.location, wanted)


def card_fits(card: PostingCard, wanted: str) -> bool:
    """Tell the same of what a search page shows, before a request is spent on the whole posting."""
    shown = JobPosting(
        source="",
        external_id=card.external_id,
        title=card.title,
        location=understand_place(Place(raw=card.location)),
        workplace=card.workplace,
    )
    return is_open_to(shown, wanted)


def is_open_to(posting: JobPosting, wanted: str) -> bool:
    """Tell the same of a posting that was not completed yet: what it asks of applicants is read first."""
    stated = posting.applicant_location_requirements or read_applicant_places(posting)
    return place_fits(replace(posting, applicant_location_requirements=stated), wanted)


def _may_apply_from(wanted: str, allowed: Sequence[str]) -> bool:
    """Tell whether those at ``wanted`` may apply; what nobody says, or nobody understands, is no obstacle."""
    asked = areas_asked(wanted) if allowed else ()
    return not asked or has_part_in(allowed, asked)


def _is_at(place: Place, wanted: str) -> bool:
    """Compare towns and countries where both are understood, else look for the words asked for.

    A country counts only if it was asked for: "Cambridge" may be either.
    """
    stated = folded_name(" ".join(filter(None, (place.raw, place.city, place.region, place.country))))
    asked = _asked_place(wanted)
    if not stated:
        return True
    if asked.country and place.country and asked.country != place.country:
        return False
    if asked.city and place.city and is_same_town(asked.city, place.city):
        return True
    if not asked.city and asked.country and asked.country == place.country:
        return not asked.region or asked.region == place.region
    return folded_name(wanted.split(",")[0]) in stated


@lru_cache(maxsize=1024)
def _asked_place(wanted: str) -> Place:
    """Understand the place asked for; the country of a town named alone is a guess and left out."""
    asked = understand_place(Place(raw=wanted))
    return replace(asked, country=None) if asked.city and "," not in wanted else asked
