"""Guess what a mistyped word was meant to be: a word of the account's titles one typing error away.

Two words share a spelling (the word, or the word without one letter) where one letter is missing, too
many, another one, or swapped with its neighbour. That is a look into a B-tree, in which row-level security
is no obstacle, and needs no extension of Postgres.
"""

import re
from difflib import SequenceMatcher

from sqlalchemy import Text, func, select
from sqlalchemy.orm import Session

from models.posting_index import PostingWord

_WORD = re.compile(r"[^\W\d_]{4,30}")


def corrected(session: Session, words: str) -> str:
    """Return ``words`` with each word that no title has in the spelling of the likeliest one, if any."""
    return _WORD.sub(lambda word: _correct(session, word.group()), words)


def _correct(session: Session, written: str) -> str:
    folded = session.scalars(select(func.rolefit_fold(written, type_=Text))).one()
    spellings = func.rolefit_spellings(folded)
    meant = session.scalars(
        select(PostingWord.word).distinct().where(PostingWord.spelling.in_(select(spellings)))
    ).all()
    if not meant or folded in meant:
        return written
    return max(meant, key=lambda word: (SequenceMatcher(None, folded, word).ratio(), word))
