"""Recognising text in pictures turns itself on where a recogniser is installed, and is missed nowhere else."""

import stat
from pathlib import Path

import pytest

from domain.codes import ReadFailure
from services.resumes import sniff
from services.resumes.failures import ReadFailed
from services.resumes.ocr import recogniser
from services.resumes.read import read
from tests.resumes.drawing import draw

PICTURES = draw()


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_an_installed_program_gets_the_page_as_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, "head -c 2; echo; echo Jane Example; cat > /dev/null")
    document = read(PICTURES, sniff.PDF)
    assert [line.text for line in document.lines] == ["P5", "Jane Example"]
    assert document.notes[0][0] == "recognised_text"


def test_a_program_that_sees_nothing_leaves_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, monkeypatch, "cat > /dev/null")
    with pytest.raises(ReadFailed) as caught:
        read(PICTURES, sniff.PDF)
    assert caught.value.failure is ReadFailure.NO_TEXT


def test_nothing_installed_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    if recogniser() is not None:
        pytest.skip("rapidocr is installed here")
    with pytest.raises(ReadFailed) as caught:
        read(PICTURES, sniff.PDF)
    assert caught.value.failure is ReadFailure.NO_TEXT
