"""Where in a stored text a fact was read."""

from typing import NamedTuple


class Span(NamedTuple):
    """Point at ``text[start:end]``: Unicode code points, half-open, into the *stored* text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words this span points at."""
        return text[self.start : self.end]
