"""Keep vectors beside what they were made of: each text of each version is read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from models.holding import hold
from models.meaning import PostingMeaning, ResumeMeaning
from models.posting import Posting
from models.resume import Resume
from services.matching.meaning import Units

_STORED = "<i2"


class Read(NamedTuple):
    """Vectors in units, a row per text, and the digest of model and texts."""

    digest: bytes
    units: Units


@dataclass(frozen=True)
class Meanings:
    """What has been read: postings by row key, and the positions of one resume."""

    postings: Mapping[int, Read] = field(default_factory=dict)
    resume: Read | None = None


def digest_of(model: str, texts: Iterable[str]) -> bytes:
    """Name what a model read: another model or text is another name."""
    return blake2b("\0".join((model, *texts)).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def load_meanings(session: Session, resume_id: int, postings: Iterable[int]) -> Meanings:
    """Return what is stored of a resume and some postings, whatever version it is of."""
    chosen = select(PostingMeaning).where(PostingMeaning.posting_id.in_(list(postings)))
    row = session.get(ResumeMeaning, resume_id)
    return Meanings(
        {one.posting_id: _read(one) for one in session.scalars(chosen)}, _read(row) if row else None
    )


def store_meanings(session: Session, account_id: int, resume_id: int, made: Meanings) -> None:
    """Insert or renew what was read; of postings and a resume deleted meanwhile nothing is kept."""
    there = hold(session, Posting, made.postings)
    for key in sorted(there):
        own = {"posting_id": key, "account_id": account_id}
        _store(session, PostingMeaning, own, made.postings[key])
    if made.resume is not None and hold(session, Resume, [resume_id]):
        _store(session, ResumeMeaning, {"resume_id": resume_id, "account_id": account_id}, made.resume)


def _store(
    session: Session, kind: type[PostingMeaning | ResumeMeaning], keys: dict[str, int], read: Read
) -> None:
    values = {"digest": read.digest, "units": read.units.astype(_STORED).tobytes()}
    primary = [column.name for column in kind.__table__.primary_key]
    statement = insert(kind).values(keys | values)
    session.execute(statement.on_conflict_do_update(index_elements=primary, set_=values))


def _read(row: PostingMeaning | ResumeMeaning) -> Read:
    units = np.frombuffer(row.units, _STORED).astype(np.int16)
    return Read(row.digest, units)
