"""A search page in LinkedIn's Voyager shape: a ranking, and a pool of entities without any order."""

import random
from collections.abc import Sequence
from functools import lru_cache

from embedded.linkedin_standin.shapes import WORKPLACE_NAMES, Json, Posting

_JOBS = "com.linkedin.voyager.dash.jobs"


def search_page(found: Sequence[Posting], start: int, count: int, served: int) -> Json:
    """Return ``served`` cards from ``start`` on; ``included`` is shuffled: LinkedIn's has no order either."""
    page = found[start : start + served]
    pool = {str(entity["entityUrn"]): entity for posting in page for entity in _entities(posting)}
    entities = list(pool.values())
    random.Random(start).shuffle(entities)
    return {
        "data": {
            "$type": "com.linkedin.restli.common.CollectionResponse",
            "paging": {"start": start, "count": count, "total": len(found), "links": []},
            "metadata": {"$type": f"{_JOBS}.search.JobSearchCardsCollectionMetadata"},
            "elements": [
                {
                    "$type": f"{_JOBS}.JobCard",
                    "$recipeTypes": ["com.linkedin.deco.recipe.anonymous.Anon1964842452"],
                    "jobCardUnion": {"*jobPostingCard": _card_urn(posting)},
                }
                for posting in page
            ],
        },
        "included": entities,
    }


def _card_urn(posting: Posting) -> str:
    return f"urn:li:fsd_jobPostingCard:({posting.id},JOBS_SEARCH)"


@lru_cache(maxsize=4096)
def _entities(posting: Posting) -> list[Json]:
    """Return what ``included`` holds for one card: the eight-key posting, the card, the company."""
    urn = f"urn:li:fsd_jobPosting:{posting.id}"
    entity = {
        "$type": f"{_JOBS}.JobPosting",
        "$recipeTypes": ["com.linkedin.deco.recipe.anonymous.Anon1578943416"],
        "entityUrn": urn,
        "trackingUrn": f"urn:li:jobPosting:{posting.id}",
        "title": posting.data["title"],
        "posterId": str(posting.company_id),
        "contentSource": "JOBS_PREMIUM_OFFLINE",
        "repostedJob": False,
    }
    company = {
        "$type": "com.linkedin.voyager.dash.organization.Company",
        "entityUrn": f"urn:li:fsd_company:{posting.company_id}",
        "logo": {"vectorImage": None},
    }
    return [entity, _card(posting, urn), company]


def _card(posting: Posting, urn: str) -> Json:
    place = f"{posting.data['location']['raw']} ({WORKPLACE_NAMES[posting.workplace]})"
    return {
        "$type": f"{_JOBS}.JobPostingCard",
        "entityUrn": _card_urn(posting),
        "jobPostingUrn": urn,
        "*jobPosting": urn,
        "preDashNormalizedJobPostingUrn": f"urn:li:fs_normalized_jobPosting:{posting.id}",
        "jobPostingTitle": posting.data["title"],
        "title": _view(posting.data["title"]),
        "primaryDescription": _view(posting.data["company"]),
        "secondaryDescription": _view(place),
        "tertiaryDescription": None,
        "footerItems": [{"type": "LISTED_DATE", "timeAt": posting.listed_at}],
    }


def _view(text: str) -> Json:
    kind = "com.linkedin.voyager.dash.common.text.TextViewModel"
    return {"$type": kind, "textDirection": "USER_LOCALE", "text": text}
