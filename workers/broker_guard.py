"""Keep a worker alive when Redis drops while it holds messages (kombu 5.7.0).

On a lost connection kombu gives unacknowledged messages back to Redis (``QoS.restore_unacked``).
In 5.7.0 that happens after the connection has forgotten its address: ``_connparams`` then reads
``None.hostname`` and the AttributeError, which nobody expects, ends the worker. It needs a busy
worker with room for one more message; 6 of 6 died in our measurements, of idle ones none
(docs/decisions/0004). Giving the messages back is a courtesy we do without: Redis hands them out
again after the visibility timeout, and the sweeper rings within seconds.
"""

import logging
from typing import Any

from kombu.transport.redis import QoS

log = logging.getLogger(__name__)


def install() -> None:
    """Wrap ``QoS.restore_unacked`` once."""
    original = QoS.restore_unacked
    if getattr(original, "guarded", False):
        return

    def restore_unacked(self: Any, client: Any = None) -> None:
        try:
            original(self, client)
        except AttributeError:
            log.warning("broker connection lost with messages in hand; they will come again")
            self._delivered.clear()

    restore_unacked.guarded = True  # type: ignore[attr-defined]
    QoS.restore_unacked = restore_unacked
