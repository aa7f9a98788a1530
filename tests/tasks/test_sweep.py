"""What the sweeper rings, and what it leaves alone."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from models.sessions import SYSTEM
from services.tasks import leases
from services.tasks.doorbell import Ring
from services.tasks.engine import run_task
from services.tasks.kinds import Done, FanOut, Kind, Part
from services.tasks.leases import acting, claim_task
from services.tasks.stalls import stalled
from services.tasks.submit import cancel
from services.tasks.sweep import Patience, sweep
from tests.tasks.world import AGO, World

IN_A_MINUTE = text("now() + interval '1 minute'")
JUST_NOW = text("now() - interval '1 second'")


def swept(world: World) -> list[Ring]:
    world.doorbell.take()
    sweep(world.sessions, world.doorbell, Patience())
    return world.doorbell.take()


@pytest.mark.parametrize(
    ("values", "rung"),
    [
        ({"attempts": 0}, False),  # rung by its submitter a moment ago
        ({"rung_at": AGO}, True),
        ({"rung_at": AGO, "due_at": IN_A_MINUTE}, False),
        ({"rung_at": AGO, "due_at": JUST_NOW}, True),
        ({"rung_at": AGO, "status": "running", "lease_until": IN_A_MINUTE}, False),
        ({"rung_at": AGO, "status": "running", "lease_until": JUST_NOW}, True),
        ({"rung_at": AGO, "status": "running", "lease_until": JUST_NOW, "attempts": 9}, True),
        ({"rung_at": AGO, "parts_open": 1}, False),
        ({"rung_at": AGO, "status": "succeeded"}, False),
        ({"rung_at": AGO, "status": "cancelled"}, False),
    ],
)
def test_what_is_due_and_unattended_is_rung_again(world: World, values, rung):
    """Late exhausted tasks too: somebody must store their failure."""
    task_id = world.submit("noop")
    world.change(task_id, **values)
    assert swept(world) == ([Ring("noop", task_id=task_id)] if rung else [])


def test_a_task_becoming_due_is_rung_at_once_even_if_it_was_rung_before(world: World):
    """A retry in two seconds does not wait for the sweeper's patience on top."""
    task_id = world.submit("noop")
    world.change(task_id, rung_at=text("now() - interval '2 seconds'"), due_at=JUST_NOW)
    assert swept(world) == [Ring("noop", task_id=task_id)]


def test_a_rung_task_is_not_rung_again_for_some_seconds(world: World):
    task_id = world.submit("noop")
    world.change(task_id, rung_at=AGO)
    assert swept(world) == [Ring("noop", task_id=task_id)]
    assert swept(world) == []


def test_a_long_queue_at_the_broker_makes_the_sweeper_patient(world: World):
    """Busy workers are not deaf: ringing again would only lengthen their queue."""
    task_id = world.submit("noop")
    world.change(task_id, due_at=AGO, rung_at=text("now() - interval '10 seconds'"))
    world.doorbell.depth = 5000
    assert swept(world) == []
    world.change(task_id, rung_at=text("now() - interval '61 seconds'"))
    assert swept(world) == [Ring("noop", task_id=task_id)]


def test_the_name_that_is_rung_is_that_of_the_present_step(world: World):
    task_id = world.submit("noop")
    world.change(task_id, step="merge", rung_at=AGO)
    assert swept(world) == [Ring("noop.merge", task_id=task_id)]


def test_unattended_parts_are_rung_under_their_own_name(world: World):
    world, task_id = split(world)
    first, second = world.parts(task_id)
    world.change_part(first.id, rung_at=AGO)
    assert swept(world) == [Ring("split.piece", part_id=first.id)]
    world.change_part(second.id, rung_at=AGO, status="running", lease_until=JUST_NOW)
    assert swept(world) == [Ring("split.piece", part_id=second.id)]


def test_parts_left_open_by_a_finished_task_are_dropped(world: World):
    world, task_id = split(world)
    with world.session() as session, session.begin():
        cancel(session, world.account_id, task_id)
    world.change_part(world.parts(task_id)[0].id, status="queued", rung_at=AGO)
    assert swept(world) == []
    assert {part.status for part in world.parts(task_id)} == {"cancelled"}


def test_two_sweepers_ring_a_row_once(world: World):
    """Rows that another sweeper holds are skipped, not waited for."""
    world.change(world.submit("noop"), rung_at=AGO)
    with world.session("system") as session, session.begin():
        session.execute(text("select id from task for update"))
        assert swept(world) == []


def test_one_sweep_takes_a_bounded_batch_oldest_first(world: World):
    ids = [world.submit("noop") for _ in range(5)]
    for key in ids:
        world.change(key, rung_at=AGO)
    world.doorbell.take()
    assert sweep(world.sessions, world.doorbell, Patience(batch=2)) == 2
    assert {ring.task_id for ring in world.doorbell.take()} == set(ids[:2])


def test_stalled_work_is_seen_by_name(world: World):
    """Due for long, rung lately, claimed by nobody: somebody is deaf."""
    task_id = world.submit("noop")
    assert not stalled(world.sessions, ["noop"], 30)
    world.change(task_id, due_at=AGO, rung_at=JUST_NOW)
    assert stalled(world.sessions, ["noop"], 30)
    assert not stalled(world.sessions, ["other"], 30)
    assert claim_task(world.sessions, task_id, ("noop", "start"), 15) is not None
    assert not stalled(world.sessions, ["noop"], 30)


def test_stalled_parts_are_seen_too_but_not_what_nobody_rings(world: World):
    world, task_id = split(world)
    part = world.parts(task_id)[0]
    world.change_part(part.id, due_at=AGO)
    assert stalled(world.sessions, ["split.piece"], 30)
    world.change_part(part.id, rung_at=text("now() - interval '10 minutes'"))
    assert not stalled(world.sessions, ["split.piece"], 30)


def split(world: World) -> tuple[World, int]:
    start = lambda work: lambda session: FanOut("end", (Part("piece"), Part("piece")))  # noqa: E731
    end = lambda work: lambda session: Done()  # noqa: E731
    world = world.with_kinds(
        Kind("split", {"start": start, "end": end}, {"piece": lambda work: lambda session: {}})
    )
    task_id = world.submit("split")
    run_task(world.engine, "split", task_id)
    return world, task_id


@pytest.mark.parametrize("statement", ["_CLAIM_TASK", "_CLAIM_PART"])
def test_a_claim_costs_the_same_however_long_the_queue_is(world, statement):
    """Without statistics Postgres preferred the index of all open rows, and read every one of them."""
    values = {"id": 1, "kind": "x", "part": "x", "step": "start", "token": uuid4(), "seconds": 15}
    update = getattr(leases, statement).text.removeprefix(leases._AS_ENGINE)
    with acting(world.sessions, SYSTEM) as session:
        plan = "\n".join(session.scalars(text(f"explain {update}"), values))
    assert "ix_task_open" not in plan
    assert "ix_task_part_open" not in plan
    assert "pk_task" in plan
