"""Keep rows from being deleted while others come to refer to them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.posting import Posting
from models.resume import Resume


def hold(session: Session, kind: type[Posting | Resume], keys: Iterable[int]) -> set[int]:
    """Return those of some row keys that are still there, and stay there until the transaction ends.

    Rows are locked in the order of their keys, so that two transactions do not wait for each other.
    """
    there = select(kind.id).where(kind.id.in_(list(keys))).order_by(kind.id)
    return set(session.scalars(there.with_for_update(read=True, key_share=True)))
