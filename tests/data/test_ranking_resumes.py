"""The resumes of the ranking set are fictional, distinct and labelled with occupational series."""

import json
import re
from pathlib import Path

RESUMES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "ranking" / "resumes.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def test_at_least_twenty_occupations_are_covered_once_each() -> None:
    """Relevance is the series, so no two resumes may claim the same one."""
    claimed = [series for resume in RESUMES for series in resume["series"]]
    assert len(claimed) == len(set(claimed)) >= 20
    assert len({resume["id"] for resume in RESUMES}) == len(RESUMES)


def test_series_are_four_digits_and_never_a_whole_group() -> None:
    """A group such as 0600 holds nurses and dentists alike and says nothing about fit."""
    codes = [code for resume in RESUMES for code in (*resume["series"], *resume["related"])]
    assert all(re.fullmatch(r"\d{4}", code) and not code.endswith("00") for code in codes)
    assert not any(set(resume["series"]) & set(resume["related"]) for resume in RESUMES)


def test_every_resume_reads_like_one() -> None:
    """Dated experience, a school or licence, a reserved address; and never its own series code."""
    for resume in RESUMES:
        text = resume["text"]
        assert len(text.split()) >= 60, resume["id"]
        assert "EXPERIENCE" in text, resume["id"]
        assert re.search(r"Present|\d{4} - ", text), resume["id"]
        assert re.search(r"EDUCATION|CERTIFICAT|LICENSE", text), resume["id"]
        assert re.search(r"@example\.(com|org)\b", text), resume["id"]
        assert not any(code in text for code in resume["series"]), resume["id"]
