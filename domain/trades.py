"""Lines of work that a text reads like."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TradeVector:
    """Numbers of ESCO's occupations and groups of them, and their parts of a vector of length one at most."""

    trades: tuple[int, ...] = ()
    weights: tuple[float, ...] = ()
