"""What a person likes and dislikes in postings, learnt from verdicts on them."""

from dataclasses import dataclass, field

LINE_OF_WORK = "line of work"
"""What all trades are called together that a text reads like: one by one they tell people little."""


@dataclass(frozen=True)
class Preferences:
    """Leanings in 1/1,024 log odds by key: above 0 for what liked postings have, below for the others'.

    Keys are those of skills, of keywords, of a title's words, occupations and kinds of work, and of trades.
    ``liked`` and ``disliked`` call the strongest by name, strongest first.
    """

    skills: dict[str, int] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    trades: dict[str, int] = field(default_factory=dict)
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[dict[str, int], ...]:
        """Return the leanings to skills, keywords, titles and trades."""
        return self.skills, self.terms, self.titles, self.trades
