"""What a search asks for, and how its score is weighted."""

from dataclasses import dataclass

from domain.codes import JobType, Ranker, Workplace

MAX_POSTINGS = 500
"""Most postings one search may ask a source for; LinkedIn itself stops at 1,000."""


@dataclass(frozen=True)
class Weights:
    """Shares of the sub-scores; always sum to 1. ``semantic`` needs a sentence model, and is 0 without."""

    skills: float = 0.5
    experience: float = 0.3
    keywords: float = 0.2
    semantic: float = 0.0

    @property
    def shares(self) -> tuple[float, ...]:
        """Return the shares of skills, experience and keywords, and that of meaning where it has any."""
        plain = (self.skills, self.experience, self.keywords)
        return (*plain, self.semantic) if self.semantic else plain

    @property
    def plain(self) -> "Weights":
        """Return these weights without meaning; the default ones where nothing else counts."""
        if not self.semantic:
            return self
        if self.skills + self.experience + self.keywords <= 0:
            return Weights()
        return Weights.normalised(self.skills, self.experience, self.keywords)

    @classmethod
    def normalised(
        cls, skills: float, experience: float, keywords: float, semantic: float = 0.0
    ) -> "Weights":
        """Scale non-negative numbers to sum to 1; ValueError if negative or all zero."""
        parts = (skills, experience, keywords, semantic)
        total = sum(parts)
        if min(parts) < 0 or not 0 < total < float("inf"):
            raise ValueError("weights must be non-negative numbers, at least one above zero")
        return cls(*(part / total for part in parts))


@dataclass(frozen=True)
class Weighing:
    """The shares of the sub-scores and who chose them; ``version`` names what a learned ranker had learnt."""

    weights: Weights = Weights()
    ranker: Ranker = Ranker.WEIGHTED
    version: str = ""


@dataclass(frozen=True)
class SearchCriteria:
    """A job search; field names and codes as the ``search_and_match`` parameters have them.

    ``companies`` are those whose own boards are read, such as ``greenhouse:acme``.
    """

    keywords: str
    location: str | None = None
    experience: tuple[int, ...] = ()
    remote: tuple[Workplace, ...] = ()
    job_type: tuple[JobType, ...] = ()
    limit: int = 50
    sources: tuple[str, ...] = ()
    exclude_companies: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
