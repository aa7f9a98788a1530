"""The explained score of one posting for one resume."""

from dataclasses import dataclass

from domain.codes import Importance, Provenance
from domain.preferences import LINE_OF_WORK
from domain.skills import Mention


@dataclass(frozen=True)
class SkillCredit:
    """How one skill of the posting was met: ``credit`` 1 exact, ≤ 0.5 related (``via`` names the skill)."""

    id: str
    name: str
    importance: Importance
    credit: float
    via: str | None = None
    resume_mentions: tuple[Mention, ...] = ()
    job_mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class SkillsScore:
    """Sub-score for skills, in [0, 1], and what it is made of."""

    score: float
    weight: float
    points: float
    matched: tuple[SkillCredit, ...] = ()
    related: tuple[SkillCredit, ...] = ()
    missing: tuple[SkillCredit, ...] = ()


@dataclass(frozen=True)
class ExperienceScore:
    """Sub-score for experience, in [0, 1]: how near it is, and whether years and level reach what is asked.

    ``nearness`` of the resume's line of work to the posting's is in [0, 1], None for a posting that tells
    neither by title nor by text. It is made of ``title_nearness``, of the positions to the title, and
    ``trade_nearness``, of what both texts read like; either is None where there is nothing to compare.
    ``kinds`` of work (``professional``, ``technical`` …) are those that the title names, ``kind_nearness``
    is how near the positions come to them, and nearness has it in it.
    ``nearest_position`` is nearest to the title, ``reads_like`` is an occupation that the resume's text reads
    like where that is nearer still, ``shared_trades`` are what both texts read like most, and
    ``relevant_years`` are those that count.
    """

    score: float
    weight: float
    points: float
    resume_years: float
    required_min_years: float | None = None
    required_max_years: float | None = None
    level_distance: int | None = None
    provenance: Provenance | None = None
    nearness: float | None = None
    nearest_position: str | None = None
    relevant_years: float | None = None
    title_nearness: float | None = None
    trade_nearness: float | None = None
    shared_trades: tuple[str, ...] = ()
    kind_nearness: float | None = None
    kinds: tuple[str, ...] = ()
    reads_like: str | None = None


@dataclass(frozen=True)
class TermContribution:
    """A term's share of the keyword cosine."""

    term: str
    contribution: float


@dataclass(frozen=True)
class KeywordsScore:
    """Sub-score for wording: cosine of TF-IDF vectors, in [0, 1]."""

    score: float
    weight: float
    points: float
    top_terms: tuple[TermContribution, ...] = ()


@dataclass(frozen=True)
class SemanticScore:
    """Sub-score for meaning, in [0, 1]: how alike a sentence model finds posting and ``nearest_position``.

    ``cosine`` is that of their vectors; None where the resume tells of no position, and the score is 0.
    """

    score: float
    weight: float
    points: float
    cosine: float | None = None
    nearest_position: str | None = None


@dataclass(frozen=True)
class Leaning:
    """What something that a posting names adds to its score, in points; below 0 for what was disliked."""

    name: str
    points: float


@dataclass(frozen=True)
class PreferenceScore:
    """What verdicts on other postings add or take, in points: no share of the score, but on top of it.

    ``liked`` and ``disliked`` are what the posting names that moves it most. ``points`` end where the score
    would leave 0 to 100, theirs do not.
    """

    points: float
    liked: tuple[Leaning, ...] = ()
    disliked: tuple[Leaning, ...] = ()

    @property
    def reasons(self) -> list[str]:
        """Return what led to the points by name: things before the line of work, which is many at once."""
        named = [one.name for one in (self.liked if self.points > 0 else self.disliked)]
        return sorted(named, key=LINE_OF_WORK.__eq__)


@dataclass(frozen=True)
class RequirementCheck:
    """Something a posting demands beyond skills and years, and whether the resume names what meets it.

    ``kind`` is education, certificate, language or clearance; ``found`` is what the resume has of it. ``met``
    is None where nobody can tell: of a certificate beside another that is shown ("CPA or CMA"), and where the
    resume was read before such things were.
    """

    kind: str
    name: str
    met: bool | None
    found: str | None = None


@dataclass(frozen=True)
class ScoreBreakdown:
    """The whole explanation; the ``points`` of its parts sum to the match's score (0 to 100).

    ``semantic`` is there only where it was asked for, ``preference`` where there were verdicts to learn from.
    """

    skills: SkillsScore
    experience: ExperienceScore
    keywords: KeywordsScore
    semantic: SemanticScore | None = None
    preference: PreferenceScore | None = None


@dataclass(frozen=True)
class ScoredPosting:
    """One scored posting. ``score`` is 0 to 100 with one decimal: shown, stored and sorted by.

    ``algorithm`` names the formula, ``statistics`` the counts of rarity that weighed the skills.
    ``requirements`` change no score.
    """

    posting_id: int
    score: float
    breakdown: ScoreBreakdown
    summary: str
    algorithm: str
    statistics: str = ""
    requirements: tuple[RequirementCheck, ...] = ()
