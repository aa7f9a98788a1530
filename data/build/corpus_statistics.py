"""Learn document frequencies and tone baselines from the demo postings; write them for the product to ship.

Run as ``python -m data.build.corpus_statistics``. Only postings written for this project are read, so the
numbers carry no licence but the project's own.
"""

import gzip
import hashlib
import json
import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from inscriptis import get_text

from services.features.corpus import SHIPPED
from services.features.folding import fold
from services.features.importance import read_zones
from services.features.keywords import terms_of
from services.features.tone import balance

POSTINGS = Path(__file__).resolve().parents[1] / "demo" / "postings.jsonl"
RAREST = 2


def read_texts(path: Path = POSTINGS) -> list[str]:
    """Return title and text of every demo posting."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [f"{record['title']}\n{get_text(record['description_html'])}" for record in records]


def learn(texts: Sequence[str]) -> dict[str, object]:
    """Return the statistics as a JSON-ready record; terms in fewer than two documents are left out."""
    frequencies: Counter[str] = Counter()
    for text in texts:
        frequencies.update(set(terms_of(text)))
    kept = {key: count for key, count in sorted(frequencies.items()) if count >= RAREST}
    balances = [balance(folded, read_zones(folded)) for folded in map(fold, texts)]
    digest = hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:12]
    return {
        "version": f"demo-{digest}",
        "documents": len(texts),
        "tone": {"mean": statistics.mean(balances), "spread": statistics.pstdev(balances) or 1.0},
        "frequencies": kept,
    }


def write(record: dict[str, object], path: Path = SHIPPED) -> None:
    """Write a record byte for byte the same on every machine (no time stamp in the gzip header)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed:
        packed.write(json.dumps(record, ensure_ascii=False, sort_keys=True).encode())


if __name__ == "__main__":
    learnt = learn(read_texts())
    write(learnt)
    print(f"{learnt['documents']} postings → {SHIPPED} ({SHIPPED.stat().st_size:,} bytes)")
