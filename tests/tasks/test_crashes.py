"""A crash at every point of a task's life loses nothing and repeats no effect."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from services.tasks.engine import run_part, run_task
from services.tasks.kinds import Done, FanOut, Kind, Part, ResultRef
from services.tasks.sweep import Patience, sweep
from tests.tasks.world import AGO, World, effect


class Crash(BaseException):
    """The process is gone: nothing after this point runs, as with kill -9."""


class Breaker:
    """Crash once, at a named point."""

    def __init__(self, point: str) -> None:
        self.point = point

    def __call__(self, point: str) -> None:
        """Pass the point, or crash there."""
        if point == self.point:
            self.point = ""
            raise Crash(point)


def fragile(at: Breaker) -> Kind:
    def start(work):
        at("step claimed")
        at("step computed")

        def write(session):
            effect("start")(session)
            at("step before commit")
            return FanOut("end", (Part("piece", {"n": 0}), Part("piece", {"n": 1})))

        return write

    def piece(work):
        at("part claimed")

        def write(session):
            effect(["piece", work.payload["n"]])(session)
            at("part before commit")
            return {"n": work.payload["n"]}

        return write

    def end(work):
        at("end claimed")

        def write(session):
            effect(["end", len(work.parts())])(session)
            at("end before commit")
            return Done()

        return write

    return Kind("fragile", {"start": start, "end": end}, {"piece": piece})


POINTS = [
    "submitted, not rung",
    "step claimed",
    "step computed",
    "step before commit",
    "step committed, parts not rung",
    "part claimed",
    "part before commit",
    "last part committed, end not rung",
    "end claimed",
    "end before commit",
    "end committed, message not acknowledged",
]


@pytest.mark.parametrize("point", POINTS)
def test_a_crash_at_any_point_neither_loses_nor_repeats(world: World, point: str):
    at = Breaker(point)
    world = world.with_kinds(fragile(at))
    task_id = world.submit("fragile")
    delivered = []
    for _ in range(12):
        rings = world.doorbell.take()
        if lost(world, task_id, point, at):  # the broker forgot, or the ringing process died
            rings = []
        for ring in rings:
            delivered.append(ring)
            try:
                world.deliver(ring)
            except Crash:
                break
        let_time_pass(world, task_id)
        sweep(world.sessions, world.doorbell, Patience())
    for ring in delivered:  # every message comes once more: acknowledged too late, restored twice
        world.deliver(ring)
    assert world.task(task_id).status == "succeeded"
    assert sorted(world.effects(), key=str) == [["end", 2], ["piece", 0], ["piece", 1], "start"]


def lost(world: World, task_id: int, point: str, at: Breaker) -> bool:
    """Say once whether the rings of this round are to be lost."""
    task = world.task(task_id)
    now = {
        "submitted, not rung": task.step == "start",
        "step committed, parts not rung": task.parts_open == 2,
        "last part committed, end not rung": task.step == "end" and task.parts_open == 0,
        "end committed, message not acknowledged": False,
    }.get(point, False)
    if now and at.point:
        at.point = ""
        return True
    return False


def let_time_pass(world: World, task_id: int) -> None:
    """Let leases run out and rings grow old."""
    task = world.task(task_id)
    world.change(task_id, rung_at=AGO, lease_until=AGO if task.lease_until else None)
    for part in world.parts(task_id):
        world.change_part(part.id, rung_at=AGO, lease_until=AGO if part.lease_until else None)


def test_whoever_lost_the_lease_has_no_effect(world: World):
    """A slow worker wakes up after another one has taken over and finished: its result is refused."""
    runs = []

    def handler(work):
        runs.append(work.attempts)
        if len(runs) == 1:
            world.change(work.id, lease_until=AGO)
            assert run_task(world.engine, "slow", work.id) == "done"
        return lambda session: effect(["try", work.attempts])(session) or Done()

    world = world.with_kinds(Kind("slow", {"start": handler}, time_limit=0))
    task_id = world.submit("slow")
    assert world.answer() == ["refused"]
    assert world.effects() == [["try", 2]]
    assert world.task(task_id).status == "succeeded"


def test_a_lost_task_that_writes_nothing_is_refused_too(world: World):
    runs = []

    def handler(work):
        runs.append(work.attempts)
        if len(runs) == 1:
            world.change(work.id, lease_until=AGO)
            assert run_task(world.engine, "slow", work.id) == "done"
        return Done(result=ResultRef("try", work.attempts))

    world = world.with_kinds(Kind("slow", {"start": handler}, time_limit=0))
    task_id = world.submit("slow")
    assert world.answer() == ["refused"]
    task = world.task(task_id)
    assert (task.status, task.result_kind, task.result_id) == ("succeeded", "try", 2)


def test_a_lost_part_has_no_effect_either(world: World):
    runs = []

    def piece(work):
        runs.append(work.id)
        if len(runs) == 1:
            world.change_part(work.id, lease_until=AGO)
            assert run_part(world.engine, "split.piece", work.id) == "succeeded"
        return lambda session: effect("piece")(session) or {}

    start = lambda work: lambda session: FanOut("end", (Part("piece"),))  # noqa: E731
    steps = {"start": start, "end": lambda work: lambda session: Done()}
    kind = Kind("split", steps, {"piece": piece}, time_limit=0)
    world = world.with_kinds(kind)
    task_id = world.submit("split")
    assert world.answer() == ["fanout", "refused", "done"]
    assert world.effects() == ["piece"]
    assert world.task(task_id).status == "succeeded"


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
def test_losing_the_connection_around_the_commit_does_not_repeat_the_effect(world: World, moment: str):
    """Whether the commit arrived or not, the second try of the same write settles it."""
    calls = []

    def handler(work):
        def write(session: Session):
            effect("x")(session)
            calls.append(session)
            if len(calls) == 1:
                event.listen(session, moment, hang_up)
            return Done()

        return write

    def hang_up(session: Session) -> None:
        if moment == "before_commit":
            session.execute(text("select pg_terminate_backend(pg_backend_pid())"))
        else:
            raise gone()

    world = world.with_kinds(Kind("wire", {"start": handler}))
    task_id = world.submit("wire")
    world.answer()
    assert world.task(task_id).status == "succeeded"
    assert world.effects() == ["x"]


def gone():
    from sqlalchemy.exc import OperationalError

    return OperationalError("commit", {}, Exception("server closed the connection unexpectedly"))
