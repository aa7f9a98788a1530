"""Choose from a whole listing what a search asks for: for boards that cannot be searched themselves."""

import math
import re
from collections.abc import Sequence

from domain.postings import JobPosting
from domain.sources import PostingCard, SourceQuery
from services.jobs.descriptions import quick_text
from services.jobs.filters import is_open_to, place_fits

TITLE_HIT, COMPANY_HIT, TEXT_HIT = 8, 3, 1
"""Weight of a search word by where it is found: title first, as job boards rank."""

_WORD = re.compile(r"[^\W_]+(?:[.+#'’-]*[^\W_]|[+#]+)*[+#]*")
_UNSAID = frozenset("a an and at for in not of on or the to with".split())  # noqa: SIM905 - words read better


def choose(postings: Sequence[JobPosting], query: SourceQuery) -> list[JobPosting]:
    """Return the postings that fit, best first; equally good ones stay in the listing's order.

    Two thirds of the search words must occur. What a posting does not state contradicts no filter.
    """
    kept = _with_words([posting for posting in postings if _passes(posting, query)], words(query.keywords))
    # Last, as texts are read for it: most of a listing is other people's work.
    return [posting for posting in kept if not query.location or is_open_to(posting, query.location)]


def _with_words(postings: list[JobPosting], wanted: frozenset[str]) -> list[JobPosting]:
    if not wanted:
        return postings
    rated = [(relevance(posting, wanted), posting) for posting in postings]
    return [posting for rating, posting in sorted(rated, key=lambda pair: -pair[0]) if rating]


def card_of(posting: JobPosting, rank: int) -> PostingCard:
    """Return what a list shows of a posting; ``rank`` is its place there, from 0."""
    return PostingCard(
        external_id=posting.external_id,
        rank=rank,
        title=posting.title,
        company=posting.company.name,
        location=posting.location.raw,
        listed_at=posting.posted_at,
    )


def relevance(posting: JobPosting, wanted: frozenset[str]) -> int:
    """Return how well a posting answers the words; 0 is not at all."""
    in_title = wanted & words(" ".join((posting.title, *posting.stated_skills)))
    in_company = wanted & words(posting.company.name or "")
    needed = math.ceil(len(wanted) * 2 / 3)
    text = posting.description_text or posting.description_html or ""
    # Most of a listing is other people's work: those texts are looked through, not taken apart.
    if len(in_title | in_company | _occurring(wanted, text)) < needed:
        return 0
    in_text = wanted & words(posting.description_text or quick_text(text))
    if len(in_title | in_company | in_text) < needed:
        return 0
    return TITLE_HIT * len(in_title) + COMPANY_HIT * len(in_company) + TEXT_HIT * len(in_text)


def _occurring(wanted: frozenset[str], text: str) -> set[str]:
    lowered = text.lower()
    return {word for word in wanted if word in lowered}


def words(text: str) -> frozenset[str]:
    """Return the text's words in lower case, "C++" and "C#" whole, without the words every text has."""
    return frozenset(_WORD.findall(text.lower())) - _UNSAID


def _passes(posting: JobPosting, query: SourceQuery) -> bool:
    return (
        (not query.experience or posting.level is None or posting.level in query.experience)
        and (not query.workplaces or posting.workplace is None or posting.workplace in query.workplaces)
        and (not query.job_types or posting.job_type is None or posting.job_type in query.job_types)
        and (not query.location or place_fits(posting, query.location))
    )
