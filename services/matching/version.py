"""Name the formula and who weighs. Light: who only names them needs no numpy."""

from domain.codes import Ranker
from domain.searches import Weighing

FORMULA = 8
"""Raise it with any change of a constant, of a sub-score or of the trades' numbers: what was learnt under
another is not used."""

ALGORITHM = f"{Ranker.WEIGHTED}@{FORMULA}"


def algorithm_of(weighing: Weighing) -> str:
    """Return what a match says it was ranked by: ``weighted@8``, or ``learned@8+`` and what was learnt."""
    learnt = f"+{weighing.version}" if weighing.version else ""
    return f"{weighing.ranker}@{FORMULA}{learnt}"
