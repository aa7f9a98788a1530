"""Fetch stored vectors in bulk: some thousand rows are one answer of five strings of bytes.

Postgres joins the rows itself and sends them as they are (COPY in its binary format), where a row at a time
costs the driver an object per value and a payload twice its size in hexadecimal digits.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from services.matching.payload import Packed

AT_ONCE = 8_192
"""Rows joined at a time: some 12 MB, which Postgres holds once or twice over."""

_JOINED = """
    copy (
        select string_agg(int8send(posting_id), ''), string_agg(int8send(written), ''),
            string_agg(int8send(posted), ''), string_agg(int8send(length(payload)), ''),
            string_agg(payload, '')
        from (select posting_id, written, posted, payload from posting_vector where {which}) as page
    ) to stdout (format binary)
"""
_NEXT = _JOINED.format(
    which="shown and version = %s and account_id = (select rolefit_account()) and posting_id > %s"
    " order by posting_id limit %s"
)
_THESE = _JOINED.format(which="(shown or %s) and version = %s and posting_id = any(%s) order by posting_id")
_BEGIN = 19 + 2
"""Bytes before the first value: signature, flags, no extension, and how many values the row has."""

_VALUES = 5


def stored_vectors(session: Session, version: str, rows: int) -> Iterator[tuple[Packed, NDArray[np.int64]]]:
    """Yield all shown vectors of the session's account by key, about ``rows`` at a time.

    With them come the transactions that wrote them. Statements follow one another, so that a row may be newer
    than those before it; none is left out that was there at the beginning.
    """
    waiting: list[tuple[Packed, NDArray[np.int64]]] = []
    last = 0
    while found := _some(session, version, last):
        waiting.append(found)
        last = int(found[0].ids[-1])
        if sum(len(packed.ids) for packed, _ in waiting) > rows - AT_ONCE:
            yield _joined(waiting)
            waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(found: list[tuple[Packed, NDArray[np.int64]]]) -> tuple[Packed, NDArray[np.int64]]:
    return Packed.joined([packed for packed, _ in found]), np.concatenate([written for _, written in found])


def these_vectors(
    session: Session, version: str, keys: Sequence[int], *, hidden: bool = False
) -> Iterator[Packed]:
    """Yield the vectors of some postings, by row key; those not shown only if ``hidden`` is true."""
    for start in range(0, len(keys), AT_ONCE):
        found = _ask(session, _THESE, (hidden, version, list(keys[start : start + AT_ONCE])))
        if found:
            yield found[0]


def _some(session: Session, version: str, last: int) -> tuple[Packed, NDArray[np.int64]] | None:
    """Return the vectors that follow ``last``; None behind the end."""
    return _ask(session, _NEXT, (version, last, AT_ONCE))


def _ask(
    session: Session, statement: str, given: tuple[object, ...]
) -> tuple[Packed, NDArray[np.int64]] | None:
    """Return vectors and the transactions that wrote them; None if there are none."""
    answer = BytesIO()
    connection: Any = session.connection().connection
    with connection.cursor() as cursor:
        cursor.copy_expert(cursor.mogrify(statement, given), answer)
    values = _values(answer.getbuffer())
    if values is None:
        return None
    ids, written, posted, lengths = (np.frombuffer(value, ">i8").astype(np.int64) for value in values[:4])
    return Packed(ids, posted, lengths, bytes(values[4])), written


def _values(answer: memoryview) -> list[memoryview] | None:
    """Return the values of the only row; None if they are null, as of no rows.

    A value is its length, four bytes, and its bytes (PostgreSQL 18, COPY, "Binary Format").
    """
    values, place = [], _BEGIN
    for _ in range(_VALUES):
        length = int.from_bytes(answer[place : place + 4], "big", signed=True)
        if length < 0:
            return None
        place += 4
        values.append(answer[place : place + length])
        place += length
    return values
