"""Keep a worker alive when Redis drops while it holds messages (kombu 5.7.0).

When a connection is lost, kombu closes it and then still speaks through its channels: it gives back
what was not acknowledged (``QoS.restore_unacked``) and acknowledges what ends meanwhile (``QoS.ack``).
By then the channel has forgotten its address, so ``Channel._connparams`` reads an attribute of None,
and the AttributeError, which nobody expects, ends the worker: 6 of 6 busy ones when measured
(docs/decisions/0004). A lost connection it is, so that is what we call it: Celery expects that error
and connects again. Messages that could not be given back come again after the visibility timeout, and
the sweeper rings within seconds.
"""

import logging
from typing import Any

from kombu.transport.redis import Channel, QoS

log = logging.getLogger(__name__)


class ConnectionForgotten(ConnectionError):
    """The channel outlived its connection."""


def install() -> None:
    """Wrap what speaks through a dead channel, once."""
    if getattr(QoS.restore_unacked, "guarded", False):
        return
    connparams, give_back = Channel._connparams, QoS.restore_unacked  # noqa: SLF001 - it is what breaks

    def _connparams(self: Any, *args: Any, **options: Any) -> Any:
        try:
            return connparams(self, *args, **options)
        except AttributeError as error:
            raise ConnectionForgotten("the broker connection is gone") from error

    def restore_unacked(self: Any, client: Any = None) -> None:
        try:
            give_back(self, client)
        except ConnectionForgotten:
            log.warning("broker connection lost with messages in hand; they will come again")
            self._delivered.clear()

    restore_unacked.guarded = True  # type: ignore[attr-defined]
    Channel._connparams, QoS.restore_unacked = _connparams, restore_unacked  # noqa: SLF001 - as above
