"""Skills that an account's postings share weigh less once they are counted, in a block and alone."""

from domain.searches import Weighing, Weights
from services.features.corpus import CorpusStatistics
from services.matching.counting import count_damping
from services.matching.evidence import weigh_skills
from services.matching.match import match_postings
from services.matching.matrix import PostingMatrix
from services.matching.rarity import RarityStatistics
from services.matching.scoring import score_postings
from services.matching.tools import MatchTools
from services.matching.vectors import posting_vector, resume_vector
from tests.matching.matching_cases import posting_of, resume_of

SHARED, RARE, KNOWN = (f"rf:{name}" for name in ("construction", "welding", "office"))
RARITY = RarityStatistics("shipped", 1_000, {KNOWN: 990})
POSTINGS = [posting_of(n, skills=[SHARED, KNOWN, *[RARE] * (n % 50 == 0)]) for n in range(200)]
STORED = PostingMatrix().append([posting_vector(one, RARITY) for one in POSTINGS])
BEFORE = MatchTools(rarity=RARITY)
COUNTED = BEFORE.counting(count_damping(STORED, CorpusStatistics("none", 1, {}), RARITY))


def skills_scores(resume, tools):
    """Return the skills sub-scores of all postings in ten-thousandths, as they are stored and ranked."""
    matrix = STORED.damped(tools.rarity.damping)
    return score_postings(resume_vector(resume, tools), matrix, Weights()).skills.tolist()


def test_what_all_postings_ask_tells_less_than_what_few_do():
    """Before the count either skill is worth the same; after it the shared one is worth a third at most."""
    shared, rare = resume_of(skills=[SHARED]), resume_of(skills=[RARE])
    assert skills_scores(shared, BEFORE)[0] == skills_scores(rare, BEFORE)[0]
    nothing = skills_scores(resume_of(), COUNTED)[0]
    gained = [skills_scores(resume, COUNTED)[0] - nothing for resume in (shared, rare)]
    assert 0 < 3 * gained[0] < gained[1]


def test_what_is_common_everywhere_is_not_damped_twice():
    """A skill that the shipped counts know as common keeps nearly all of the weight that they give it."""
    stored, counted = (
        weigh_skills(POSTINGS[1].features.skills, tools.rarity)[KNOWN].units for tools in (BEFORE, COUNTED)
    )
    assert 0.9 * stored <= counted <= stored


def test_a_posting_scores_the_same_among_all_and_alone():
    """The count is applied to whole numbers, wherever a posting stands."""
    resume = resume_of(skills=[SHARED, RARE])
    together = skills_scores(resume, COUNTED)
    for number in (0, 1, 50):
        (alone,) = match_postings(resume, [POSTINGS[number]], Weighing(), COUNTED)
        assert alone.breakdown.skills.score == together[number] / 10_000
