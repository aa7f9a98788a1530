"""The printed table honours the terms of the boards: a link back to each posting, and their name beside them."""

from io import StringIO
from typing import Any

from rich.console import Console

from cli.matching import show


def match(
    source: str,
    attribution: str | None,
    url: str | None,
    preference: dict[str, Any] | None = None,
    **said: Any,
) -> dict[str, Any]:
    job = {
        "title": f"Nurse [{source}]",
        "source": source,
        "attribution": attribution,
        "url": url,
        "company": {"name": "Clinic"},
        "location": {"city": "Bern", "raw": None},
        "workplace": None,
        "applicant_location_requirements": [],
    }
    parts = {"skills": {"missing": []}} | ({"preference": preference} if preference else {})
    return {"score": 61.5, "job": job | said, "breakdown": parts, "requirements": []}


def printed(*matches: dict[str, Any]) -> str:
    search = {
        "criteria": {"keywords": "nurse"},
        "weights": {"skills": 0.5, "keywords": 0.2, "experience": 0.3},
        "sources": [{"source": "remotive", "status": "failed", "found": 0, "error": {"title": "No answer"}}],
    }
    page = StringIO()
    show({"search": search, "items": list(matches)}, Console(file=page, width=120, force_terminal=True))
    return page.getvalue()


def test_weights_stand_in_the_order_of_the_formula() -> None:
    """A database keeps them in another."""
    assert "skills 50% · experience 30% · keywords 20%" in printed()


def test_each_credit_stands_once_below_the_table() -> None:
    page = printed(
        match("remotive", "Jobs from [Remotive]", "https://remotive.example/1"),
        match("remotive", "Jobs from [Remotive]", "https://remotive.example/2"),
        match("demo", None, None),
    )
    assert page.count("Jobs from [Remotive]") == 1


def test_titles_link_to_the_posting_and_are_shown_as_written() -> None:
    page = printed(match("remotive", None, "https://remotive.example/1"), match("demo", None, None))
    assert "https://remotive.example/1" in page
    assert "Nurse [remotive]" in page


def test_remote_work_says_from_where_it_may_be_done() -> None:
    remote = match(
        "demo", None, None, workplace="remote", applicant_location_requirements=["Spain", "Portugal"]
    )
    assert "remote, Spain" in printed(remote)
    assert "Bern, remote" in printed(match("demo", None, None, workplace="remote"))


def test_what_is_asked_and_not_shown_stands_first_of_what_is_missing() -> None:
    skill = {"name": "Triage"}
    asked = [
        {"name": name, "met": met} for name, met in (("RN licence", False), ("German", True), ("BLS", None))
    ]
    found = match("demo", None, None)
    found |= {"requirements": asked, "breakdown": {"skills": {"missing": [skill]}}}
    page = printed(found)
    assert "RN licence, Triage" in page
    assert "German" not in page
    assert "BLS" not in page


def test_every_source_says_how_it_answered() -> None:
    assert "remotive: failed, 0 found: No answer" in printed()


def test_what_verdicts_add_or_take_is_shown_where_there_are_any() -> None:
    """With the first thing that was liked or disliked; without verdicts there is no such column."""
    liked, disliked = {"name": "django", "points": 3.2}, {"name": "clearance", "points": -5.0}
    page = printed(
        match("demo", None, None, {"points": 2.9, "liked": [liked], "disliked": []}),
        match("demo", None, None, {"points": -1.8, "liked": [liked], "disliked": [disliked]}),
    )
    assert "+2.9 django" in page
    assert "-1.8 clearance" in page
    assert "verdicts" not in printed(match("demo", None, None))
