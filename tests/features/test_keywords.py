"""Keywords: equal for resume and posting, weighed by rarity, spelled as the text spells them."""

import math
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfTransformer

from domain.skills import Keyword
from services.features.corpus import CorpusStatistics, load_corpus_statistics
from services.features.keywords import extract_keywords
from services.features.languages import guess_language
from services.features.page import lay_out

CORPUS = CorpusStatistics("test", 100, {"team": 90, "bread": 10, "sourdough bread": 2, "data pipelin": 5})


def keywords(text: str, limit: int = 50, language: str | None = "en") -> dict[str, Keyword]:
    return {word.key: word for word in extract_keywords(text, CORPUS, limit, language)}


def test_a_term_is_counted_over_its_forms_and_spelled_as_most_often() -> None:
    word = keywords("Baking bread. We love Baking. baked, bakes")["bake"]
    assert (word.term, word.count) == ("Baking", 4)


def test_resume_and_posting_meet_in_the_key() -> None:
    resume = keywords("I managed distributed systems; distributed systems are fun")
    posting = keywords("Management of distributed system. Distributed system")
    assert {"distribut system", "manag"} <= resume.keys() & posting.keys()


def test_rare_terms_weigh_more_and_weights_have_length_one() -> None:
    found = keywords("bread team sourdough")
    assert found["sourdough"].weight > found["bread"].weight > found["team"].weight
    assert math.isclose(sum(word.weight**2 for word in found.values()), 1.0)


def test_the_length_stays_one_after_the_limit() -> None:
    kept = extract_keywords("alpha beta gamma delta epsilon zeta", CORPUS, 3)
    assert len(kept) == 3
    assert math.isclose(sum(word.weight**2 for word in kept), 1.0)


def test_weights_are_those_of_scikit_learn() -> None:
    transformer = TfidfTransformer(sublinear_tf=True)
    found = keywords("bread, bread, bread, team")
    documents = [[1, 1]] * 10 + [[0, 1]] * 80 + [[0, 0]] * 10
    expected = transformer.fit(documents).transform([[3, 1]]).toarray()[0]
    assert [found["bread"].weight, found["team"].weight] == pytest.approx(expected)


def test_phrases_count_when_the_corpus_knows_them_or_the_text_repeats_them() -> None:
    assert "sourdough bread" in keywords("Sourdough bread")
    assert "wooden shelf" not in keywords("A wooden shelf")
    assert "wooden shelf" in keywords("A wooden shelf, wooden shelf")


def test_phrases_do_not_cross_punctuation_or_stop_words() -> None:
    found = keywords("alpha, beta. alpha, beta. gamma of delta, gamma of delta")
    assert not {"alpha beta", "gamma delta"} & found.keys()


def test_a_hyphen_joins_as_a_blank_does() -> None:
    assert keywords("front-end front end")["front end"].count == 2


def test_names_of_tools_keep_their_signs() -> None:
    assert {"c++", "c#", ".net", "node.js", "k8s"} <= keywords("C++, C#, .NET, Node.js and k8s").keys()


def test_addresses_are_no_keywords() -> None:
    assert keywords("ana.popescu@example.com https://example.com/ana www.example.com") == {}


WORDS = [
    ("de", "Wir suchen Buchhalter mit Erfahrung und guten Kenntnissen in der Buchhaltung", "buchhalt"),
    ("fr", "Nous recherchons des comptables pour la comptabilité de notre entreprise", "comptabl"),
    ("es", "Buscamos contables con experiencia en la contabilidad de la empresa", "contabl"),
    ("it", "Cerchiamo un contabile con esperienza nella contabilità della nostra azienda", "contabil"),
    ("nl", "Wij zoeken een boekhouder met ervaring voor ons bedrijf en onze klanten", "boekhoud"),
    ("pt", "Procuramos um contador com experiência para a nossa empresa e os nossos clientes", "contador"),
    ("ro", "Căutăm un contabil cu experiență pentru echipa noastră și clienții noștri", "contabil"),
    ("en", "We are looking for an accountant with experience for our team and our clients", "account"),
]


@pytest.mark.parametrize(("language", "text", "stem"), WORDS, ids=[row[0] for row in WORDS])
def test_language_is_guessed_and_decides_the_stems(language: str, text: str, stem: str) -> None:
    assert guess_language(lay_out([text]).words) == language
    assert any(key.startswith(stem[:7]) for key in keywords(text, language=None))


def test_a_language_we_do_not_stem_is_read_as_the_nearest_we_do() -> None:
    assert keywords("bread and bread", language="da")["bread"].count == 2


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_ordered_weights_and_the_same_twice(text: str) -> None:
    first = extract_keywords(text, CORPUS, 20, "en")
    assert first == extract_keywords(text, CORPUS, 20, "en")
    assert [word.weight for word in first] == sorted((word.weight for word in first), reverse=True)


def test_the_shipped_corpus_knows_what_is_common() -> None:
    corpus = load_corpus_statistics()
    assert corpus.documents >= 300
    assert corpus.idf("team") < corpus.idf("kubernet")


def test_importing_the_features_does_not_import_nltk() -> None:
    """NLTK costs seconds of CPU; only the first stem may pay them."""
    code = (
        "import sys, services.features.postings; sys.exit('nltk' in sys.modules or 'sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
