"""Build ``data/taxonomy/occupations.tsv.gz``: the titles of our own occupations, with ESCO's ids where it has them.

python -m data.build.occupations DIR
"""

import gzip
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from data.build.occupation_profiles import read_profiles
from data.build.taxonomy_concepts import slug
from data.build.taxonomy_sources import esco_occupations
from data.build.trades import is_group, name_of
from services.features.occupations import SHIPPED

Row = tuple[str, str, str]


def main(downloads: Path) -> None:
    """Write (id, name, title), one row a title."""
    rows = sorted(set(titles(_esco_ids(downloads))))
    content = "\n".join("\t".join(row) for row in rows).encode()
    SHIPPED.write_bytes(gzip.compress(content, 9, mtime=0))
    ours = {row[0] for row in rows}
    print(
        len(rows), "titles of", len(ours), "occupations,", sum(id_[:5] == "esco:" for id_ in ours), "ESCO's"
    )


def titles(esco: Mapping[str, str]) -> Iterator[Row]:
    """Yield every title, under ESCO's id where ESCO has an occupation of that name."""
    for profile in read_profiles():
        identity = esco.get(profile.name.lower(), f"rf:{slug(profile.name.lower())}")
        for title in (profile.name, *profile.titles):
            yield identity, profile.name, title


def _esco_ids(downloads: Path) -> dict[str, str]:
    """Return the ids of ESCO's occupations by the name in lower case."""
    described = esco_occupations(downloads)
    return {
        name_of(text).lower(): "esco:" + address.rsplit("/", 1)[1]
        for address, text in described
        if not is_group(address) and name_of(text)
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
