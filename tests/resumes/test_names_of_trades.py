"""People are called by trades, and must be found by name all the same: else their name is scored."""

from datetime import date

import pytest

from services.resumes.sniff import TEXT
from services.resumes.understand import parse

TODAY = date(2026, 11, 30)


def basics(head):
    """Return what is read of a resume with this head, whose address tells no name."""
    text = f"{head}\nme@example.org\n555 010 2000\n\nExperience\nCashier, Acme Stores, 2015 - 2019\n"
    return parse(text.encode(), TEXT, today=TODAY).basics


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Mary Cook", "Mary Cook"),
        ("GREG BAKER", "Greg Baker"),
        ("Greg Baker, CNA, CMA", "Greg Baker"),
        ("Mason Greene", "Mason Greene"),
        ("Dean Martin", "Dean Martin"),
        ("John Baker", "John Baker"),
        ("Bill Driver", "Bill Driver"),
        ("Rose Mason, RN", "Rose Mason"),
        ("Nguyen Engineer", "Nguyen Engineer"),
        ("Amy Porter | Nurse", "Amy Porter"),
        ("Curriculum Vitae\nPaul Carpenter, M.D.", "Paul Carpenter"),
        ("Full name: Mary Cook", "Mary Cook"),
        ("Ingrid Boateng, MS", "Ingrid Boateng"),
        ("Mary Cook, MS", "Mary Cook"),
        ("Mary Cook          Grand Rapids, Michigan", "Mary Cook"),
        ("Ann Bell, PharmD, BCPS. Registered in two states, and living in Quenby since 2016.", "Ann Bell"),
    ],
)
def test_who_is_called_like_a_trade_is_found_by_name(head, name):
    assert basics(head).name == name


@pytest.mark.parametrize(
    "title",
    [
        "Pastry Cook",
        "Head Baker",
        "Line Cook",
        "Truck Driver",
        "Experienced Driver",
        "Software Engineer",
        "Stone Mason",
        "Kitchen Porter",
        "Sous Chef",
        "Petroleum Engineer",
    ],
)
def test_a_trade_is_nobody_s_name(title):
    found = basics(title)
    assert (found.name, found.label) == (None, title)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Mary Cook, Journeyman Wireman", "Journeyman Wireman"),
        ("MARY COOK | Attorney at Law | Richmond, Virginia | 804-555-0153", "Attorney at Law"),
        ("Mary Cook; wildlife biologist; Bismarck, ND", "wildlife biologist"),
        ("Mary Cook", None),
    ],
)
def test_a_headline_says_neither_the_name_nor_where_to_reach_somebody(line, label):
    """Both would be scored as words of a title held."""
    assert basics(line).label == label
