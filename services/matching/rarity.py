"""Rarity of skills: how much it says that a posting asks for this one. Versioned, so that scores repeat."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from math import log

from domain.postings import PostingFeatures
from services.matching.damping import Damping

TYPICAL_SHARE = 0.02
"""Share of postings that name a skill of ordinary rarity, whose weight is 1."""

PRIOR_POSTINGS = 50
"""How many postings the assumption of ordinary rarity is worth against what was counted."""

LEAST, MOST = 0.25, 1.5
"""Bounds of a weight: a skill everybody asks for still counts, an oddity does not drown the rest."""


@dataclass(frozen=True)
class RarityStatistics:
    """Document frequencies of skills over ``documents`` postings; ``version`` names this very count.

    ``damping`` says which words and skills weigh less among an account's postings; stored vectors know none.
    """

    version: str = "prior"
    documents: int = 0
    frequencies: Mapping[str, int] = field(default_factory=dict)
    damping: Damping = field(default_factory=Damping)

    @property
    def name(self) -> str:
        """Return what a match was scored with: this count, and that of the account's postings if any."""
        return f"{self.version}+{self.damping.version}" if self.damping.version else self.version

    def weight(self, skill_id: str) -> float:
        """Return the skill's rarity in [0.25, 1.5]: 1 for an ordinary skill and for one never counted.

        Inverse document frequency (Spärck Jones 1972) of the smoothed share, relative to an ordinary skill's.
        """
        if not self.frequencies.get(skill_id):
            return 1.0
        return min(MOST, max(LEAST, log(1 / self.share(skill_id)) / log(1 / TYPICAL_SHARE)))

    def share(self, skill_id: str) -> float:
        """Return the smoothed share of postings that name a skill, an ordinary one's if never counted."""
        frequency = self.frequencies.get(skill_id, 0)
        if frequency == 0:
            return TYPICAL_SHARE
        return (frequency + PRIOR_POSTINGS * TYPICAL_SHARE) / (self.documents + PRIOR_POSTINGS)


def count_skills(postings: Iterable[PostingFeatures]) -> RarityStatistics:
    """Count in how many postings each skill occurs; the version is a digest of the counts themselves."""
    frequencies: Counter[str] = Counter()
    documents = 0
    for features in postings:
        documents += 1
        frequencies.update({skill.id for skill in features.skills})
    counted = repr((documents, sorted(frequencies.items())))
    version = blake2b(counted.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return RarityStatistics(version, documents, dict(frequencies))
