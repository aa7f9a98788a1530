"""The sweeper's and the watchdog's threads, and the guard around kombu."""

import pytest
from sqlalchemy import insert, text, update

from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task
from tests.workers.processes import wait_until

AGO = text("now() - interval '1 minute'")


class Doorbell:
    """Write rings down; out of order for the first ``broken`` questions."""

    def __init__(self, broken: int = 0, depth: int | None = 0) -> None:
        self.rings: list = []
        self.broken = broken
        self.depth = depth

    def ring(self, rings) -> None:
        """Keep them."""
        self.rings.extend(rings)

    def waiting(self) -> int | None:
        """Fail a few times, then answer."""
        self.broken -= 1
        if self.broken >= 0:
            raise ConnectionError
        return self.depth


@pytest.fixture
def overdue(sessions: Sessions) -> int:
    """Return the id of a task that is due, was rung, and is nobody's."""
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        account_id = session.scalar(insert(Account).values(name="Ada").returning(Account.id))
        values = {"account_id": account_id, "kind": "noop", "subject_id": 1}
        task_id = session.scalar(insert(Task).values(**values, due_at=AGO, rung_at=AGO).returning(Task.id))
    return task_id or 0


def test_the_sweeper_outlives_what_goes_wrong(celery_config, sessions, overdue):
    from workers import sweeper

    doorbell = Doorbell(broken=3)
    stop = sweeper.start(sessions, doorbell, every=0.01)
    try:
        assert wait_until(lambda: doorbell.rings, 5)
    finally:
        stop.set()
    assert doorbell.rings[0].task_id == overdue


@pytest.mark.parametrize(
    ("case", "leaves"),
    [
        ("deaf", True),
        ("heard a moment ago", False),
        ("busy", False),
        ("broker away", False),
        ("nobody rings", False),
        ("not our queue", False),
    ],
)
def test_the_watchdog_leaves_when_work_is_rung_in_vain_and_only_then(
    celery_config, sessions, overdue, monkeypatch, case, leaves
):
    from workers import watchdog

    patience = 60.0 if case == "heard a moment ago" else 0.0
    names = ["other"] if case == "not our queue" else ["noop"]
    dog = watchdog.Watchdog(sessions, Doorbell(depth=None if case == "broker away" else 3), names, patience)
    if case == "busy":
        monkeypatch.setattr(watchdog.state, "active_requests", {object()})
    if case == "nobody rings":
        with sessions.begin() as session:
            act_as(session, SYSTEM)
            session.execute(update(Task).values(rung_at=text("now() - interval '10 minutes'")))
    left: list = []
    dog.look(lambda: left.append(1))
    assert bool(left) is leaves


def test_the_watchdog_assumes_the_best_while_postgres_is_away(celery_config):
    from workers import watchdog

    def away():
        raise ConnectionError

    left: list = []
    watchdog.Watchdog(away, Doorbell(broken=1), ["noop"], 0.0).look(lambda: left.append(1))
    assert left == []


@pytest.fixture
def forgotten(celery_config, broker):
    """Return a real channel that holds a message and whose connection is gone, as kombu leaves it."""
    from kombu import Connection, Queue

    from workers import broker_guard

    broker_guard.install()
    broker_guard.install()
    with Connection(celery_config.broker_url) as connection:
        channel = connection.channel()
        queue = Queue("guard", channel=channel, durable=True)
        queue.declare()
        connection.Producer(channel).publish("x", routing_key="guard")
        message = queue.get(no_ack=False)
        assert message is not None
        channel._disconnect_pools()
        channel.connection = None
        yield channel, message
        channel.closed = True


def test_a_lost_connection_with_messages_in_hand_is_a_warning(forgotten, caplog):
    """Without the guard this AttributeError ends the worker (kombu 5.7.0)."""
    channel, _ = forgotten
    channel.qos.restore_unacked()
    assert "they will come again" in caplog.text
    assert not channel.qos._delivered


def test_acknowledging_on_a_lost_connection_is_a_connection_error(forgotten):
    """The kind of error that Celery expects, logs and survives; seen in the chaos test as 'client'."""
    _, message = forgotten
    with pytest.raises(ConnectionError):
        message.ack()


def test_connections_do_not_cross_a_fork(celery_config, settings, monkeypatch):
    """A forked child builds its own tools and leaves the parent's sockets open."""
    from workers import wiring

    monkeypatch.setattr(wiring, "settings", lambda: settings)
    mine = wiring.tools()
    with mine.sessions() as session:
        act_as(session, SYSTEM)
        before = session.scalar(text("select pg_backend_pid()"))
        wiring.forget_connections()
        assert session.scalar(text("select pg_backend_pid()")) == before
    mine.database.dispose()
    assert wiring.tools() is not mine
    wiring.forget_connections()
