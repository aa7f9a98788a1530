"""The bundled sample resumes are read as their truth says: a floor that no change may sink below."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.parse_scores import found_fields
from benchmarks.parse_truth import find_cases, plain
from tests.resumes.drawing import TODAY, read_as_resume

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
CASES = {case.path.name: case for case in find_cases(SAMPLES)}


@pytest.mark.quality
@pytest.mark.parametrize("name", sorted(CASES))
def test_a_sample_is_read_as_its_truth_says(name: str) -> None:
    case = CASES[name]
    parsed = read_as_resume(case.path.read_bytes(), name)
    found = {field: sorted(map(plain, values)) for field, values in found_fields(parsed).items()}
    wanted = {field: sorted(map(plain, values)) for field, values in case.truth.fields.items() if values}
    assert {field: found[field] for field in wanted} == wanted


@pytest.mark.quality
@pytest.mark.parametrize("name", sorted(CASES))
def test_experience_is_exact_to_the_month(name: str) -> None:
    truth: dict[str, Any] = json.loads((SAMPLES / "truth" / f"{Path(name).stem}.json").read_text("utf-8"))
    parsed = read_as_resume((SAMPLES / name).read_bytes(), name)
    assert truth["meta"]["as_of"] == f"{TODAY:%Y-%m}"
    assert parsed.experience.total_months == truth["meta"]["total_months"]
