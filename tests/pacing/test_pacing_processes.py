"""Eight processes share one rate through Redis: nobody bursts, and next to nothing is wasted."""

import pytest
import redis

from benchmarks.pacing import Load, measure, worst_second


@pytest.mark.services
def test_processes_share_one_rate_without_bursts_or_waste(valkey: "redis.Redis") -> None:
    """5 requests a second for 10 s: never more than 6 in any one second, 95 % of the budget used.

    ``rolefit bench pacing`` does the same for a minute.
    """
    address = valkey.connection_pool.connection_kwargs["path"]
    found = measure(f"unix://{address}", Load(processes=8, per_second=5.0, seconds=10.0))
    assert found.worst_second <= 6
    assert 0.95 <= found.used <= 1.05
    assert found.fewest_by_a_process >= 3


def test_the_worst_second_is_looked_for_everywhere() -> None:
    """A burst across the border of two full seconds counts as one."""
    assert worst_second([0.0, 0.95, 0.96, 1.03, 1.94]) == 4
    assert worst_second([]) == 0
