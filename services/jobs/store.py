"""Keep postings as rows: write what a source said, read it back as a value."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from domain.codes import JobType, Provenance, Workplace
from domain.postings import Company, JobPosting, Place, Salary
from domain.problems import NotFound
from domain.records import from_record, to_record
from models.posting import Posting
from services.jobs.normalise import normalise

_KEY = ["account_id", "source", "external_id"]


def save_posting(session: Session, account_id: int, posting: JobPosting, now: datetime) -> int:
    """Complete a posting, insert or renew it, and return its row key. A changed text drops its features."""
    values = posting_columns(normalise(posting)) | {
        "account_id": account_id,
        "first_seen_at": now,
        "last_seen_at": now,
        "fetched_at": now,
    }
    statement = insert(Posting).values(**values)
    renewed = {
        name: statement.excluded[name] for name in values if name not in (*_KEY, "first_seen_at")
    } | _features_if_same_text(statement)
    return session.scalars(
        statement.on_conflict_do_update(index_elements=_KEY, set_=renewed).returning(Posting.id)
    ).one()


def close_posting(session: Session, source: str, external_id: str, now: datetime) -> None:
    """Mark a stored posting as gone; do nothing if it was never stored."""
    row = session.scalar(select(Posting).where(Posting.source == source, Posting.external_id == external_id))
    if row is not None and row.closed_at is None:
        row.closed_at = now


def find_posting(session: Session, key: int) -> Posting:
    """Return one of the account's postings; NotFound otherwise."""
    row = session.get(Posting, key)
    if row is None:
        raise NotFound("no job has this id")
    return row


def posting_of(row: Posting) -> JobPosting:
    """Return a row as a value."""
    return JobPosting(
        source=row.source,
        external_id=row.external_id,
        title=row.title,
        url=row.url,
        apply_url=row.apply_url,
        company=Company(row.company_name, row.company_url),
        location=Place(row.location_raw, row.city, row.region, row.country),
        workplace=Workplace(row.workplace) if row.workplace else None,
        applicant_location_requirements=tuple(row.applicant_location_requirements),
        job_type=JobType(row.job_type) if row.job_type else None,
        level=row.level,
        level_provenance=Provenance(row.level_provenance) if row.level_provenance else None,
        salary=from_record(row.salary, Salary) if row.salary else None,
        posted_at=row.posted_at,
        expires_at=row.expires_at,
        closed_at=row.closed_at,
        description_html=row.description_html,
        description_text=row.description_text,
        language=row.language,
        stated_skills=tuple(row.stated_skills),
    )


def posting_columns(posting: JobPosting) -> dict[str, Any]:
    """Return what a row holds of a posting, but for its account and when it was seen."""
    company, place = posting.company, posting.location
    return {
        "source": posting.source,
        "external_id": posting.external_id,
        "url": posting.url,
        "apply_url": posting.apply_url,
        "title": posting.title,
        "company_name": company.name,
        "company_url": company.url,
        "location_raw": place.raw,
        "city": place.city,
        "region": place.region,
        "country": place.country,
        "workplace": posting.workplace and posting.workplace.value,
        "applicant_location_requirements": list(posting.applicant_location_requirements),
        "job_type": posting.job_type and posting.job_type.value,
        "level": posting.level,
        "level_provenance": posting.level_provenance and posting.level_provenance.value,
        "salary": to_record(posting.salary),
        "posted_at": posting.posted_at,
        "expires_at": posting.expires_at,
        "closed_at": posting.closed_at,
        "description_html": posting.description_html,
        "description_text": posting.description_text,
        "language": posting.language,
        "stated_skills": list(posting.stated_skills),
        "raw": posting.raw,
    }


def _features_if_same_text(statement: Any) -> dict[str, Any]:
    same = (Posting.description_text == statement.excluded.description_text) & (
        Posting.title == statement.excluded.title
    )
    return {"features_version": case((same, Posting.features_version), else_=None)}
