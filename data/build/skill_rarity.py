"""Count in how many demo postings each skill occurs; write the counts for the product to ship.

Run as ``python -m data.build.skill_rarity`` after a change to the taxonomy, the tagger or the demo
postings. Only postings written for this project are read.
"""

import json
from pathlib import Path

from inscriptis import get_text

from data.build.corpus_statistics import POSTINGS
from domain.postings import JobPosting
from services.features.postings import posting_features
from services.features.tools import load_feature_tools
from services.matching.loading import SHIPPED
from services.matching.rarity import RarityStatistics, count_skills


def count(path: Path = POSTINGS) -> RarityStatistics:
    """Return the counts over the demo postings, read as any other posting is."""
    tools = load_feature_tools()
    with path.open(encoding="utf-8") as lines:
        return count_skills(posting_features(_posting(json.loads(line)), tools) for line in lines)


def write(statistics: RarityStatistics, path: Path = SHIPPED) -> None:
    """Write the counts as JSON, most frequent first."""
    frequencies = sorted(statistics.frequencies.items(), key=lambda item: (-item[1], item[0]))
    record = {
        "version": statistics.version,
        "documents": statistics.documents,
        "frequencies": dict(frequencies),
    }
    path.write_text(json.dumps(record, indent=0) + "\n", encoding="utf-8")


def _posting(record: dict[str, str]) -> JobPosting:
    text = get_text(record["description_html"])
    return JobPosting("demo", record["id"], record["title"], description_text=text)


if __name__ == "__main__":
    counted = count()
    write(counted)
    print(f"{len(counted.frequencies)} skills over {counted.documents} postings, version {counted.version}")
