"""The doorbell on a real broker, there and gone."""

import json
import time
from types import ModuleType

import pytest

from adapters.task_queue import CeleryDoorbell
from services.tasks.doorbell import Ring


@pytest.fixture
def doorbell(database, celery_config: ModuleType) -> CeleryDoorbell:
    return CeleryDoorbell(celery_config)


def test_a_ring_is_a_name_and_one_id(doorbell, broker):
    doorbell.ring([Ring("resume.parse", task_id=41)])
    (message,) = broker.lrange("cpu", 0, -1)
    envelope = json.loads(message)
    assert envelope["headers"]["task"] == "resume.parse"
    assert envelope["headers"]["kwargsrepr"] == "{'task_id': 41}"
    assert envelope["headers"]["ignore_result"] is True


def test_several_rings_are_one_group(doorbell, broker):
    doorbell.ring([Ring("search.run.page", part_id=n) for n in range(5)])
    headers = [json.loads(message)["headers"] for message in broker.lrange("io", 0, -1)]
    assert len(headers) == 5
    assert len({header["group"] for header in headers}) == 1
    assert headers[0]["group"]


def test_the_queue_says_how_many_wait(doorbell):
    assert doorbell.waiting() == 0
    doorbell.ring([Ring("resume.parse", task_id=1), Ring("search.run", task_id=2)])
    assert doorbell.waiting() == 2


def test_a_broker_that_is_gone_costs_no_time_and_raises_nothing(servers, celery_config):
    """The row is committed, so the request is answered; the sweeper will ring."""
    doorbell = CeleryDoorbell(celery_config)
    doorbell.ring([Ring("resume.parse", task_id=1)])
    servers.broker.kill()
    try:
        began = time.monotonic()
        for key in range(20):
            doorbell.ring([Ring("resume.parse", task_id=key)])
        assert doorbell.waiting() is None
        assert time.monotonic() - began < 1.5
        assert doorbell.failures == 20
    finally:
        servers.broker.start()
    time.sleep(2.1)
    doorbell.ring([Ring("resume.parse", task_id=7)])
    assert doorbell.failures == 20
    assert doorbell.waiting()
