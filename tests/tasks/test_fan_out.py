"""What the engine promises about work that fans out."""

import threading

import pytest

from domain.problems import NotFound, Problem
from domain.sources import Paced, Transient
from models.sessions import act_as
from services.tasks.doorbell import Ring
from services.tasks.engine import run_part, run_task
from services.tasks.kinds import Done, FanOut, Kind, Part
from services.tasks.leases import claim_part
from services.tasks.submit import cancel
from tests.tasks.world import AGO, World, effect


def search(collected: list, page=None, **options) -> Kind:
    """Return a kind that fans out twice: two pages, then three details, then it scores."""

    def start(work):
        return lambda session: FanOut(
            "merge", tuple(Part("page", {"n": n}) for n in range(2)), "reading pages"
        )

    def merge(work):
        collected.append(work.parts())
        return lambda session: FanOut("score", tuple(Part("detail", {"n": n}) for n in range(3)))

    def score(work):
        collected.append(work.parts())
        return lambda session: effect("scored")(session) or Done()

    def detail(work):
        return lambda session: effect(["detail", work.payload["n"]])(session) or {"n": work.payload["n"]}

    def plain_page(work):
        return lambda session: {"page": work.position}

    steps = {"start": start, "merge": merge, "score": score}
    return Kind("hunt", steps, {"page": page or plain_page, "detail": detail}, **options)


def test_two_fan_outs_in_a_row_finish_exactly_once(world: World):
    collected: list = []
    world = world.with_kinds(search(collected))
    task_id = world.submit("hunt")
    world.answer()
    assert world.task(task_id).status == "succeeded"
    pages, details = collected
    assert [part.outcome for part in pages] == [{"page": 0}, {"page": 1}]
    assert [part.outcome for part in details] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert sorted(world.effects(), key=str) == [["detail", 0], ["detail", 1], ["detail", 2], "scored"]
    assert {part.status for part in world.parts(task_id)} == {"succeeded"}


def test_parts_ring_as_one_group_after_the_commit(world: World):
    world = world.with_kinds(search([]))
    task_id = world.submit("hunt")
    world.doorbell.take()
    run_task(world.engine, "hunt", task_id)
    ids = [part.id for part in world.parts(task_id)]
    assert world.doorbell.rings == [[Ring("hunt.page", part_id=key) for key in ids]]


def test_the_waiting_task_cannot_be_claimed_and_shows_its_parts_as_progress(world: World):
    world = world.with_kinds(search([]))
    task_id = world.submit("hunt")
    run_task(world.engine, "hunt", task_id)
    assert run_task(world.engine, "hunt.merge", task_id) is None
    run_part(world.engine, "hunt.page", world.parts(task_id)[0].id)
    task = world.task(task_id)
    assert (task.status, task.parts_open) == ("running", 1)
    assert (task.progress_done, task.progress_total, task.stage) == (1, 2, "reading pages")


def test_parts_that_end_side_by_side_make_the_task_claimable_once(world: World):
    """Postgres decides which part was the last."""
    parts = tuple(Part("piece", {"n": n}) for n in range(12))
    kind = Kind(
        "wide",
        {
            "start": lambda work: lambda session: FanOut("end", parts),
            "end": lambda work: lambda session: effect(len(work.parts()))(session) or Done(),
        },
        {"piece": lambda work: lambda session: {}},
    )
    world = world.with_kinds(kind)
    task_id = world.submit("wide")
    run_task(world.engine, "wide", task_id)
    world.doorbell.take()
    keys = [part.id for part in world.parts(task_id)]
    threads = [threading.Thread(target=run_part, args=(world.engine, "wide.piece", key)) for key in keys * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert world.doorbell.take() == [Ring("wide.end", task_id=task_id)]
    assert world.answer() == []
    assert run_task(world.engine, "wide.end", task_id) == "done"
    assert world.effects() == [12]


@pytest.mark.parametrize(
    ("error", "tries", "code"),
    [
        (NotFound("gone"), 1, "not_found"),
        (Transient(), 3, "transient"),
        (KeyError("x"), 3, "attempts_exhausted"),
    ],
)
def test_a_part_that_fails_is_a_stored_error_for_the_next_step_to_judge(world: World, error, tries, code):
    collected: list = []

    def page(work):
        if work.position == 1:
            raise error
        return lambda session: {"page": 0}

    world = world.with_kinds(search(collected, page))
    task_id = world.submit("hunt")
    world.answer()
    bad = world.parts(task_id)[1].id
    for _ in range(tries - 1):
        world.change_part(bad, due_at=AGO)
        assert run_part(world.engine, "hunt.page", bad) in ("later", "failed")
    world.answer()
    good, failed = collected[0]
    assert (good.outcome, good.error) == ({"page": 0}, None)
    assert (failed.outcome, failed.error.code) == (None, code)
    assert world.parts(task_id)[1].attempts == tries
    assert world.task(task_id).status == "succeeded"


def test_a_paced_part_waits_its_turn_without_using_attempts(world: World):
    def page(work):
        raise Paced(retry_after=40)

    world = world.with_kinds(search([], page))
    task_id = world.submit("hunt")
    world.answer()
    part = world.parts(task_id)[0]
    assert (part.status, part.attempts) == ("queued", 0)
    assert (part.due_at - part.created_at).total_seconds() >= 39


def test_a_part_that_kills_its_worker_three_times_becomes_an_error(world: World):
    collected: list = []
    world = world.with_kinds(search(collected))
    task_id = world.submit("hunt")
    run_task(world.engine, "hunt", task_id)
    bad = world.parts(task_id)[1].id
    for _ in range(3):
        assert claim_part(world.sessions, bad, ("hunt", "page"), 15) is not None
        world.change_part(bad, lease_until=AGO)
    world.answer()
    assert collected[0][1].error == Problem(
        "attempts_exhausted",
        "The work failed every time it was tried",
        "3 tries were cut off before they ended",
    )
    assert world.parts(task_id)[1].attempts == 3


def test_cancelling_drops_open_parts_and_refuses_running_ones(world: World):
    """Neither a part that waits nor one that runs may still have an effect."""
    collected: list = []

    def page(work):
        with world.session() as session, session.begin():
            cancel(session, world.account_id, work.task_id)
        return lambda session: effect("page")(session) or {}

    world = world.with_kinds(search(collected, page))
    task_id = world.submit("hunt")
    assert world.answer() == ["fanout", "refused", None]
    assert {part.status for part in world.parts(task_id)} == {"cancelled"}
    assert (world.effects(), collected) == ([], [])


def test_cancelling_does_not_wait_for_a_part_that_is_being_finished(world: World):
    """The part holds its own row and wants the task's; cancelling holds the task's: no deadlock."""
    world = world.with_kinds(search([]))

    def page(work):
        def write(session):
            with world.session() as other, other.begin():
                act_as(other, world.account_id)
                cancel(other, world.account_id, work.task_id)
            return {}

        return write

    world = world.with_kinds(search([], page))
    task_id = world.submit("hunt")
    run_task(world.engine, "hunt", task_id)
    first = world.parts(task_id)[0].id
    assert run_part(world.engine, "hunt.page", first) == "refused"
    assert {part.status for part in world.parts(task_id)} == {"cancelled"}
