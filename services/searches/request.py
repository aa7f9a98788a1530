"""Start a search, or find the answer that already exists."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.codes import Ranker, TaskStatus
from domain.problems import Conflict
from domain.records import to_record
from domain.searches import SearchCriteria, Weighing, Weights
from models.account import Account
from models.resume import Resume
from models.search import Search
from services.features.shipped import own_version
from services.jobs.companies import read_companies
from services.jobs.registry import SourceRegistry
from services.rankers.choose import settle_weighing
from services.rankers.preferences import told_resumes
from services.resumes.store import default_resume, find_resume
from services.skills.own import own_skills
from services.tasks.submit import submit

PARTIAL_FRESH = timedelta(minutes=10)
"""A partial answer serves repeated questions this long; then its failed sources are asked again."""


@dataclass(frozen=True)
class SearchRequest:
    """What a client asks for. None means the account's default resume, or its own weights.

    ``meaning`` tells whether postings can be compared by it, for a ranker that has learnt to.
    """

    criteria: SearchCriteria
    resume_id: int | None = None
    weights: Weights | None = None
    refresh: bool = False
    ranker: Ranker = Ranker.WEIGHTED
    meaning: bool = False


@dataclass(frozen=True)
class Asker:
    """On whose behalf, when, and under which request id."""

    account_id: int
    now: datetime
    request_id: str | None
    fresh_for: timedelta


def request_search(
    session: Session, sources: SourceRegistry, asked: SearchRequest, asker: Asker, *, reuse: bool
) -> Search:
    """Return a running or fresh search for the same question if ``reuse``, else start one.

    Raise Conflict while the resume has not been read (or could not be), Invalid for unknown sources and for
    weights that the ranker does not take.
    """
    resume = default_resume(session) if asked.resume_id is None else find_resume(session, asked.resume_id)
    if resume.status == "failed":
        raise Conflict("this resume could not be read; upload another one")
    account = session.get_one(Account, asker.account_id)
    weighing = settle_weighing(session, account.id, asked.ranker, asked.weights, meaning=asked.meaning)
    criteria = _settled(asked.criteria, account, sources.for_account(account.id))
    state = [*_state(session, resume), *told_resumes(session, weighing)]
    digest = _digest(state, criteria, weighing)
    existing = None if asked.refresh or not reuse else _usable(session, digest, asker)
    return existing or _start(session, _Question(resume, criteria, weighing, digest, asked.refresh), asker)


@dataclass(frozen=True)
class _Question:
    resume: Resume
    criteria: SearchCriteria
    weighing: Weighing
    digest: bytes
    refresh: bool


def _settled(criteria: SearchCriteria, account: Account, sources: SourceRegistry) -> SearchCriteria:
    """Fill in what the account always wants: its sources, its companies and its blacklist."""
    excluded = dict.fromkeys((*criteria.exclude_companies, *account.exclude_companies))
    companies = read_companies((*criteria.companies, *account.companies))
    names = tuple(sources.choose(criteria.sources, companies))
    return replace(criteria, sources=names, exclude_companies=tuple(excluded), companies=companies)


def _state(session: Session, resume: Resume) -> list[Any]:
    """Return what the answer depends on besides the question: which reading, which skills are known."""
    read_at = resume.parsed_at and resume.parsed_at.isoformat()
    known = own_version(own_skills(session))
    return [resume.id, resume.parser_version, read_at, resume.corrections, known]


def _digest(state: list[Any], criteria: SearchCriteria, weighing: Weighing) -> bytes:
    """Name the question: the same words, filters, weights and state of the resume."""
    question = [state, to_record(criteria), to_record(weighing)]
    return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).digest()


def _usable(session: Session, digest: bytes, asker: Asker) -> Search | None:
    newest = session.scalar(select(Search).where(Search.digest == digest).order_by(Search.id.desc()).limit(1))
    if newest is None or newest.status in (TaskStatus.FAILED, TaskStatus.CANCELLED):
        return None
    if newest.finished_at is None:
        return newest
    lasts = asker.fresh_for if newest.status == TaskStatus.SUCCEEDED else PARTIAL_FRESH
    return newest if newest.finished_at > asker.now - lasts else None


def _start(session: Session, question: _Question, asker: Asker) -> Search:
    search = Search(
        account_id=asker.account_id,
        resume_id=question.resume.id,
        digest=question.digest,
        criteria=to_record(question.criteria),
        weights=to_record(question.weighing.weights),
        ranker=question.weighing.ranker,
        ranker_version=question.weighing.version,
        refresh=question.refresh,
        status=TaskStatus.QUEUED,
        sources=[],
        counts={},
    )
    session.add(search)
    session.flush()
    task = submit(
        session,
        account_id=asker.account_id,
        kind="search.run",
        subject_id=search.id,
        request_id=asker.request_id,
    )
    session.flush()
    search.task_id = task.id
    return search
