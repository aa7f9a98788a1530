"""Name the shipped taxonomy and corpus statistics, for whoever only needs their names."""

import json

from services.features.corpus import load_corpus_statistics
from services.features.taxonomy import SHIPPED


def features_named(taxonomy: str, corpus: str) -> str:
    """Return what features read with these two must carry to be known as current."""
    return f"{taxonomy}-{corpus}"


def shipped_version() -> str:
    """Return the version of the shipped tools without loading the skills."""
    taxonomy = json.loads((SHIPPED / "manifest.json").read_text())["version"]
    return features_named(taxonomy, load_corpus_statistics().version)
