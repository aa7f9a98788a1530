"""What an error means for a try: later, or over for good."""

import pytest

from domain.sources import BudgetSpent, Paced, RateLimited, Resting, SourceError, Transient
from services.tasks.kinds import Failed, Later
from services.tasks.verdicts import judge


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Paced(retry_after=900.0), Later),
        (RateLimited(retry_after=299.0), Later),
        (RateLimited(), Later),
        (Transient(), Later),
        (RateLimited(retry_after=3600.0), Failed),
        (Resting(retry_after=20.0), Failed),
        (BudgetSpent(retry_after=20.0), Failed),
    ],
)
def test_a_pause_of_minutes_is_waited_for_and_one_of_hours_is_the_outcome(
    error: SourceError, outcome: type[Later | Failed]
) -> None:
    """A search must not run until tomorrow because a source said so."""
    verdict = judge(error, attempt=1)
    assert type(verdict) is outcome
    if isinstance(verdict, Later):
        assert verdict.seconds >= (error.retry_after or 0.0)
        assert (verdict.problem is None) is isinstance(error, Paced)
