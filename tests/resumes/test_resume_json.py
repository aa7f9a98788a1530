"""JSON Resume is taken as it is, with a text that its spans point into."""

import json

import pytest

from services.resumes.failures import ReadFailed
from services.resumes.json_resume import read_json_resume
from tests.resumes.drawing import TODAY

RESUME = {
    "basics": {"name": "Ada Example", "email": "ada@example.org", "location": {"city": "Vienna"}},
    "work": [
        {
            "name": "Acme",
            "position": "Engineer",
            "startDate": "2020-01-15",
            "endDate": "2020-12-01",
            "highlights": ["Built"],
        }
    ],
    "education": [{"institution": "TU Wien", "studyType": "Bachelor", "area": "Physics", "endDate": "2014"}],
    "skills": [{"name": "Data", "keywords": ["Kafka", "Python"]}],
    "languages": [{"language": "German", "fluency": "Native"}],
}


def test_a_json_resume_is_taken_as_it_is() -> None:
    parsed = read_json_resume(json.dumps(RESUME).encode(), today=TODAY)
    assert (parsed.basics.name, parsed.work[0].company, parsed.experience.total_months) == (
        "Ada Example",
        "Acme",
        12,
    )
    assert parsed.work[0].span.of(parsed.text) == "Engineer — Acme\n2020-01 – 2020-12\n• Built"
    assert {section.kind for section in parsed.sections} == {"work", "education", "skills", "languages"}
    assert "Kafka, Python" in parsed.text


@pytest.mark.parametrize("data", [b"{", b"[1]", b'{"basics": [], "work": {"a": 1}, "education": [7]}'])
def test_other_json_never_crashes(data: bytes) -> None:
    try:
        parsed = read_json_resume(data, today=TODAY)
    except ReadFailed:
        return
    assert parsed.work == ()
