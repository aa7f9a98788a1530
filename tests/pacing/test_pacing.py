"""Pacing holds the rate however many ask, rests what was refused, and survives the loss of Redis."""

import itertools
import time
from collections.abc import Callable

import pytest
import redis

from adapters.pacing.pacer import Pacer, make_pacer
from adapters.pacing.policies import Policy
from adapters.pacing.stores import LocalStore, RedisStore
from domain.sources import (
    AuthExpired,
    BadQuery,
    Blocked,
    BudgetSpent,
    ChallengeRequired,
    Paced,
    RateLimited,
    Resting,
    SourceError,
    Transient,
)

EVEN = Policy(4.0, jitter=0)
HOUR = 3600.0


@pytest.fixture
def pacer(clock: Callable[[], float]) -> Pacer:
    """Return a pacer on the test's clock."""
    return Pacer(LocalStore(clock))


def fail(pacer: Pacer, error: SourceError, policy: Policy = EVEN, *, key: str = "a") -> None:
    """Send one request that meets this error."""
    with pytest.raises(type(error)), pacer.turn(key, policy):
        raise error


def succeed(pacer: Pacer, policy: Policy = EVEN) -> None:
    """Send one request that is answered."""
    with pacer.turn("a", policy):
        pass


def test_the_first_request_is_free_and_the_next_is_not(pacer: Pacer, clock) -> None:
    assert pacer.reserve("a", EVEN) == 0
    assert pacer.reserve("a", EVEN) == pytest.approx(4.0)
    clock.now += 4.0
    assert pacer.reserve("a", EVEN) == 0


def test_a_late_caller_does_not_cost_the_rate(pacer: Pacer, clock) -> None:
    """Ten callers, each a tenth of the interval late, take no longer than ten punctual ones."""
    assert pacer.reserve("a", EVEN) == 0
    for number in range(1, 10):
        clock.now = clock.now - (clock.now % 86_400) + 43_200 + 4.0 * number + 0.4
        assert pacer.reserve("a", EVEN) == 0
    assert pacer.reserve("a", EVEN) == pytest.approx(3.6)


def test_keys_do_not_wait_for_each_other(pacer: Pacer) -> None:
    assert pacer.reserve("a", EVEN) == 0
    assert pacer.reserve("b", EVEN) == 0


def test_a_burst_is_allowed_after_a_pause_and_paid_back(pacer: Pacer, clock) -> None:
    policy = Policy(4.0, burst=3, jitter=0)
    assert [pacer.reserve("a", policy) for _ in range(3)] == [0, 0, 0]
    assert pacer.reserve("a", policy) > 3
    clock.now += 4.0
    assert pacer.reserve("a", policy) == 0
    assert pacer.reserve("a", policy) > 0


def test_refused_callers_are_told_different_times_up_to_a_limit(pacer: Pacer) -> None:
    """Fifty pages of one search must not all return in the same second; none is sent away for hours."""
    pacer.reserve("a", EVEN)
    waits = [pacer.reserve("a", EVEN) for _ in range(50)]
    assert waits[:4] == pytest.approx([4.0, 8.0, 12.0, 16.0])
    assert max(waits) == pytest.approx(4.0 * 33)


def test_who_comes_back_when_told_is_let_through(pacer: Pacer, clock) -> None:
    policy = Policy(4.0)
    pacer.reserve("a", policy)
    returns = sorted(clock.now + pacer.reserve("a", policy) for _ in range(20))
    for moment in returns:
        clock.now = moment
        assert pacer.reserve("a", policy) == 0


def test_jitter_only_ever_slows_down(pacer: Pacer, clock) -> None:
    policy = Policy(4.0, jitter=0.25)
    pacer.reserve("a", policy)
    moments = []
    for _ in range(50):
        clock.now += pacer.reserve("a", policy)
        moments.append(clock.now)
        assert pacer.reserve("a", policy) == 0
    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert all(3.59 <= gap <= 10.01 for gap in gaps)
    assert max(gaps) - min(gaps) > 0.2


def test_one_request_at_a_time_until_it_reports_back_or_its_lease_ends(pacer: Pacer, clock) -> None:
    alone = Policy(4.0, jitter=0, lease_seconds=45.0)
    with pacer.turn("a", alone):
        clock.now += 30.0
        with pytest.raises(Paced), pacer.turn("a", alone):
            pytest.fail("two requests in flight")
    clock.now += 10.0
    with pytest.raises(KeyError), pacer.turn("a", alone):
        raise KeyError("a defect of ours, nobody reports")
    clock.now += 40.0
    with pytest.raises(Paced), pacer.turn("a", alone):
        pytest.fail("the lease is still held")
    clock.now += 10.0
    succeed(pacer, alone)


def test_the_daily_budget_ends_and_returns_at_midnight(pacer: Pacer, clock) -> None:
    policy = Policy(4.0, jitter=0, daily_budget=2)
    for left in (1, 0):
        succeed(pacer, policy)
        clock.now += 4.0
        assert pacer.status("a", policy).budget_left == left
    with pytest.raises(BudgetSpent) as spent:
        succeed(pacer, policy)
    assert spent.value.retry_after == pytest.approx(12 * HOUR - 8)
    assert not spent.value.retryable
    clock.now += spent.value.retry_after
    succeed(pacer, policy)
    assert pacer.status("a", policy).budget_left == 1


@pytest.mark.parametrize(
    ("errors", "hours"),
    [([Blocked()], 6), ([ChallengeRequired()], 12), ([AuthExpired(), AuthExpired()], 1)],
    ids=["999", "challenge", "signed out twice"],
)
def test_a_refusal_only_a_person_can_mend_rests_the_key_for_hours(pacer: Pacer, clock, errors, hours) -> None:
    for error in errors:
        assert pacer.status("a", EVEN).breaker == "closed"
        fail(pacer, error)
        clock.now += 4.0
    status = pacer.status("a", EVEN)
    assert (status.breaker, status.reason, status.needs_person) == ("open", errors[0].code, True)
    with pytest.raises(Resting, match="a person must act") as resting:
        succeed(pacer)
    assert resting.value.retry_after == pytest.approx(hours * HOUR - 4)
    assert not resting.value.retryable


def test_after_the_rest_one_probe_decides(pacer: Pacer, clock) -> None:
    """Half open: one request at a time; a second refusal rests twice as long, an answer closes."""
    fail(pacer, Blocked())
    clock.now += 6 * HOUR
    assert pacer.status("a", EVEN).breaker == "half_open"
    probe = pacer.turn("a", EVEN)
    probe.__enter__()
    clock.now += 5.0
    with pytest.raises(Paced), pacer.turn("a", EVEN):
        pytest.fail("two probes at once")
    assert not probe.__exit__(Blocked, Blocked(), None)
    assert pacer.status("a", EVEN).breaker == "open"
    clock.now += 12 * HOUR - 1
    with pytest.raises(Paced):
        succeed(pacer)
    clock.now += 1
    succeed(pacer)
    assert pacer.status("a", EVEN).breaker == "closed"


def test_429_waits_as_told_halves_the_rate_and_recovers_slowly(pacer: Pacer, clock) -> None:
    fail(pacer, RateLimited(retry_after=17.0))
    with pytest.raises(Paced) as paced:
        succeed(pacer)
    assert paced.value.retry_after == pytest.approx(17.0)
    clock.now += 17.0
    succeed(pacer)
    assert 7.0 < pacer.reserve("a", EVEN) <= 8.0
    for _ in range(25):
        clock.now += 8.0
        succeed(pacer)
    assert pacer.status("a", EVEN).slowed == 1.0


def test_a_429_that_names_an_hour_is_not_waited_for(pacer: Pacer) -> None:
    fail(pacer, RateLimited(retry_after=HOUR))
    with pytest.raises(Resting, match="rate_limited") as resting:
        succeed(pacer)
    assert "person" not in str(resting.value)


def test_a_burst_of_refusals_counts_once(pacer: Pacer, clock) -> None:
    """Eight requests in flight meet the same 429: the rate is halved, not divided by 256."""
    policy = Policy(1.0, burst=8, jitter=0)
    turns = [pacer.turn("a", policy) for _ in range(8)]
    for turn in turns:
        turn.__enter__()
    refusal = RateLimited()
    for turn in turns:
        assert not turn.__exit__(RateLimited, refusal, None)
    assert pacer.status("a", policy).slowed == 2.0


def test_five_failures_in_a_row_open_and_an_answer_starts_the_count_anew(pacer: Pacer, clock) -> None:
    for _ in range(4):
        fail(pacer, Transient())
        clock.now += 4.0
    succeed(pacer)
    for _ in range(5):
        assert pacer.status("a", EVEN).breaker == "closed"
        clock.now += 4.0
        fail(pacer, Transient())
    assert pacer.status("a", EVEN).breaker == "open"
    assert not pacer.status("a", EVEN).needs_person


def test_a_bad_answer_is_an_answer(pacer: Pacer, clock) -> None:
    for _ in range(20):
        fail(pacer, BadQuery())
        clock.now += 4.0
    assert pacer.status("a", EVEN).breaker == "closed"


def test_a_person_who_acted_closes_the_breaker(pacer: Pacer, clock) -> None:
    fail(pacer, Blocked())
    pacer.reset("a")
    clock.now += 4.0
    succeed(pacer)


def test_no_interval_means_no_waiting_but_a_breaker_still(pacer: Pacer, clock) -> None:
    unhurried = Policy(0.0)
    for _ in range(100):
        succeed(pacer, unhurried)
    fail(pacer, Blocked(), unhurried)
    with pytest.raises(Resting):
        succeed(pacer, unhurried)


def scripted(pacer: Pacer) -> list[object]:
    """Return what a varied sequence of requests comes to, times in tens of seconds: machines differ."""
    alone = Policy(100.0, jitter=0, lease_seconds=45.0, daily_budget=3)
    seen: list[object] = [round(pacer.reserve("even", Policy(100.0, jitter=0)), -1) for _ in range(40)]
    seen += [round(pacer.reserve("burst", Policy(100.0, burst=3, jitter=0)), -1) for _ in range(6)]
    for key, error in (("b", Blocked()), ("c", RateLimited(retry_after=500.0)), ("t", Transient())):
        for _ in range(3):
            try:
                with pacer.turn(key, alone):
                    raise error
            except SourceError as outcome:
                seen.append((type(outcome).__name__, round(outcome.retry_after or 0, -1)))
        status = pacer.status(key, alone)
        seen.append((status.breaker, status.reason, status.slowed, status.budget_left))
        pacer.reset(key)
        seen.append(pacer.status(key, alone).breaker)
    for _ in range(4):
        seen.append(_spend(pacer))
    return seen


def _spend(pacer: Pacer) -> str:
    try:
        with pacer.turn("spent", Policy(0.001, jitter=0, daily_budget=3)):
            time.sleep(0.002)
    except SourceError as outcome:
        return type(outcome).__name__
    return "sent"


def test_redis_and_the_process_come_to_the_same(valkey: "redis.Redis") -> None:
    assert scripted(Pacer(RedisStore(valkey))) == scripted(Pacer(LocalStore()))


def test_half_open_and_recovery_are_the_same_in_redis(valkey: "redis.Redis") -> None:
    quick = Policy(0.001, jitter=0)
    pacer = Pacer(RedisStore(valkey))
    fail(pacer, RateLimited(retry_after=1.0), quick)
    assert pacer.status("a", quick).breaker == "open"
    time.sleep(1.05)
    assert pacer.status("a", quick).breaker == "half_open"
    with pacer.turn("a", quick), pytest.raises(Paced), pacer.turn("a", quick):
        pytest.fail("two probes at once")
    assert pacer.status("a", quick).breaker == "closed"
    assert pacer.status("a", quick).slowed == pytest.approx(2 * 0.97)


def test_what_is_kept_in_redis_goes_away(valkey: "redis.Redis") -> None:
    pacer = Pacer(RedisStore(valkey))
    pacer.reserve("a", EVEN)
    fail(pacer, Blocked(), Policy(0.001, jitter=0), key="b")
    assert all(0 < valkey.ttl(key) <= 172_800 for key in ("pace:a", "pace:b"))


def test_a_wiped_redis_is_learned_anew(valkey: "redis.Redis") -> None:
    """Losing the state costs one more refusal, never an error and never a burst."""
    pacer = Pacer(RedisStore(valkey))
    fail(pacer, Blocked())
    valkey.flushall()
    valkey.script_flush()
    fail(pacer, Blocked())
    with pytest.raises(Resting):
        succeed(pacer)


def test_a_request_whose_state_was_wiped_still_reports_back(valkey: "redis.Redis") -> None:
    pacer = Pacer(RedisStore(valkey))
    turn = pacer.turn("a", EVEN)
    turn.__enter__()
    valkey.flushall()
    assert not turn.__exit__(Blocked, Blocked(), None)
    assert pacer.status("a", EVEN).breaker == "open"
    assert valkey.ttl("pace:a") > 0


def test_without_redis_everything_goes_on_within_the_process() -> None:
    started = time.monotonic()
    pacer = make_pacer("redis://127.0.0.1:9/0")
    policy = Policy(4.0, daily_budget=10)
    with pytest.raises(Blocked), pacer.turn("a", policy):
        raise Blocked
    with pytest.raises(Resting):
        succeed(pacer, policy)
    assert pacer.status("a", policy).budget_left == 9
    assert time.monotonic() - started < 1
