"""Index the words of postings that were stored in bulk: afterwards, as durable work."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.posting_index import PostingIndex
from services.tasks.kinds import START, Done, Effect, Kind, Later, Outcome
from services.tasks.work import Work

INDEX_KIND = "postings.index"
AT_ONCE = 2_000
"""Postings that one transaction indexes, in some two seconds."""

_INDEX = text("select rolefit_index(:keys, true), rolefit_learn(:keys)")
_LATER = text("select set_config('rolefit.index_later', :later, true)")


@contextmanager
def indexing_later(session: Session, *, later: bool = True) -> Iterator[None]:
    """Store postings in the block without reading their words; they are listed and filtered all the same."""
    session.execute(_LATER, {"later": "on" if later else ""})
    yield
    session.execute(_LATER, {"later": ""})


def index_pending(session: Session, account_id: int, most: int = AT_ONCE) -> int:
    """Read the words of up to ``most`` of the account's postings that wait for it; return how many."""
    waiting = select(PostingIndex.posting_id).where(
        PostingIndex.account_id == account_id, PostingIndex.pending
    )
    keys = list(session.scalars(waiting.order_by(PostingIndex.posting_id).limit(most)))
    if keys:
        session.execute(_INDEX, {"keys": keys})
    return len(keys)


def indexing_kind() -> Kind:
    """Return the kind ``postings.index``, whose subject is the account; it belongs on the io pool."""
    return Kind(name=INDEX_KIND, steps={START: _index_some})


def _index_some(work: Work) -> Effect:
    def effect(session: Session) -> Outcome:
        indexed = index_pending(session, work.account_id)
        return Later(0) if indexed == AT_ONCE else Done()

    return effect
