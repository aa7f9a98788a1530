"""Recognising text in pictures turns itself on where a recogniser is installed, and is missed nowhere else."""

import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from adapters.sandbox import Limits, Sandbox
from domain.codes import ReadFailure
from services.resumes import ocr, sniff
from services.resumes.failures import ReadFailed
from services.resumes.pictures import read_pictures
from tests.resumes.drawing import draw, lines, read_as_resume, scan

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 22)
PICTURES = scan(draw())
HEADER = "level page block par line word left top width height conf text"
WORDS = (
    "5 1 1 1 1 1 100 90 120 30 96.5 Jane",
    "5 1 1 1 1 2 230 90 160 30 95.5 Example",
    "5 1 2 1 1 1 100 200 140 30 90 Engineer",
)
real = pytest.mark.skipif(find_spec("rapidocr") is None, reason="rapidocr is an extra")


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide whatever recogniser this machine has."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, *table: str) -> None:
    rows = "\n".join(row.replace(" ", "\t") for row in table)
    program = folder / "tesseract"
    program.write_text(
        f"#!/bin/sh\nhead -c 2 | grep -q P5 || exit 1\ncat > /dev/null\ncat <<END\n{rows}\nEND\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def _no_text(data: bytes) -> bool:
    with pytest.raises(ReadFailed) as caught:
        read_pictures(data)
    return caught.value.failure is ReadFailure.NO_TEXT


def test_an_installed_program_gets_the_page_and_its_words_become_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, HEADER, *WORDS)
    document = read_pictures(PICTURES)
    assert [line.text for line in document.lines] == ["Jane Example", "Engineer"]
    assert document.recognised == pytest.approx(0.93)
    assert document.notes[0][0] == "recognised_text"


def test_a_program_that_sees_nothing_leaves_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, monkeypatch, HEADER)
    assert _no_text(PICTURES)


@pytest.mark.usefixtures("nothing_installed")
def test_nothing_installed_is_no_error() -> None:
    assert ocr.recogniser() is None
    assert _no_text(PICTURES)


def test_a_package_without_its_models_does_not_count_so_that_nothing_is_ever_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("rapidocr", "onnxruntime"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert ocr.recogniser() is None
    assert _no_text(PICTURES)


PRINTED = draw(
    (50, 780, "Jane Example", 24),
    *lines("jane@example.org", "EXPERIENCE", "Data Engineer", "Acme Ltd, Berlin", top=740),
    *lines("Jan 2019 - Mar 2021", "Built streams in Python and Kafka", top=676),
    *lines("EDUCATION", "TU Wien", "BSc in Physics", "2010 - 2014", top=628),
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    shared = Sandbox(features=False)
    yield shared
    shared.close()


@real
def test_a_scanned_page_is_read_within_the_limits_and_trusted_less(sandbox: Sandbox) -> None:
    parsed = sandbox.understand(scan(PRINTED), sniff.PDF, today=TODAY)
    entry = parsed.work[0]
    assert parsed.basics.name == "Jane Example"
    assert (entry.position, entry.company) == ("Data Engineer", "Acme Ltd")
    assert (entry.start_date, entry.end_date) == ("2019-01", "2021-03")
    assert parsed.education[0].institution == "TU Wien"
    assert parsed.ocr
    typed = read_as_resume(PRINTED)
    assert not typed.ocr
    assert 0.7 < parsed.confidence["work"] / typed.confidence["work"] < 0.95


@real
def test_a_picture_that_needs_more_than_its_child_may_have_is_a_typed_outcome(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_limits", replace(Limits(), picture_memory=500 * 2**20))
    answer = sandbox.ask(scan(PRINTED), sniff.PDF, today=TODAY)
    assert answer["failure"] in ("resource_limit", "no_text")
    assert sandbox.restarts == 0
