"""What reading features needs, loaded once per process and shared by fork."""

from dataclasses import dataclass
from functools import cache

from services.features.corpus import CorpusStatistics, load_corpus_statistics
from services.features.tagger import Tagger
from services.features.taxonomy import Taxonomy, load_taxonomy
from services.features.version import features_named


@dataclass(frozen=True)
class FeatureTools:
    """The taxonomy, a tagger over it, and the corpus statistics that weigh keywords."""

    taxonomy: Taxonomy
    tagger: Tagger
    corpus: CorpusStatistics

    @property
    def version(self) -> str:
        """Return what stored features must carry to be known as current."""
        return features_named(self.taxonomy.version, self.corpus.version)


@cache
def load_feature_tools() -> FeatureTools:
    """Load the shipped tools (about half a second, once)."""
    taxonomy = load_taxonomy()
    return FeatureTools(taxonomy, Tagger(taxonomy), load_corpus_statistics())
