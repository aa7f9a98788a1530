"""The learned ranker as it is shipped. Light: who only names it needs neither taxonomy nor numpy."""

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path

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


def digest(weights: Weights) -> str:
    """Return eight digits that name these weights."""
    return blake2b(json.dumps(to_record(weights)).encode(), digest_size=4).hexdigest()
