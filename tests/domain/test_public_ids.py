"""Public ids are stable for ever, and only the spelling that we write is an id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.problems import NotFound
from domain.public_ids import PREFIXES, public_id, row_id


def test_ids_written_down_once_stay_valid() -> None:
    """Links and clients keep ids: this very spelling must decode after every upgrade."""
    assert public_id("resume", 1) == "res_axTQ36m0"
    assert public_id("task", 2**40) == public_id("task", 2**40)
    assert row_id("resume", "res_axTQ36m0") == 1


@given(st.sampled_from(sorted(PREFIXES)), st.integers(0, 2**63 - 1))
def test_every_key_comes_back(kind: str, key: int) -> None:
    shown = public_id(kind, key)
    assert row_id(kind, shown) == key
    assert len(shown) <= 24


@given(st.text(max_size=40))
def test_anything_else_is_not_found(text: str) -> None:
    """Nothing decodes to a row unless encoding that row writes exactly this text."""
    try:
        key = row_id("resume", text)
    except NotFound:
        return
    assert public_id("resume", key) == text


@pytest.mark.parametrize("foreign", ["job_axTQ36m0", "res_", "res", "", "res_axTQ36m0x", "RES_axTQ36m0"])
def test_other_spellings_are_not_found(foreign: str) -> None:
    with pytest.raises(NotFound):
        row_id("resume", foreign)
