"""Read the postings of a search: what scoring needs of each, taken from its row or read from its text now.

numpy, the taxonomy and the language model are imported inside the functions that use them, so that the
processes which only fetch never load them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, defer

from domain.postings import JobPosting, PostingFeatures
from domain.records import from_record, to_record
from models.posting import Posting
from models.search import Search, SearchPosting
from services.jobs.store import posting_of

if TYPE_CHECKING:
    from services.features.tools import FeatureTools
    from services.jobs.fingerprints import Fingerprint


@dataclass(frozen=True)
class Reading:
    """What the text of one posting says: computed once per text and version, then stored."""

    features: PostingFeatures
    fingerprint: "Fingerprint"
    language: str | None


@dataclass(frozen=True)
class Candidate:
    """A stored posting; its ``reading`` is None where it is missing or of an older version."""

    id: int
    posting: JobPosting
    reading: Reading | None


def features_version(tools: "FeatureTools") -> str:
    """Return what stored features must carry to be used as they are."""
    from services.features.postings import FEATURES_VERSION

    return f"{FEATURES_VERSION}-{tools.version}"


def load_candidates(session: Session, search: Search, others: Iterable[int], version: str) -> list[Candidate]:
    """Return the postings that the search found, and ``others``, with what was read of them."""
    from services.jobs.duplicates import stored_fingerprints

    linked = select(SearchPosting.posting_id).where(SearchPosting.search_id == search.id)
    found = (
        select(Posting)
        .where(or_(Posting.id.in_(linked), Posting.id.in_(list(others))))
        .options(defer(Posting.raw))  # the source's own answer, several kB of JSON that scoring never reads
        .order_by(Posting.id)
    )
    rows = session.scalars(found).all()
    prints = stored_fingerprints(session, [row.id for row in rows])
    return [Candidate(row.id, posting_of(row), _stored(row, version, prints.get(row.id))) for row in rows]


def read_postings(postings: Sequence[JobPosting], tools: "FeatureTools") -> Iterator[Reading]:
    """Read the texts of postings: skills and requirements, what recognises them elsewhere, their language."""
    from services.features.postings import features_of
    from services.jobs.fingerprints import fingerprint
    from services.resumes.tongue import language_of

    for posting, features in zip(postings, features_of(postings, tools), strict=True):
        language = posting.language or language_of(posting.description_text)
        yield Reading(features, fingerprint(posting), language)


def store_readings(
    session: Session, account_id: int, readings: Iterable[tuple[int, Reading]], version: str
) -> None:
    """Keep what was read of postings that are still there, and which turned out to be one offer."""
    from services.jobs.duplicates import settle_duplicates
    from services.shortlist.vectors import store_vectors

    fresh = {key: reading for key, reading in readings if _updated(session, key, reading, version)}
    store_vectors(session, account_id, {key: reading.features for key, reading in fresh.items()})
    settle_duplicates(session, account_id, {key: reading.fingerprint for key, reading in fresh.items()})


def _updated(session: Session, key: int, reading: Reading, version: str) -> bool:
    """Store features with their posting, which then stays until the commit; tell whether it is there."""
    features = to_record(reading.features)
    language = func.coalesce(Posting.language, reading.language)
    changed = update(Posting).where(Posting.id == key).returning(Posting.id)
    values = {"features": features, "features_version": version, "language": language}
    return session.scalar(changed.values(values)) is not None


def repeated(candidates: Sequence[Candidate], readings: Sequence[Reading]) -> set[int]:
    """Return the ids of candidates whose offer an earlier one shows already."""
    from services.jobs.same_offer import group_offers, repeats

    pairs = zip(candidates, readings, strict=True)
    groups = group_offers({candidate.id: reading.fingerprint for candidate, reading in pairs})
    return repeats(groups, [candidate.id for candidate in candidates])


def _stored(row: Posting, version: str, made: "Fingerprint | None") -> Reading | None:
    if row.features is None or row.features_version != version or made is None:
        return None
    return Reading(from_record(row.features, PostingFeatures), made, row.language)
