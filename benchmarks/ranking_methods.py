"""What ranks: this engine, and the plain methods it must beat; each returns (resumes, postings) scores."""

import json
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from adapters.sentence_model import MiniLm, installed
from benchmarks.ranking_sets import RankingSet
from domain.searches import Weights
from services.features.corpus import load_corpus_statistics
from services.features.postings import posting_features
from services.features.tools import load_feature_tools
from services.matching.counting import count_damping
from services.matching.loading import load_match_tools
from services.matching.matrix import PostingMatrix
from services.matching.scoring import Scores as EngineScores
from services.matching.scoring import rank, score_postings, with_meaning
from services.matching.shipped import LEARNED, load_learned
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, posting_vector, resume_vector
from services.meaning.compare import MOST_COMPARED

Scores = NDArray[np.float64]

_EMPTY = "emptytext"

SATURATION, LENGTH = 1.5, 0.75
"""BM25's k1 and b, as commonly set."""


def read_postings(ranking: RankingSet) -> list[PostingForMatching]:
    """Return the postings with their features, numbered in order, as the search task has them."""
    tools = load_feature_tools()
    jobs = ranking.jobs.values()
    return [PostingForMatching(n, job.posted_at, posting_features(job, tools)) for n, job in enumerate(jobs)]


def weighted(ranking: RankingSet, postings: list[PostingForMatching]) -> Scores:
    """Score with the product's own engine and default weights."""
    return _engine(ranking, postings, Weights())


def learned(ranking: RankingSet, postings: list[PostingForMatching]) -> Scores:
    """Score with the product's own engine and the weights that were learnt from judged matches."""
    return _engine(ranking, postings, load_learned().weights)


def learned_meaning(ranking: RankingSet, postings: list[PostingForMatching]) -> Scores:
    """Score with weights learnt with meaning beside the others, the best 200 postings compared by it."""
    from benchmarks.ranking_meaning import likenesses

    record = json.loads(LEARNED.read_text("utf-8"))
    weights, steps = Weights.normalised(**record["with_meaning"]), likenesses(ranking)
    found = [
        _compared(one, own, weights)
        for one, own in zip(_scored(ranking, postings, weights), steps, strict=True)
    ]
    return np.array(found)


def _compared(scores: EngineScores, steps: NDArray[np.int16], weights: Weights) -> NDArray[np.float64]:
    """Return the points by posting; those not compared rank behind, in the order of their other parts."""
    points = scores.points - 100
    best = rank(scores, MOST_COMPARED)
    points[best] = with_meaning(scores.only(best), steps[scores.ids[best]], weights).points
    in_order: NDArray[np.float64] = points[np.argsort(scores.ids)]
    return in_order


def sentence(ranking: RankingSet, _postings: list[PostingForMatching]) -> Scores:
    """Score by cosine of the sentence model's vectors of the whole texts; it reads only their beginnings."""
    model = MiniLm()
    resumes, jobs = _texts(ranking)
    scores: Scores = (model.encode(resumes) @ model.encode(jobs).T).astype(np.float64)
    return scores


def _engine(ranking: RankingSet, postings: list[PostingForMatching], weights: Weights) -> Scores:
    return np.array([one.points[np.argsort(one.ids)] for one in _scored(ranking, postings, weights)])


def _scored(ranking: RankingSet, postings: list[PostingForMatching], weights: Weights) -> list[EngineScores]:
    """Return the engine's scores of all postings, per resume."""
    tools = counted_tools(postings)
    matrix = PostingMatrix().append([posting_vector(posting, tools.rarity) for posting in postings])
    vectors = [resume_vector(resume, tools) for resume in ranking.resumes.values()]
    return [score_postings(vector, matrix, weights) for vector in vectors]


def counted_tools(postings: list[PostingForMatching]) -> MatchTools:
    """Return what scoring needs, the words counted in these postings as in an account's stored ones."""
    tools = load_match_tools()
    stored = PostingMatrix().append([posting_vector(posting, tools.rarity) for posting in postings])
    return tools.counting(count_damping(stored, load_corpus_statistics(), tools.rarity))


def tfidf(ranking: RankingSet, _postings: list[PostingForMatching]) -> Scores:
    """Score by cosine of scikit-learn's TF-IDF over the whole texts."""
    resumes, jobs = _texts(ranking)
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform([*resumes, *jobs])
    scores: Scores = (vectors[: len(resumes)] @ vectors[len(resumes) :].T).toarray()
    return scores


def bm25(ranking: RankingSet, _postings: list[PostingForMatching]) -> Scores:
    """Score by Okapi BM25 (Robertson et al. 1994), each resume's distinct words as the query."""
    resumes, jobs = _texts(ranking)
    vectorizer = CountVectorizer(stop_words="english")
    counts = vectorizer.fit_transform(jobs).astype(np.float64).tocsr()
    present = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = np.log(1 + (len(jobs) - present + 0.5) / (present + 0.5))
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    norms = SATURATION * (1 - LENGTH + LENGTH * lengths / lengths.mean())
    rows = np.repeat(np.arange(len(jobs)), np.diff(counts.indptr))
    counts.data *= (SATURATION + 1) / (counts.data + norms[rows]) * rarity[counts.indices]
    queries = (vectorizer.transform(resumes) > 0).astype(np.float64)
    scores: Scores = (queries @ counts.T).toarray()
    return scores


def original(ranking: RankingSet, postings: list[PostingForMatching]) -> Scores:
    """Score as the first version did: 50/30/20 of share of skills, ratio of years and cosine."""
    cosines = tfidf(ranking, postings)
    scores = np.zeros_like(cosines)
    for row, resume in enumerate(ranking.resumes.values()):
        own = {skill.id for skill in resume.skills}
        for place, posting in enumerate(postings):
            asked = {skill.id for skill in posting.features.skills}
            least = posting.features.requirements.min_years
            skills = len(own & asked) / len(asked) if asked else 1.0
            years = min(1.0, resume.experience.total_years / least) if least else 1.0
            scores[row, place] = 0.5 * skills + 0.3 * years + 0.2 * cosines[row, place]
    return scores


METHODS: dict[str, Callable[[RankingSet, list[PostingForMatching]], Scores]] = {
    "weighted": weighted,
    "learned": learned,
    "learned_meaning": learned_meaning,
    "tfidf": tfidf,
    "bm25": bm25,
    "sentence": sentence,
    "original": original,
}


def available() -> list[str]:
    """Return the methods that can run here: the sentence model needs its optional packages."""
    return [name for name in METHODS if name not in ("sentence", "learned_meaning") or installed()]


def _texts(ranking: RankingSet) -> tuple[list[str], list[str]]:
    jobs = [f"{job.title}\n{job.description_text}" for job in ranking.jobs.values()]
    # A lone word that no stop list has: without one, vectorisers refuse a set of empty texts.
    return [resume.text or _EMPTY for resume in ranking.resumes.values()], [
        job.strip() or _EMPTY for job in jobs
    ]
