"""Tell how a stored posting speaks, down to its sentences."""

from sqlalchemy.orm import Session

from domain.postings import SentenceSentiment
from models.posting import Posting
from services.features.sentiment import rate_sentences
from services.jobs.store import find_posting


def read_tone_detail(session: Session, key: int) -> tuple[Posting, tuple[SentenceSentiment, ...]]:
    """Return a posting, and its sentences that are not neutral; NotFound for any other id.

    Rated when asked for: rating all sentences takes as long as reading everything else from the text.
    """
    posting = find_posting(session, key)
    return posting, rate_sentences(posting.description_text or "", posting.language)
