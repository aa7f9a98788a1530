"""One account, a heartbeat that beats fast, a doorbell that writes down."""

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import insert

from models.account import Account
from models.sessions import SYSTEM, act_as, make_sessions
from services.tasks.doorbell import ring_after_commit
from services.tasks.engine import Engine
from services.tasks.heartbeat import Heartbeat
from services.tasks.kinds import Registry
from tests.tasks.world import RecordingDoorbell, World


@pytest.fixture
def world(engine: Database) -> World:
    """Return a world with one account and no kinds; leases last a quarter of a minute."""
    sessions = make_sessions(engine)
    doorbell = RecordingDoorbell()
    ring_after_commit(sessions, doorbell)
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        account_id = session.scalar(insert(Account).values(name="Ada").returning(Account.id))
    heartbeat = Heartbeat(sessions, lease_seconds=15, every=0.05)
    return World(sessions, doorbell, account_id or 0, Engine(sessions, Registry(()), heartbeat))
