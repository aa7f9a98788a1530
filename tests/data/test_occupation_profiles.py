"""Occupations are described in one list, and what ships was built from it."""

from collections import Counter
from pathlib import Path

import pytest

from data.build.occupation_profiles import read_profiles
from services.features.occupations import load_occupations
from services.features.trades import load_trades, trade_names

PROFILES = read_profiles()


def test_every_occupation_is_described_once_and_in_full() -> None:
    """Titles to be found by, duties and words to be told by, and no name twice."""
    assert len(PROFILES) > 1000
    assert [
        name for name, count in Counter(profile.name.lower() for profile in PROFILES).items() if count > 1
    ] == []
    thin = [one.name for one in PROFILES if len(one.titles) < 4 or len(one.duties) < 4 or len(one.terms) < 10]
    assert thin == []


def test_what_ships_was_built_from_the_list() -> None:
    """A profile that is added counts once the tables are built again (docs/skills.md)."""
    occupations, names = load_occupations(), trade_names()
    assert set(occupations.titles) == {title for one in PROFILES for title in (one.name, *one.titles)}
    assert list(names[: load_trades().groups]) == [profile.name for profile in PROFILES]


def test_a_line_that_is_no_profile_is_named(tmp_path: Path) -> None:
    """Whoever corrects a trade is told which line is off."""
    broken = tmp_path / "profiles.txt"
    broken.write_text("# comment\nbaker | head baker | bakes bread\n")
    with pytest.raises(ValueError, match="bakes bread"):
        read_profiles(broken)
