"""What reading features needs, loaded once per process and shared by fork."""

from dataclasses import dataclass
from functools import cache

from services.features.corpus import CorpusStatistics, load_corpus_statistics
from services.features.shipped import features_named
from services.features.tagger import Tagger
from services.features.taxonomy import Taxonomy, load_taxonomy


@dataclass(frozen=True)
class FeatureTools:
    """The taxonomy, a tagger over it, and the corpus statistics that weigh keywords.

    ``own`` names the skills that an account has added (:mod:`own_skills`); empty for none.
    """

    taxonomy: Taxonomy
    tagger: Tagger
    corpus: CorpusStatistics
    own: str = ""

    @property
    def version(self) -> str:
        """Return what stored features must carry to be known as current."""
        return features_named(self.taxonomy.version, self.corpus.version) + self.own


@cache
def load_feature_tools() -> FeatureTools:
    """Load the shipped tools (about half a second, once)."""
    taxonomy = load_taxonomy()
    return FeatureTools(taxonomy, Tagger(taxonomy), load_corpus_statistics())
