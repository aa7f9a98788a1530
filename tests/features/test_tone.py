"""How a posting speaks: signals that can be pointed at, and a number that differs between postings."""

import pytest

from domain.postings import Tone
from services.features.corpus import CorpusStatistics, load_corpus_statistics
from services.features.folding import fold
from services.features.importance import read_zones
from services.features.tone import read_tone

CORPUS = CorpusStatistics("test", 10, {}, tone_mean=1.0, tone_spread=2.0)
FILLER = "We sell flowers in a small shop near the river and open at nine. " * 4


def tone(text: str, corpus: CorpusStatistics = CORPUS) -> Tone:
    folded = fold(text)
    return read_tone(text, folded, read_zones(folded), corpus)


SIGNALS = [
    ("We want a rockstar", "pressure", "rockstar"),
    ("A fast-paced environment", "pressure", "fast-paced"),
    ("Belastbarkeit", "pressure", "Belastbarkeit"),
    ("Résistance au stress", "pressure", "Résistance au stress"),
    ("Mandatory overtime", "overtime", "Mandatory overtime"),
    ("This is an unpaid internship", "unpaid", "This is an unpaid"),
    ("Salary: €45,000 a year", "pay_stated", "€45,000"),
    ("Pay: $18.50 per hour", "pay_stated", "$18.50"),
    ("Gehalt 45.000 € brutto", "pay_stated", "45.000 €"),
    ("2 500 € brut par mois", "pay_stated", "2 500 €"),
    ("A competitive salary", "pay_vague", "competitive salary"),
    ("Health insurance", "benefits", "Health insurance"),
    ("30 Urlaubstage", "benefits", "Urlaubstage"),
    ("Flexible hours", "flexibility", "Flexible hours"),
    ("Immediate start", "urgency", "Immediate start"),
    ("A dominant player", "gender_masculine", "dominant"),
    ("You are driven", "gender_masculine", "driven"),
    ("Compassionate care", "gender_feminine", "Compassionate"),
    ("We work collaboratively", "gender_feminine", "collaboratively"),
]

SILENT = [
    "Paid and unpaid experience both count",
    "A $5M budget",
    "Kindergarten",
    "The database driver",
    "We serve 24 tables",
    "",
]


@pytest.mark.parametrize(("text", "code", "words"), SIGNALS, ids=[row[0] for row in SIGNALS])
def test_a_signal_points_at_the_words_that_caused_it(text: str, code: str, words: str) -> None:
    flags = [flag for flag in tone(text).flags if flag.code == code]
    assert [flag.text for flag in flags] == [words]
    assert flags[0].span.of(text) == words


@pytest.mark.parametrize("text", SILENT, ids=[text or "empty" for text in SILENT])
def test_ordinary_words_raise_no_signal(text: str) -> None:
    assert tone(text).flags == ()


def test_sentiment_tells_a_harsh_posting_from_a_generous_one() -> None:
    harsh = tone(FILLER + "Rockstars who hustle under pressure, unpaid overtime, 24/7. Unpaid internship.")
    plain = tone(FILLER)
    kind = tone(FILLER + "Pay is €20 per hour, flexible hours, pension, parental leave. Mentoring.")
    assert harsh.sentiment is not None
    assert plain.sentiment is not None
    assert kind.sentiment is not None
    assert -1 <= harsh.sentiment < plain.sentiment < 0 < kind.sentiment <= 1


def test_repeating_one_signal_does_not_win() -> None:
    three, ten = (tone(FILLER + "Flexible hours. " * times) for times in (3, 10))
    assert three.sentiment == ten.sentiment


def test_gender_coded_words_are_shown_but_not_judged() -> None:
    coded = tone(FILLER + "You are assertive, driven and dominant.")
    assert len(coded.flags) == 3
    assert coded.sentiment == tone(FILLER).sentiment


def test_a_few_words_have_no_sentiment() -> None:
    assert tone("Baker wanted").sentiment is None


def test_a_long_list_of_demands_is_a_signal_over_the_list() -> None:
    demands = "Requirements\n" + "".join(f"* Tool number {number}\n" for number in range(20))
    flags = [flag for flag in tone(demands).flags if flag.code == "requirement_load"]
    assert len(flags) == 1
    assert flags[0].text.startswith("* Tool number 0")
    assert flags[0].text.endswith("19")


def test_the_shipped_baseline_is_not_degenerate() -> None:
    corpus = load_corpus_statistics()
    assert corpus.tone_spread > 0.5
