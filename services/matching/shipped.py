"""The learned ranker as it is shipped. Light: who only names it needs neither taxonomy nor numpy."""

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from domain.codes import Ranker
from domain.records import to_record
from domain.searches import Weighing, Weights

LEARNED = Path(__file__).resolve().parents[2] / "data" / "models" / "ranker.json"


@cache
def load_learned(path: Path = LEARNED) -> Weighing:
    """Read what ``data/build/ranker.py`` learnt from judged matches; a digest of it is the version."""
    record = json.loads(path.read_text(encoding="utf-8"))
    weights = Weights.normalised(**record["weights"])
    return Weighing(weights, Ranker.LEARNED, f"shipped.{digest(weights)}")


def own_version(weights: Weights, preferences: str = "") -> str:
    """Return the name of what an account's verdicts have taught: the same from the same verdicts.

    ``preferences`` is a digest of those learnt, empty without any.
    """
    return ".".join(filter(None, ("own", digest(weights), preferences)))


def names_preferences(version: str) -> bool:
    """Tell whether preferences belong to what a version names."""
    return version.count(".") > 1


def digest(learnt: Any) -> str:
    """Return eight digits that name weights or preferences."""
    return blake2b(json.dumps(to_record(learnt)).encode(), digest_size=4).hexdigest()
