"""Score judged matches again: verdicts last, sub-scores change with every release and reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.postings import PostingFeatures
from domain.records import from_record
from domain.searches import Weights
from models.posting import Posting
from models.resume import Resume
from services.matching.formula import STEPS
from services.matching.learned import Judged
from services.matching.matrix import PostingMatrix
from services.matching.scoring import Scores, score_postings
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, ResumeVector, posting_vector, resume_vector
from services.meaning.known import stored_likenesses
from services.rankers.verdicts import GRADES, Verdict
from services.resumes.store import parsed_resume


@dataclass(frozen=True, eq=False)
class JudgedResume:
    """A resume and what was said of postings for it: their features, and rows, by the postings' row keys."""

    key: int
    vector: ResumeVector
    postings: Mapping[int, PostingFeatures]
    rows: Mapping[int, Judged]


def judged_resumes(
    session: Session, verdicts: Iterable[Verdict], tools: MatchTools, model: str | None
) -> Iterator[JudgedResume]:
    """Yield the resumes with verdicts, these with the sub-scores of today.

    Left out are postings and resumes that have not been read. Likeness in meaning is told of those that the
    sentence ``model`` has read already; none where it is None.
    """
    by_resume: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for one in verdicts:
        by_resume[one.resume_id][one.posting_id] = one.verdict
    read = select(Resume).where(Resume.id.in_(by_resume), Resume.status == "ready").order_by(Resume.id)
    for resume in session.scalars(read):
        said = by_resume[resume.id]
        postings, vector = _postings(session, said), resume_vector(parsed_resume(resume), tools)
        scores = _scores(vector, postings, tools)
        alike = stored_likenesses(session, model, resume, said)
        rows = {
            posting_id: Judged(
                str(resume.id),
                skills=int(scores.skills[place]) / STEPS,
                experience=int(scores.experience[place]) / STEPS,
                keywords=int(scores.keywords[place]) / STEPS,
                grade=GRADES[said[posting_id]],
                semantic=alike[posting_id].steps / STEPS if posting_id in alike else None,
            )
            for place, posting_id in enumerate(scores.ids.tolist())
        }
        yield JudgedResume(resume.id, vector, {one.id: one.features for one in postings}, rows)


def _scores(resume: ResumeVector, postings: list[PostingForMatching], tools: MatchTools) -> Scores:
    matrix = PostingMatrix().append([posting_vector(one, tools.rarity) for one in postings])
    return score_postings(resume, matrix, Weights())


def _postings(session: Session, keys: Iterable[int]) -> list[PostingForMatching]:
    read = select(Posting.id, Posting.posted_at, Posting.features).where(
        Posting.id.in_(list(keys)), Posting.features_version.is_not(None)
    )
    return [
        PostingForMatching(key, posted_at, from_record(features, PostingFeatures))
        for key, posted_at, features in session.execute(read)
    ]
