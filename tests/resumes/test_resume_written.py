"""Resumes of many trades, layouts and languages, written for this project, are read as a person reads them."""

import json
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from domain.resumes import ParsedResume
from tests.resumes.drawing import docx, draw_pages, paragraph, read_as_resume

WRITTEN = Path(__file__).parent / "written"
NAMES = sorted(path.stem for path in WRITTEN.glob("*.txt"))
LANGUAGES = ("de", "es", "fr", "it", "nl", "pt", "ro")


def shown(parsed: ParsedResume) -> dict[str, Any]:
    basics = parsed.basics
    return {
        "name": basics.name,
        "email": basics.email,
        "phone": basics.phone,
        "total_months": parsed.experience.total_months,
        "work": [
            [entry.position, entry.company, entry.location, entry.start_date, entry.end_date]
            for entry in parsed.work
        ],
        "education": [
            [entry.level, entry.study_type, entry.area, entry.institution, entry.end_date]
            for entry in parsed.education
        ],
    }


def written(name: str) -> tuple[str, dict[str, Any]]:
    return (WRITTEN / f"{name}.txt").read_text("utf-8"), json.loads(
        (WRITTEN / f"{name}.json").read_text("utf-8")
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_written_resume_is_read_whole(name: str) -> None:
    text, truth = written(name)
    assert shown(read_as_resume(text)) == truth


@pytest.mark.parametrize("code", LANGUAGES)
def test_its_language_is_told(code: str) -> None:
    assert read_as_resume(written(f"language_{code}")[0]).language == code


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("language_")])
@pytest.mark.parametrize("kind", ["docx", "utf-16", "cp1252"])
def test_the_same_is_read_from_other_files(name: str, kind: str) -> None:
    text, truth = written(name)
    if kind == "docx":
        data = docx("".join(map(paragraph, filter(str.strip, text.replace("&", "&amp;").split("\n")))))
    else:
        if kind == "cp1252" and name == "language_ro":
            pytest.skip("the code page has no Romanian letters")
        data = text.encode(kind)
    read = shown(read_as_resume(data))
    same = ("name", "email", "phone", "total_months", "work")
    assert {key: read[key] for key in same} == {key: truth[key] for key in same}


def _row(y: float, left: str, right: str = "") -> list[tuple[float, float, str]]:
    return [(60, y, left), *([(430, y, right)] if right else [])]


def test_dates_in_a_column_on_the_right_belong_to_their_rows() -> None:
    page = [(60, 790, "Nadia Rahman", 22), (60, 768, "nadia@example.org"), (60, 740, "EXPERIENCE", 13)]
    page += _row(720, "Dental Hygienist", "May 2019 – Present") + _row(704, "Brightside Dental", "Austin, TX")
    page += _row(688, "• Cleaned and charted for 9 patients a day")
    page += _row(664, "Dental Assistant", "Jan 2015 – Apr 2019")
    page += _row(648, "Oak Hill Dental Clinic", "Austin, TX")
    page += [(60, 616, "EDUCATION", 13), *_row(596, "Associate of Science in Dental Hygiene", "2014")]
    page += _row(580, "Austin Community College")
    read = shown(read_as_resume(draw_pages(page)))
    assert read["name"] == "Nadia Rahman"
    assert read["work"] == [
        ["Dental Hygienist", "Brightside Dental", "Austin, TX", "2019-05", None],
        ["Dental Assistant", "Oak Hill Dental Clinic", "Austin, TX", "2015-01", "2019-04"],
    ]
    assert read["education"][0][1:4] == ["Associate of Science", "Dental Hygiene", "Austin Community College"]


def test_a_section_may_go_on_over_the_page() -> None:
    first = [(60, 790, "Nadia Rahman", 22), (60, 120, "EXPERIENCE", 13)]
    first += [*_row(100, "Crane Operator, Portside Lifting Ltd"), *_row(84, "2018 – Present")]
    second = [*_row(790, "Rigger, Portside Lifting Ltd"), *_row(774, "2012 – 2018")]
    parsed = read_as_resume(draw_pages(first, second))
    assert [entry.position for entry in parsed.work] == ["Crane Operator", "Rigger"]
    assert [astuple(section)[0] for section in parsed.sections] == ["basics", "work"]
