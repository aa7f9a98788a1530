"""Weights as they are asked for, in any scale."""

from domain.problems import Invalid
from domain.searches import Weights
from services.ports import SentenceModelAbsent
from web.dependencies import dependencies


def read_weights(given: dict[str, float] | None) -> Weights | None:
    """Return the weights scaled to sum to 1, None if none are given.

    Raise Invalid if all are zero, SentenceModelAbsent for a weight of meaning where nothing can read it.
    """
    if given is None:
        return None
    try:
        weights = Weights.normalised(**given)
    except ValueError as error:
        raise Invalid(weights=str(error)) from error
    if weights.semantic:
        dependencies().sentences()
    return weights


def reads_meaning() -> bool:
    """Tell whether a sentence model is installed here."""
    try:
        dependencies().sentences()
    except SentenceModelAbsent:
        return False
    return True
