"""The demo source filters, ranks and dates like a real one, from the file alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.demo import DemoSource, load_records, words
from adapters.linkedin.source import LinkedInSource
from domain.codes import JobType, Provenance, Workplace
from domain.sources import BadQuery, PostingGone, SourceQuery

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


@pytest.fixture
def demo(postings_file: Path) -> DemoSource:
    """Return the source over the fictional postings."""
    return DemoSource(postings_file, lambda: NOW)


def all_ids(source: DemoSource | LinkedInSource, query: SourceQuery) -> list[str]:
    """Return the ids of every page, following the cursors."""
    ids, cursor = [], None
    while True:
        page = source.search_page(query, cursor)
        ids += [card.external_id for card in page.cards]
        cursor = page.next_cursor
        if cursor is None:
            return ids


@pytest.mark.parametrize(
    "query",
    [
        SourceQuery("python engineer"),
        SourceQuery("C++", "Berlin"),
        SourceQuery("", "France", (1, 2)),
        SourceQuery("nurse", workplaces=(Workplace.REMOTE,)),
        SourceQuery("", job_types=(JobType.CONTRACT, JobType.VOLUNTEER)),
        SourceQuery("nothing-has-this-word"),
    ],
)
def test_it_finds_what_the_stand_in_finds_over_http(
    demo: DemoSource, linkedin: Callable[..., LinkedInSource], query: SourceQuery
) -> None:
    """Same file, same filters, same rank; LinkedIn only shows the last month."""
    recent = {r.id for r in load_records(demo._path) if r.data["posted_days_ago"] < 30}
    assert [i for i in all_ids(demo, query) if i in recent] == all_ids(linkedin(), query)


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ({"experience": (3,)}, lambda posting: posting.level == 3),
        ({"workplaces": (Workplace.HYBRID,)}, lambda posting: posting.workplace is Workplace.HYBRID),
        ({"job_types": (JobType.INTERNSHIP,)}, lambda posting: posting.job_type is JobType.INTERNSHIP),
        ({"location": "San Francisco, CA"}, lambda posting: posting.location.city == "San Francisco"),
        ({"keywords": "cook"}, lambda posting: posting.title == "Line Cook"),
    ],
)
def test_every_parameter_filters(demo: DemoSource, change: dict, holds: Callable) -> None:
    everything = all_ids(demo, SourceQuery(""))
    found = all_ids(demo, replace(SourceQuery(""), **change))
    assert 0 < len(found) < len(everything) == 120
    assert sorted(found) == sorted(i for i in everything if holds(demo.fetch(i)))


def test_a_word_in_the_title_outranks_the_same_word_in_the_text(tmp_path: Path, postings_file: Path) -> None:
    first, second = postings_file.read_text(encoding="utf-8").splitlines()[:2]
    path = tmp_path / "two.jsonl"
    path.write_text(first.replace("TypeScript", "Nurse") + "\n" + second, encoding="utf-8")
    found = DemoSource(path).search_page(SourceQuery("nurse"), None).cards
    assert [card.title for card in found] == ["Ward Nurse", "Python Engineer"]


def test_dates_follow_the_clock(demo: DemoSource) -> None:
    posting = demo.fetch("4100000003")
    assert posting.posted_at == datetime(2026, 11, 19, tzinfo=UTC)
    assert posting.expires_at == datetime(2026, 12, 2, tzinfo=UTC)
    later = DemoSource(demo._path, lambda: NOW + timedelta(days=1))
    assert later.fetch("4100000003").posted_at == datetime(2026, 11, 20, tzinfo=UTC)
    card = next(c for c in demo.search_page(SourceQuery(""), None).cards if c.external_id == "4100000003")
    assert card.listed_at == posting.posted_at


def test_a_posting_is_whole(demo: DemoSource) -> None:
    posting = demo.fetch("4100000003")
    assert (posting.source, posting.title, posting.level) == ("demo", "Line Cook", 4)
    assert posting.level_provenance is Provenance.STATED
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.currency, posting.salary.period) == (50_003, "EUR", "DAY")
    assert [line.strip() for line in posting.description_text.splitlines() if line.strip()] == [
        "About us & you, posting 3", "* 4+ years TypeScript or Go", "* 2+ years Rust 🚀",
        "Nice 🐍 to have", "1. Redis", "2. SQL",
    ]  # fmt: skip
    assert posting.stated_skills == ("Go", "Rust")


def test_an_unknown_posting_is_gone_and_an_odd_cursor_refused(demo: DemoSource) -> None:
    with pytest.raises(PostingGone):
        demo.fetch("1")
    with pytest.raises(BadQuery):
        demo.search_page(SourceQuery(""), "next")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Senior C++ & C# developer", {"senior", "c++", "c#", "developer"}),
        ("Node.js, CI/CD at the Café", {"node.js", "ci", "cd", "café"}),
        ("nurse's aide — full-time", {"nurse's", "aide", "full-time"}),
        ("and the of", set()),
    ],
)
def test_words_keep_the_names_of_trades_whole(text: str, found: set[str]) -> None:
    assert words(text) == found


def test_the_committed_postings_can_all_be_read() -> None:
    source = DemoSource(clock=lambda: NOW)
    ids = all_ids(source, SourceQuery(""))
    assert len(ids) == len(set(ids)) >= 300
    assert all(source.fetch(identity).description_text for identity in ids[::25])
