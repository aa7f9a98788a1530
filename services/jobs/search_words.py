"""Turn the words of a question into what Postgres compares postings with."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from domain.problems import Invalid

# Ranking takes the words one by one: three of four in a title are worth more than none.
_ASK = text(r"""
    select set_config('rolefit.query', (asked && unwanted)::text, true), numnode(asked) as nodes,
        regexp_replace(asked::text, ' (&|<[-0-9]+>) ', ' | ', 'g') as ranking
    from (
        select websearch_to_tsquery('rolefit', rolefit_fold(:words)) as asked,
            websearch_to_tsquery('rolefit', rolefit_fold(:unwanted)) as unwanted
    ) as one
""")
_FORGET = text("select set_config('rolefit.query', '', true)")


def ask_for_words(session: Session, words: str | None, unwanted: Sequence[str]) -> str:
    """Let the transaction see only postings with these words, and return the query to rank them by.

    Raises Invalid where ``words`` holds nothing that could be found, such as punctuation alone.
    """
    refused = " ".join(f'-"{phrase.replace(chr(34), " ")}"' for phrase in unwanted)
    asked = session.execute(_ASK, {"words": words or "", "unwanted": refused}).one()
    if words is not None and not asked.nodes:
        raise Invalid(q="has no words to look for")
    return str(asked.ranking)


def see_everything(session: Session) -> None:
    """Let the transaction see all of the account's postings again."""
    session.execute(_FORGET)
