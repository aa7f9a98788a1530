"""Choose the retrieval that is set, once per process and not before it is needed: numpy takes 60 MB."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.shortlist.retrieval import Retrieval


@cache
def make_retrieval(name: str) -> "Retrieval":
    """Return ``exact``, ``faiss``, ``postgres`` or ``pgvector``; FaissAbsent where FAISS is not installed."""
    from services.shortlist.retrieval import Exact, FullText
    from services.shortlist.shelf import Shelf

    if name == "postgres":
        return FullText()
    if name == "pgvector":
        from services.shortlist.nearest import Pgvector

        return Pgvector()
    if name == "faiss":
        from adapters.faiss_index import Faiss

        return Faiss(Shelf())
    return Exact(Shelf())
