"""Ring workers through Celery: by task name, from configuration alone, without any task's code."""

import logging
import time
from collections.abc import Sequence
from typing import Any

from celery import Celery, group

from services.tasks.doorbell import Ring

log = logging.getLogger(__name__)

_HUSH_SECONDS = 2.0  # after a failed ring; a broker that hangs must not cost every request a time-out
_ONE_TRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0}


class CeleryDoorbell:
    """A :class:`services.tasks.doorbell.Doorbell` over the broker that ``config`` names.

    ``config`` is the module ``celery_config`` or anything Celery accepts in its place.
    ``failures`` counts the rings that did not reach the broker.
    """

    def __init__(self, config: Any) -> None:
        self._app = Celery("doorbell", set_as_current=False)
        self._app.config_from_object(config)
        conf = self._app.conf
        conf.broker_transport_options = {**conf.broker_transport_options, **_ONE_TRY}
        queues = {route["queue"] for route in (conf.task_routes or {}).values()}
        self._queues = sorted(queues | {conf.task_default_queue})
        self._hushed_until = 0.0
        self.failures = 0

    def ring(self, rings: Sequence[Ring]) -> None:
        """Send one message per ring, several as one group; count what cannot be sent."""
        if time.monotonic() < self._hushed_until:
            self.failures += len(rings)
            return
        try:
            self._send(rings)
        except Exception as error:  # noqa: BLE001 - brokers fail in many types; the sweeper rings again
            self._hushed_until = time.monotonic() + _HUSH_SECONDS
            self.failures += len(rings)
            log.warning("workers not rung", extra={"error": type(error).__name__, "rings": len(rings)})

    def waiting(self) -> int | None:
        """Return how many messages wait at the broker, None when it does not answer."""
        try:
            with self._app.pool.acquire(block=True, timeout=1) as connection:
                return sum(self._depth(connection, queue) for queue in self._queues)
        except Exception as error:  # noqa: BLE001 - as above
            log.debug("broker not reached", extra={"error": type(error).__name__})
            return None

    def _send(self, rings: Sequence[Ring]) -> None:
        if len(rings) == 1:
            self._app.send_task(rings[0].name, kwargs=rings[0].ids, retry=False, ignore_result=True)
            return
        calls = [self._app.signature(ring.name, kwargs=ring.ids, options={"retry": False}) for ring in rings]
        group(calls, app=self._app).apply_async(retry=False)

    def _depth(self, connection: Any, queue: str) -> int:
        try:
            return int(connection.default_channel.queue_declare(queue, passive=True).message_count)
        except connection.channel_errors:  # Redis keeps no empty list
            return 0
