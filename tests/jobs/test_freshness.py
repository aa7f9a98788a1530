"""Postings that were fetched together are not all read again at once, and none is kept too long."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.postings import JobPosting
from domain.searches import SearchCriteria
from services.jobs.filters import contradiction
from services.jobs.freshness import EARLY, fresh_seconds

DAY = timedelta(hours=24)
NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_expiry_is_spread_over_the_last_hours() -> None:
    """A thousand neighbouring rows expire evenly within the last 15 % of the day, never after it."""
    ends = sorted(fresh_seconds(row, DAY) for row in range(1, 1001))
    assert ends[-1] <= DAY.total_seconds()
    assert ends[0] >= (1 - EARLY) * DAY.total_seconds()
    quarters = [
        sum(low <= (1 - end / 86_400) / EARLY < low + 0.25 for end in ends) for low in (0, 0.25, 0.5, 0.75)
    ]
    assert min(quarters) > 200


@pytest.mark.parametrize(
    ("closed", "expires", "reason"),
    [
        (None, None, None),
        (NOW, None, "closed"),
        (None, NOW - timedelta(minutes=1), "closed"),
        (None, NOW + timedelta(minutes=1), None),
    ],
)
def test_what_is_over_is_not_matched(
    closed: datetime | None, expires: datetime | None, reason: str | None
) -> None:
    """A closed posting, or one whose last day is over, is filtered out."""
    posting = JobPosting("x", "1", "Nurse", closed_at=closed, expires_at=expires)
    assert contradiction(posting, SearchCriteria(keywords="nurse"), NOW) == reason
