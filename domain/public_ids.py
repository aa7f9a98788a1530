"""Opaque public ids over bigint keys: ``res_7Kq2mXbA`` (Sqids, one shuffled alphabet per kind).

They hide row counts from a glance, not from an attacker: access is decided by the row's account,
never by an id being hard to guess. Measured against UUIDs in docs/decisions/0008.
"""

import random
import string
from functools import lru_cache

from sqids import Sqids

from domain.problems import NotFound

PREFIXES = {
    "account": "acc",
    "api_key": "key",
    "resume": "res",
    "posting": "job",
    "search": "srch",
    "match": "mat",
    "task": "task",
    "webhook": "wh",
    "delivery": "del",
    "event": "evt",
    "source_account": "acct",
    "own_skill": "own",
}
_LENGTH = 8


@lru_cache(maxsize=16384)
def public_id(kind: str, key: int) -> str:
    """Return the public id of row ``key``; ``kind`` is one of :data:`PREFIXES`."""
    return f"{PREFIXES[kind]}_{_codec(kind).encode([key])}"


@lru_cache(maxsize=16384)
def row_id(kind: str, public: str) -> int:
    """Return the row key of a public id; NotFound for anything :func:`public_id` never wrote."""
    prefix, _, code = public.partition("_")
    numbers = _codec(kind).decode(code) if prefix == PREFIXES[kind] and len(code) <= 24 else []
    # Several codes can decode to one number; only the one that we write is an id.
    if len(numbers) != 1 or numbers[0] >= 2**63 or public_id(kind, numbers[0]) != public:
        raise NotFound(f"no {kind.replace('_', ' ')} has this id")
    return numbers[0]


@lru_cache
def _codec(kind: str) -> Sqids:
    alphabet = list(string.ascii_letters + string.digits)
    random.Random(f"rolefit {kind}").shuffle(alphabet)  # noqa: S311 - a fixed shuffle, not a secret
    return Sqids(alphabet="".join(alphabet), min_length=_LENGTH)
