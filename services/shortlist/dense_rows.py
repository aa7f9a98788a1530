"""Keep the dense vectors of an account's shown postings in step with the vectors they are made of."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.orm import Session

from services.matching.loading import load_rarity
from services.matching.payload import payload_version
from services.shortlist.dense import SPACE, dense_postings
from services.shortlist.stored import load_some

AT_ONCE = 5_000
"""Rows per statement."""

_LACKING = text("""
    select v.posting_id from posting_vector v left join posting_dense d using (posting_id)
    where v.shown and v.version = :version and v.written >= :horizon
        and v.account_id = (select rolefit_account())
        and (d.posting_id is null or d.written <> v.written or d.space <> :space)
    order by v.posting_id desc
""")
_HIDDEN = text("""
    delete from posting_dense d using posting_vector v
    where v.posting_id = d.posting_id and v.written >= :horizon
        and v.account_id = (select rolefit_account()) and (not v.shown or v.version <> :version)
""")
# A posting that is deleted at this moment is passed over: its row is locked, or no longer there.
_STORE = text("""
    insert into posting_dense (posting_id, account_id, space, written, units)
    select v.posting_id, v.account_id, :space, v.written, given.units::smallint[]
    from (
        select posting_id, account_id, written from posting_vector
        where posting_id = any(:keys) order by posting_id for key share
    ) v join unnest(cast(:keys as bigint[]), cast(:units as text[])) as given (posting_id, units)
        using (posting_id)
    on conflict (posting_id) do update
        set space = excluded.space, written = excluded.written, units = excluded.units
""")


def forget_hidden(session: Session, version: str, horizon: int) -> None:
    """Delete the rows of postings closed, repeated or of another version since this transaction."""
    session.execute(_HIDDEN, {"version": version, "horizon": horizon})


def lacking(session: Session, version: str, horizon: int) -> Sequence[int]:
    """Return what was written since this transaction and has no row of its present vector, newest first."""
    wanted = {"version": version, "horizon": horizon, "space": SPACE}
    return session.scalars(_LACKING, wanted).all()


def store_dense(session: Session, keys: Sequence[int], version: str) -> None:
    """Make the rows of some postings, or make them anew."""
    for some in _chunks(sorted(keys)):
        for block in load_some(session, some, version).matrix.blocks:
            given = {"keys": block.ids.tolist(), "units": list(_written(dense_postings(block)))}
            session.execute(_STORE, given | {"space": SPACE})


def renew_dense(session: Session, _account_id: int, *, most: int = AT_ONCE) -> int:
    """Make rows of the session's account that are missing or old, newest first; return how many were made."""
    version = payload_version(load_rarity().version)
    forget_hidden(session, version, 0)
    keys = lacking(session, version, 0)[:most]
    store_dense(session, keys, version)
    return len(keys)


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    yield from (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _written(rows: NDArray[np.int16]) -> Iterator[str]:
    yield from ("{" + ",".join(map(str, row)) + "}" for row in rows.tolist())
