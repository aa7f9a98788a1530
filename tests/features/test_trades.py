"""What a text reads like is told by the words that describe trades, whoever writes them and in what order."""

import pytest

from domain.trades import TradeVector
from services.features.keywords import read_text
from services.features.trades import read_trades, trade_names

NO_TITLE = read_text("", "en").short()
WARD = (
    "Titrated cardiac drips, wound care and medication on a hospital ward; patient education and discharge."
)
SITE = (
    "Storm drainage and road design, soil investigation, structures, drawings and construction supervision."
)


def named(text, titles=""):
    """Return the names of the trades a text reads like, the most alike first."""
    vector = read_trades(read_text(text, "en"), read_text(titles, "en").short())
    order = sorted(zip(vector.weights, vector.trades, strict=True), reverse=True)
    return [trade_names()[trade] for _, trade in order]


@pytest.mark.parametrize(("text", "trade"), [(WARD, "nurs"), (SITE, "civil engineer")])
def test_a_text_reads_like_its_trade_without_naming_it(text, trade):
    """Nobody says nurse or engineer, and the trade is among the first eight of 1,730."""
    assert any(trade in name for name in named(text)[:8])


def test_what_a_title_names_weighs_more():
    """The same words are of a teacher where the title says so."""
    text = f"Teacher. {WARD}"
    assert named(text)[:5] != named(text, "Teacher")[:5]
    assert any("teacher" in name for name in named(text, "Teacher")[:5])


def test_the_vector_has_length_one_and_whole_words_in_any_order_give_the_same():
    """Sums are of whole numbers: turning the sentences around changes nothing."""
    clauses = WARD.rstrip(".").split(";")
    vector = read_trades(read_text(WARD, "en"), NO_TITLE)
    assert sum(weight**2 for weight in vector.weights) == pytest.approx(1, abs=1e-3)
    assert read_trades(read_text(";".join(reversed(clauses)), "en"), NO_TITLE) == vector


@pytest.mark.parametrize(("text", "language"), [("", "en"), ("xyzzy qwrt", "en"), (WARD, "de")])
def test_without_words_that_tell_there_is_no_trade(text, language):
    """Nothing is guessed from an empty text, unknown words or another language."""
    assert read_trades(read_text(text, language), NO_TITLE) == TradeVector()
