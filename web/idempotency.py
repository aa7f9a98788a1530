"""``Idempotency-Key``: the first answer again, decided in the transaction that does the work.

An advisory lock marks a key as in flight; the answer is stored by the same commit as its effects, so
a crash leaves neither (IETF draft-ietf-httpapi-idempotency-key-header).
"""

import hashlib
import re
from datetime import datetime

from flask import Response, g, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.problems import Conflict, Invalid
from models.account import IdempotencyKey
from web.dependencies import dependencies

_KEPT_HEADERS = ("Location", "Retry-After", "ETag")
_ACCEPTABLE = re.compile(r"[\x20-\x7e]{1,200}")


def replay(session: Session, account_id: int) -> Response | None:
    """Return the stored answer for this request's key, or None to go on.

    Conflict (409) while the first is in flight; Invalid (422) for the same key with another body.
    """
    key = request.headers.get("Idempotency-Key")
    if request.method != "POST" or not key:
        return None
    if not _ACCEPTABLE.fullmatch(key):
        raise Invalid(idempotency_key="must be 1 to 200 printable ASCII characters")
    if not session.scalar(select(func.pg_try_advisory_xact_lock(lock_number(account_id, key)))):
        raise Conflict("a request with this Idempotency-Key is still in progress")
    g.idempotency = (key, _request_digest())
    first = session.get(IdempotencyKey, (account_id, key))
    if first is None:
        return None
    if first.request_digest != g.idempotency[1]:
        raise Invalid(idempotency_key="was used for a different request")
    g.pop("idempotency")
    answer = Response(_open(first.body or b""), first.status_code or 200, headers=dict(first.headers or {}))
    answer.headers["Idempotent-Replayed"] = "true"
    return answer


def remember(session: Session, account_id: int, response: Response, now: datetime) -> None:
    """Store a successful answer beside its effects, in their transaction."""
    if "idempotency" not in g:
        return
    key, digest = g.idempotency
    kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    session.add(
        IdempotencyKey(
            account_id=account_id,
            key=key,
            request_digest=digest,
            status_code=response.status_code,
            headers=kept | {"Content-Type": response.content_type},
            # Sealed: an answer may hold a name, or a secret that is shown only once.
            body=dependencies().cipher.encrypt(response.get_data(as_text=True)),
            created_at=now,
        )
    )


def _open(sealed: bytes) -> str:
    try:
        return dependencies().cipher.decrypt(bytes(sealed))
    except ValueError:
        raise Conflict("the first answer was sealed with a key that has been retired") from None


def lock_number(account_id: int, key: str) -> int:
    """Return the advisory lock that this key of this account holds while it is in flight."""
    digest = hashlib.sha256(f"{account_id}:{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _request_digest() -> bytes:
    """Digest what was asked: multipart by parts (the boundary differs per try), all else by bytes."""
    digest = hashlib.sha256(f"{request.method} {request.full_path}\n".encode())
    if request.mimetype == "multipart/form-data":
        for name, value in sorted(request.form.items(multi=True)):
            digest.update(f"{name}={value}\n".encode())
        for name, file in sorted(request.files.items(multi=True)):
            digest.update(f"{name};{file.filename}\n".encode() + hashlib.sha256(file.read()).digest())
            file.seek(0)
    else:
        digest.update(request.get_data())
    return digest.digest()
