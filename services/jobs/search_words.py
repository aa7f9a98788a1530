"""Turn the words of a question into what Postgres compares postings with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from domain.problems import Invalid

# What only leaves words out has nothing to look up: "@" finds all. The text of a query has its words in
# quotes. Ranking takes them one by one: three of four in a title are worth more than none. 'word':A asks for
# it in the title; '=word' is in the document if the title has it.
_ASK = text(r"""
    select set_config('rolefit.query', (case when querytree(asked && unwanted) = 'T' then $$'@'$$::tsquery
            else '' end && asked && unwanted)::text, true) as query, numnode(asked) as nodes,
        regexp_replace(asked::text, ' (&|<[-0-9]+>) ', ' | ', 'g') as ranking,
        regexp_replace(asked::text, $$'( |$)$$, $$'\:A\1$$, 'g') as title,
        case when asked::text !~ '[|!<]'
            then (unwanted && regexp_replace(asked::text, $$(^| )'$$, $$\1'=$$, 'g')::tsquery)::text
            end as titled,
        (select reltuples from pg_class where oid = 'posting_index'::regclass) as rows
    from (
        select websearch_to_tsquery('rolefit', rolefit_fold(:words)) as asked,
            websearch_to_tsquery('rolefit', rolefit_fold(:unwanted)) as unwanted
    ) as one
""")
_SEE = text("select set_config('rolefit.query', :query, true)")


@dataclass(frozen=True)
class Words:
    """The words of a question as queries: ``query`` what is asked, ``ranking`` any of them.

    ``title`` wants all in the title; ``titled`` finds the postings with such titles, where words are simply
    all to be there. Without words there is nothing but the unwanted ones in ``query``. ``rows`` is about
    how many postings there are.
    """

    query: str = ""
    rows: float = 0.0
    ranking: str = ""
    title: str = ""
    titled: str | None = None


def ask_for_words(session: Session, words: str | None, unwanted: Sequence[str]) -> Words:
    """Let the transaction see only postings with these words.

    Raises Invalid where ``words`` holds nothing that could be found, such as punctuation alone.
    """
    refused = " ".join(f'-"{phrase.replace(chr(34), " ")}"' for phrase in unwanted)
    asked = session.execute(_ASK, {"words": words or "", "unwanted": refused}).one()
    if words is None:
        return Words(asked.query, asked.rows)
    if not asked.nodes:
        raise Invalid(q="has no words to look for")
    return Words(asked.query, asked.rows, asked.ranking, asked.title, asked.titled)


@contextmanager
def seeing(session: Session, query: str, words: Words) -> Iterator[None]:
    """Let the transaction see in this block what ``query`` finds, and afterwards what the words find."""
    session.execute(_SEE, {"query": query})
    yield
    session.execute(_SEE, {"query": words.query})


def see_everything(session: Session) -> None:
    """Let the transaction see all of the account's postings again."""
    session.execute(_SEE, {"query": ""})
