"""A posting in the contract's form."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from domain.codes import JobType, Workplace
from domain.credits import credit
from domain.postings import SentenceSentiment
from domain.public_ids import public_id
from models.posting import Posting
from services.jobs.offers import Offer

STALE_AFTER = timedelta(hours=24)


def shown_job_summary(row: Posting, now: datetime) -> dict[str, Any]:
    """Return what lists and matches show."""
    return {
        "id": row.id,
        "source": row.source,
        "attribution": credit(row.source),
        "external_id": row.external_id,
        "url": row.url,
        "apply_url": row.apply_url,
        "title": row.title,
        "company": {"name": row.company_name, "url": row.company_url},
        "location": {
            "raw": row.location_raw,
            "city": row.city,
            "region": row.region,
            "country": row.country,
        },
        "remote": Workplace(row.workplace).remote_code if row.workplace else None,
        "workplace": row.workplace,
        "applicant_location_requirements": row.applicant_location_requirements,
        "job_type": row.job_type,
        "employment_type": JobType(row.job_type).employment_type if row.job_type else None,
        "salary": row.salary,
        "posted_at": row.posted_at,
        "closed_at": row.closed_at,
        "stale": row.fetched_at is None or row.fetched_at < now - STALE_AFTER,
    }


def shown_job(row: Posting, offer: Offer, now: datetime) -> dict[str, Any]:
    """Return everything; skills and tone are empty until a search has scored the posting."""
    features = row.features or {}
    return shown_job_summary(row, now) | {
        "experience": _experience(row, features.get("requirements") or {}),
        "expires_at": row.expires_at,
        "first_seen_at": row.first_seen_at,
        "last_seen_at": row.last_seen_at,
        "fetched_at": row.fetched_at,
        "description_html": row.description_html,
        "description_text": row.description_text,
        "language": row.language,
        "skills": features.get("skills", []),
        "requirements": _demanded(features.get("requirements") or {}),
        "tone": _tone(features),
        "duplicates": [public_id("posting", other.id) for other in offer.others],
        "addresses": [{"source": other.source, "url": other.url} for other in offer.others],
        "repost": offer.repost,
    }


def shown_tone(row: Posting, sentences: Iterable[SentenceSentiment]) -> dict[str, Any]:
    """Return the signals of a posting and its sentences that are not neutral."""
    return _tone(row.features or {}) | {"sentences": sentences}


def _tone(features: dict[str, Any]) -> dict[str, Any]:
    return features.get("tone") or {"sentiment": None, "flags": []}


def _demanded(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what is asked beyond skills and years."""
    return {
        "education": asked.get("education"),
        "certificates": asked.get("certificates", []),
        "languages": asked.get("languages", []),
        "clearance": asked.get("clearance"),
    }


def _experience(row: Posting, asked: dict[str, Any]) -> dict[str, Any]:
    """Prefer the level that the source states over the one that the text implies."""
    stated = row.level is not None
    return {
        "level": row.level if stated else asked.get("level"),
        "provenance": row.level_provenance if stated else asked.get("provenance"),
        "min_years": asked.get("min_years"),
        "max_years": asked.get("max_years"),
    }
