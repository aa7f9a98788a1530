"""Sign a webhook as the Standard Webhooks specification says (standardwebhooks.com, v1 symmetric)."""

import json
from datetime import datetime
from typing import Any

from standardwebhooks import Webhook


def body_of(event_type: str, occurred_at: datetime, data: dict[str, Any]) -> bytes:
    """Return the thin JSON body: type, time, ids and hrefs. The same bytes for every attempt."""
    body = {"type": event_type, "timestamp": occurred_at.isoformat(), "data": data}
    return json.dumps(body, separators=(",", ":"), sort_keys=True).encode()


def signed_headers(secret: str, message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """Return the three headers; ``message_id`` stays for all attempts, the time is the attempt's own."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, sent_at, body.decode()),
        "content-type": "application/json",
        "user-agent": "Rolefit-Webhooks/1",
    }
