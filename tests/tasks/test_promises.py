"""What the engine promises about one task."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from domain.codes import TaskStatus
from domain.problems import Conflict, NotFound, Problem
from domain.sources import Paced, PostingGone, Transient
from models.sessions import act_as
from services.tasks.doorbell import Ring
from services.tasks.engine import run_task
from services.tasks.kinds import Done, Failed, FanOut, Kind, Later, ResultRef
from services.tasks.leases import claim_task
from services.tasks.submit import cancel, submit
from tests.tasks.world import AGO, World, effect


def doing(what: str, outcome=None, **options) -> Kind:
    """Return a kind whose one step leaves the trace ``what``."""

    def handler(work):
        def write(session):
            effect(what)(session)
            return outcome or Done()

        return write

    return Kind("noop", {"start": handler}, **options)


def raising(error: Exception, **options) -> Kind:
    def handler(work):
        raise error

    return Kind("noop", {"start": handler}, **options)


def test_a_submitted_task_is_done_once_and_finished(world: World):
    """Effect, result and status appear together."""
    world = world.with_kinds(doing("x", Done(TaskStatus.PARTIAL, ResultRef("search", 5))))
    task_id = world.submit("noop", request_id="r-1")
    assert world.answer() == ["done"]
    task = world.task(task_id)
    assert (task.status, task.result_kind, task.result_id) == ("partial", "search", 5)
    assert (task.attempts, task.request_id, task.token, task.lease_until) == (1, "r-1", None, None)
    assert task.created_at <= task.started_at <= task.finished_at
    assert world.effects() == ["x"]


def test_nothing_rings_before_the_commit_and_nothing_after_a_rollback(world: World):
    with world.session() as session:
        submit(session, account_id=world.account_id, kind="noop", subject_id=1)
        assert world.doorbell.take() == []
        session.rollback()
        session.commit()
    assert world.doorbell.take() == []
    task_id = world.submit("noop")
    assert world.doorbell.take() == [Ring("noop", task_id=task_id)]


def test_a_second_delivery_finds_nothing_to_claim(world: World):
    world = world.with_kinds(doing("x"))
    task_id = world.submit("noop")
    outcomes = [run_task(world.engine, "noop", task_id) for _ in range(3)]
    assert outcomes == ["done", None, None]
    assert world.effects() == ["x"]


def test_a_message_for_another_kind_or_an_unknown_id_does_nothing(world: World):
    """A forged or late message can only point at what is due."""
    world = world.with_kinds(doing("x"), Kind("other", {"start": lambda work: lambda session: Done()}))
    task_id = world.submit("noop")
    assert run_task(world.engine, "other", task_id) is None
    assert run_task(world.engine, "noop", task_id + 1000) is None
    assert world.task(task_id).status == "queued"


def test_a_task_that_is_not_due_cannot_be_claimed(world: World):
    world = world.with_kinds(doing("x"))
    task_id = world.submit("noop", due_at=datetime.now(UTC) + timedelta(hours=1))
    assert world.doorbell.take() == []
    assert run_task(world.engine, "noop", task_id) is None


def test_side_by_side_deliveries_claim_once(world: World):
    world = world.with_kinds(doing("x"))
    task_id = world.submit("noop")
    outcomes: list[str | None] = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(run_task(world.engine, "noop", task_id)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [None] * 7 + ["done"]
    assert world.effects() == ["x"]


@pytest.mark.parametrize(
    ("error", "status", "attempts", "code"),
    [
        (NotFound("gone"), "failed", 1, "not_found"),
        (PostingGone(), "failed", 1, "posting_gone"),
        (RuntimeError("a resume's text"), "queued", 1, None),
        (Transient(retry_after=30), "queued", 1, None),
        (Paced(retry_after=3), "queued", 0, None),
        (TimeoutError(), "queued", 1, None),
    ],
)
def test_exceptions_become_stored_outcomes(world: World, error, status, attempts, code):
    """On purpose is final, surprises and passing troubles come back later, waiting one's turn is free."""
    world = world.with_kinds(raising(error))
    task_id = world.submit("noop")
    world.answer()
    task = world.task(task_id)
    assert (task.status, task.attempts) == (status, attempts)
    assert (task.error or {}).get("code") == code
    if status == "queued":
        wait = (task.due_at - task.created_at).total_seconds()
        assert wait >= (getattr(error, "retry_after", None) or 1) * 0.9


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuntimeError("a resume's text"), "attempts_exhausted"),
        (Transient(), "transient"),
        (TimeoutError(), "timeout"),
    ],
)
def test_the_last_failed_try_fails_the_task_with_its_reason(world: World, error, code):
    """Three tries and not one more; the failure effect runs with the status; no message leaks."""
    seen: list[str] = []

    def on_failure(session, work, problem):
        effect("failed")(session)
        seen.append(problem.code)

    world = world.with_kinds(raising(error, on_failure=on_failure))
    task_id = world.submit("noop")
    for _ in range(5):
        world.change(task_id, due_at=AGO)
        run_task(world.engine, "noop", task_id)
    task = world.task(task_id)
    assert (task.status, task.attempts, task.error["code"]) == ("failed", 3, code)
    assert "resume's" not in str(task.error)
    assert world.effects() == ["failed"]
    assert seen == [code]


def test_a_task_that_kills_its_worker_is_tried_three_times_only(world: World):
    """A crash leaves an expired lease; the fourth claim runs no handler, it stores the failure."""
    world = world.with_kinds(doing("x"))
    task_id = world.submit("noop")
    for _ in range(3):
        assert claim_task(world.sessions, task_id, ("noop", "start"), 15) is not None
        world.change(task_id, lease_until=AGO)
    assert run_task(world.engine, "noop", task_id) == "failed"
    task = world.task(task_id)
    assert (task.status, task.attempts, task.error["code"]) == ("failed", 3, "attempts_exhausted")
    assert world.effects() == []


def test_a_failure_effect_that_breaks_does_not_keep_the_task_open(world: World):
    def on_failure(session, work, problem):
        effect("half")(session)
        raise KeyError("broken")

    world = world.with_kinds(raising(NotFound(), on_failure=on_failure))
    task_id = world.submit("noop")
    world.answer()
    assert world.task(task_id).status == "failed"
    assert world.effects() == []


def test_later_with_a_problem_counts_and_without_does_not(world: World):
    problem = Problem("busy", "Busy")
    outcomes = iter([Later(5), Later(5, problem), Later(5, problem)])
    world = world.with_kinds(
        Kind("noop", {"start": lambda work: lambda session: next(outcomes)}, max_attempts=2)
    )
    task_id = world.submit("noop")
    states = []
    for _ in range(3):
        world.change(task_id, due_at=AGO)
        run_task(world.engine, "noop", task_id)
        states.append((world.task(task_id).status, world.task(task_id).attempts))
    assert states == [("queued", 0), ("queued", 1), ("failed", 2)]
    assert world.task(task_id).error["code"] == "busy"


def test_a_failed_outcome_is_stored(world: World):
    world = world.with_kinds(doing("x", Failed(Problem("no_text", "No text"))))
    task_id = world.submit("noop")
    world.answer()
    assert world.task(task_id).error["code"] == "no_text"


def test_steps_follow_each_other_with_fresh_attempts(world: World):
    """A step may go on to the next without any parts."""
    done = []

    def first(work):
        done.append(work.step)
        return lambda session: FanOut("finish")

    def finish(work):
        done.append((work.step, work.attempts))
        return lambda session: Done()

    world = world.with_kinds(Kind("noop", {"start": first, "finish": finish}))
    task_id = world.submit("noop")
    assert world.answer() == ["fanout", "done"]
    assert done == ["start", ("finish", 1)]
    assert world.task(task_id).status == "succeeded"


def test_the_effect_acts_for_the_tasks_account_alone(world: World):
    """Row-level security holds inside effects: a task of one account sees no other account's rows."""
    world = world.with_kinds(doing("x"))
    world.submit("noop")
    world.answer()
    with world.sessions() as session:
        act_as(session, world.account_id + 1)
        assert cancel_refused(session, world.account_id, 1)


def cancel_refused(session, account_id, task_id) -> bool:
    try:
        cancel(session, account_id, task_id)
    except NotFound:
        return True
    return False


def test_a_cancelled_task_refuses_the_effect_of_whoever_runs_it(world: World):
    saw = []

    def handler(work):
        with world.session() as session, session.begin():
            cancel(session, world.account_id, work.id)
        deadline = datetime.now(UTC) + timedelta(seconds=3)
        while not work.cancelled() and datetime.now(UTC) < deadline:
            threading.Event().wait(0.02)
        saw.append(work.cancelled())
        return lambda session: effect("x")(session) or Done()

    world = world.with_kinds(Kind("noop", {"start": handler}))
    task_id = world.submit("noop")
    assert world.answer() == ["refused"]
    assert saw == [True]
    assert world.task(task_id).status == "cancelled"
    assert world.task(task_id).finished_at is not None
    assert world.effects() == []


def test_a_finished_task_cannot_be_cancelled(world: World):
    world = world.with_kinds(doing("x"))
    task_id = world.submit("noop")
    world.answer()
    with world.session() as session, pytest.raises(Conflict):
        cancel(session, world.account_id, task_id)


def test_progress_is_seen_while_the_work_runs(world: World):
    seen = []

    def handler(work):
        work.progress(0, 25, "fetching postings")
        work.progress(7, 25, "fetching postings")  # too soon after the first: not worth a write
        seen.append(world.task(work.id))
        work.progress(25, 25, "fetching postings")
        seen.append(world.task(work.id))
        return lambda session: Done()

    world = world.with_kinds(Kind("noop", {"start": handler}))
    world.submit("noop")
    world.answer()
    assert [(task.progress_done, task.progress_total, task.stage) for task in seen] == [
        (0, 25, "fetching postings"),
        (25, 25, "fetching postings"),
    ]
