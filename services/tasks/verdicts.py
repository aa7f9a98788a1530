"""Decide what an exception means for a try: over for good, or later again. Pure."""

import random

from domain.problems import DomainError, Problem
from domain.sources import Paced, SourceError
from services.tasks.kinds import Failed, Later

_LONGEST = 300.0
EXHAUSTED = "attempts_exhausted"


def judge(error: Exception, attempt: int) -> Later | Failed:
    """Return what follows from ``error`` in try number ``attempt`` (from 1).

    A source's "not yet" uses no attempt, its passing troubles and our own surprises are tried again,
    whatever else a service raises on purpose is final; so is a pause longer than five minutes, which
    nobody waits for.
    """
    match error:
        case Paced():
            return Later(error.retry_after or 1.0)
        case SourceError() if error.retryable and (error.retry_after or 0.0) <= _LONGEST:
            return Later(max(error.retry_after or 0.0, backoff(attempt)), error.as_problem())
        case DomainError():
            return Failed(error.as_problem())
        case TimeoutError():
            return Later(backoff(attempt), Problem("timeout", "The work took too long and was stopped"))
        case _:
            return Later(backoff(attempt), exhausted(f"the last try ended in {type(error).__name__}"))


def backoff(attempt: int) -> float:
    """Return seconds to wait after try ``attempt``: 1, 4, 16 … up to five minutes, plus up to a fifth."""
    spread = 1.0 + random.random() / 5  # noqa: S311 - to spread load, not a secret
    return float(min(4.0 ** (attempt - 1), _LONGEST) * spread)


def exhausted(detail: str) -> Problem:
    """Return the problem of work that failed every time. Never quote an exception: it may hold a resume."""
    return Problem(EXHAUSTED, "The work failed every time it was tried", detail)


def last_word(outcome: Later | Failed, attempt: int, max_attempts: int) -> Later | Failed:
    """Turn a failed try into the failure when it was the last one allowed."""
    if isinstance(outcome, Later) and outcome.problem is not None and attempt >= max_attempts:
        return Failed(outcome.problem)
    return outcome
