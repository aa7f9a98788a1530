"""Strategies and small builders for matching: few skills, so that resumes and postings meet."""

import os
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from domain.codes import Importance, Provenance
from domain.postings import PostingFeatures, Requirements
from domain.preferences import Preferences
from domain.resumes import Experience, ParsedResume, WorkEntry
from domain.searches import Weights
from domain.skills import Keyword, Mention, PostingSkill, ResumeSkill
from domain.spans import Span
from domain.trades import TradeVector
from services.features.kinds import kind_keywords
from services.features.titles import read_title
from services.matching.columns import columns
from services.matching.damping import Damping
from services.matching.evidence import trade_key
from services.matching.rarity import RarityStatistics
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching

EXAMPLES = os.environ.get("MATCHING_EXAMPLES")
"""Examples per property in place of those below: `make test-fast` takes a few."""

examples = settings(max_examples=int(EXAMPLES or 100), deadline=None)
promised = settings(max_examples=int(EXAMPLES or 1000), deadline=None)
"""For what the HTTP contract promises of every score."""

SKILLS = [f"rf:skill-{number}" for number in range(12)]
TITLES = [
    "",
    "Registered Nurse",
    "Senior Nurse Manager",
    "Accountant",
    "Park Ranger (Seasonal)",
    "Student Trainee (Accounting Technician)",
    "Unheard Thing",
]
TERMS = [f"term{number}" for number in range(15)]


def read_whole_title(title: str) -> tuple[Keyword, ...]:
    """Return what a posting's features hold of its title: words, occupations and kinds of work."""
    return (*read_title(title), *kind_keywords(title))


class Neighbours:
    """Related skills as a fixed table: number n is close to n + 1."""

    def credit(self, resume_skill_ids, /):
        """Grant 0.4 for the next skill of each of the resume's."""
        owned = [skill for skill in SKILLS if skill in resume_skill_ids]
        return {SKILLS[(SKILLS.index(skill) + 1) % len(SKILLS)]: (0.4, skill) for skill in owned}


COMMON = np.sort(columns([*TERMS[::3], *SKILLS[::4]]))
TOOLS = MatchTools(
    Neighbours(),
    RarityStatistics(
        "test",
        1000,
        {skill: 10 * 2**place for place, skill in enumerate(SKILLS[:7])},
        Damping("counted", 1000, COMMON, np.array([1, 40, 90, 120, 160, 200, 230, 255])),
    ),
)


def mention(text):
    """Return a mention of a skill somewhere in a text."""
    return (Mention(text, Span(3, 3 + len(text)), "work"),)


def asked(skill_id, importance=Importance.REQUIRED):
    """Return a skill as a posting asks for it."""
    return PostingSkill(skill_id, skill_id.removeprefix("rf:"), importance, mention("in the ad"))


def owned(skill_id):
    """Return a skill as a resume states it."""
    return ResumeSkill(skill_id, skill_id.removeprefix("rf:"), mentions=mention("in the resume"))


def resume_of(skills=(), years=0.0, level=None, keywords=(), positions=(), trades=None):
    """Return a resume with these skill ids, years, level, keywords, (title, months) of positions and trades."""
    return ParsedResume(
        text="",
        work=tuple(WorkEntry(title, None, months=months) for title, months in positions),
        skills=tuple(map(owned, skills)),
        keywords=tuple(keywords),
        trades=trades or TradeVector(),
        experience=Experience(round(12 * years), years, level),
    )


def gained(resume, skill_ids, years):
    """Return the resume with these skills and as many years more."""
    known = {skill.id for skill in resume.skills}
    new = tuple(owned(skill) for skill in skill_ids if skill not in known)
    total = resume.experience.total_years + years
    longer = replace(resume.experience, total_years=total)
    return replace(resume, skills=resume.skills + new, experience=longer)


def posting_of(number, skills=(), keywords=(), posted_at=None, **requirements):
    """Return a posting that requires these skill ids; the rest as :class:`Requirements` names it."""
    wants = tuple(skill if isinstance(skill, PostingSkill) else asked(skill) for skill in skills)
    features = PostingFeatures(wants, Requirements(**requirements), tuple(keywords))
    return PostingForMatching(number, posted_at, features)


skill_ids = st.lists(st.sampled_from(SKILLS), unique=True, max_size=len(SKILLS))
years = st.floats(0, 50)
levels = st.none() | st.integers(1, 6)
share = st.floats(0, 1, allow_subnormal=False)
keyword_lists = st.lists(
    st.builds(Keyword, st.sampled_from(TERMS), st.integers(1, 9), st.floats(0.01, 1)), max_size=12
)
weights = st.builds(Weights.normalised, share, share, st.floats(0.01, 1))
requirements = st.builds(
    Requirements,
    min_years=st.none() | years,
    max_years=st.none() | years,
    level=levels,
    provenance=st.none() | st.sampled_from(Provenance),
)
trades = st.dictionaries(st.integers(0, 9), st.floats(0.01, 1), max_size=6).map(
    lambda shares: TradeVector(tuple(shares), tuple(part / len(shares) for part in shares.values()))
)
features = st.builds(
    PostingFeatures,
    st.lists(st.builds(asked, st.sampled_from(SKILLS), st.sampled_from(Importance)), max_size=14).map(tuple),
    requirements,
    keyword_lists.map(tuple),
    title=st.sampled_from(TITLES).map(read_whole_title),
    trades=trades,
)
dates = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)
positions = st.lists(st.tuples(st.sampled_from(TITLES), st.none() | st.integers(0, 600)), max_size=4)
resumes = st.builds(resume_of, skill_ids, years, levels, keyword_lists, positions, trades)


def leanings(keys):
    """Return leanings in units to some of these keys, as strong as they may be."""
    return st.dictionaries(st.sampled_from(keys), st.integers(-4096, 4096), max_size=6)


title_keys = sorted({word.key for title in TITLES for word in read_whole_title(title)})
preferences = st.builds(
    Preferences,
    leanings(SKILLS),
    leanings(TERMS),
    leanings(title_keys),
    leanings([trade_key(number) for number in range(10)]),
)


@st.composite
def posting_lists(draw, most=8):
    """Draw postings with distinct ids."""
    ids = draw(st.lists(st.integers(1, 10**9), unique=True, max_size=most))
    return [PostingForMatching(number, draw(dates), draw(features)) for number in ids]
