"""Promise to read what stored postings say: skills, requirements, language and duplicates."""

from sqlalchemy.orm import Session

from services.tasks.submit import submit

READ_KIND = "postings.read"


def promise_reading(session: Session, account_id: int) -> None:
    """Promise to read, in the background, the account's postings that nobody has read yet."""
    submit(session, account_id=account_id, kind=READ_KIND, subject_id=account_id)
