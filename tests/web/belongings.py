"""One of everything that has an id, for tests that go through all routes."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.posting import Posting
from models.search import Match, Search
from models.sessions import Sessions, act_as
from services.matching.version import ALGORITHM

if TYPE_CHECKING:
    from tests.web.conftest import Caller

LOGIN = {
    "source": "linkedin",
    "credentials": {"li_at": "x" * 20, "jsessionid": "ajax:123"},
    "acknowledge_terms_risk": True,
}


def give_belongings(caller: "Caller", sessions: Sessions) -> dict[str, int]:
    """Give the first account one of everything that has an id; return the keys by kind."""
    resume = caller.post("/api/resumes/upload", data={"file": (io.BytesIO(b"Ann Example"), "cv.txt")})
    assert resume.status_code == 202, resume.text
    webhook = caller.post(
        "/api/webhooks", json={"url": "http://127.0.0.1:1/", "events": ["search.completed"]}
    ).json
    caller.post(f"/api/webhooks/{webhook['id']}/test")
    assert caller.post("/api/skills", json={"name": "Falconry"}).status_code == 201
    login = caller.post("/api/source-accounts", json=LOGIN)
    assert login.status_code == 201, login.text
    search = caller.post("/api/searches", json={"keywords": "python"})
    assert search.status_code == 202, search.text
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        posting = stored_posting(caller.account_id)
        session.add(posting)
        session.flush()
        match = stored_match(session, caller.account_id, posting.id)
        session.add(match)
        session.flush()
        found = {"posting": posting.id, "match": match.id}
    return {
        "resume": 1,
        "webhook": 1,
        "delivery": 1,
        "search": 1,
        "task": 1,
        "own_skill": 1,
        "source_account": 1,
    } | found


def stored_posting(account_id: int) -> Posting:
    return Posting(
        account_id=account_id,
        source="demo",
        external_id="1",
        title="Engineer",
        first_seen_at=datetime.now(UTC),
        last_seen_at=datetime.now(UTC),
        description_text="Python",
        stated_skills=[],
        raw={},
    )


def stored_match(session: Session, account_id: int, posting_id: int) -> Match:
    search = session.scalars(select(Search)).one()
    return Match(
        account_id=account_id,
        search_id=search.id,
        resume_id=search.resume_id,
        posting_id=posting_id,
        position=1,
        score=Decimal("50.0"),
        breakdown={},
        summary="fits",
        algorithm=ALGORITHM,
    )
