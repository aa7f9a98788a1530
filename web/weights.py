"""Weights as they are asked for, in any scale."""

from domain.problems import Invalid
from domain.searches import Weights


def read_weights(given: dict[str, float] | None) -> Weights | None:
    """Return the weights scaled to sum to 1, None if none are given; Invalid if all are zero."""
    try:
        return None if given is None else Weights.normalised(**given)
    except ValueError as error:
        raise Invalid(weights=str(error)) from error
