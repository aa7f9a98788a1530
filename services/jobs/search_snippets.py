"""Show where a posting has the words that were asked for."""

from collections.abc import Sequence

from sqlalchemy import cast, func, literal, select
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY
from sqlalchemy.orm import Session

from models.posting import Posting

MARKS = "\x02", "\x03"
"""Around every hit: characters that no text has, so that whoever shows it can escape first, then mark."""

_READ = 4_000
"""Characters of a description that are looked through."""

_OPTIONS = (
    f'StartSel="{MARKS[0]}", StopSel="{MARKS[1]}", MaxFragments=2, MaxWords=16, MinWords=8,'
    ' FragmentDelimiter=" … "'
)


def snippets(session: Session, keys: Sequence[int], ranking: str) -> dict[int, str]:
    """Return for each posting up to two passages around the words; about half a millisecond each."""
    text = func.left(Posting.description_text, _READ)
    query = cast(literal(ranking), TSQUERY)
    shown = func.ts_headline(cast("rolefit", REGCONFIG), text, query, _OPTIONS).label("passages")
    rows = session.execute(select(Posting.id, shown).where(Posting.id.in_(keys)))
    return {row.id: row.passages for row in rows}
