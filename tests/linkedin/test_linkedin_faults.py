"""Every fault ends in one typed outcome within its deadline; none is an empty page or an untyped error."""

import time
from collections.abc import Callable

import pytest

from adapters.linkedin.source import LinkedInSource
from domain.sources import (
    AuthExpired,
    BadQuery,
    Blocked,
    ChallengeRequired,
    PostingGone,
    RateLimited,
    SchemaDrift,
    SourceError,
    SourceQuery,
    Transient,
)
from embedded.linkedin_standin.faults import KINDS
from embedded.linkedin_standin.state import VARIANTS

pytestmark = pytest.mark.slow

QUERY = SourceQuery("python engineer")
POSTING = "4100000000"

# kind, what a search must become, what a fetch must become, whether another try may help
FAULTS = [
    ("400", BadQuery, BadQuery, False),
    ("401", AuthExpired, AuthExpired, False),
    ("403", AuthExpired, AuthExpired, False),
    ("404", SchemaDrift, PostingGone, False),
    ("410", SchemaDrift, SchemaDrift, False),
    ("429", RateLimited, RateLimited, True),
    ("429-html", RateLimited, RateLimited, True),
    ("500", Transient, Transient, True),
    ("502", Transient, Transient, True),
    ("503", Transient, Transient, True),
    ("200-envelope-404", SchemaDrift, PostingGone, False),
    ("csrf", AuthExpired, AuthExpired, False),
    ("999", Blocked, Blocked, False),
    ("authwall", AuthExpired, AuthExpired, False),
    ("login-redirect", AuthExpired, AuthExpired, False),
    ("checkpoint", ChallengeRequired, ChallengeRequired, False),
    ("redirect-loop", AuthExpired, AuthExpired, False),
    ("redirect-elsewhere", AuthExpired, AuthExpired, False),
    ("empty-body", SchemaDrift, SchemaDrift, False),
    ("html200", SchemaDrift, SchemaDrift, False),
    ("list200", SchemaDrift, SchemaDrift, False),
    ("drift-no-type", SchemaDrift, SchemaDrift, False),
    ("drift-unknown-cards", SchemaDrift, SchemaDrift, False),
    ("truncated", Transient, Transient, True),
    ("reset", Transient, Transient, True),
    ("slow", Transient, Transient, True),
    ("drip", Transient, Transient, True),
    ("drip-headers", Transient, Transient, True),
]


# kinds that a true answer survives: how often they strike, -1 for always
SURVIVED = {
    "session-cookie-handshake": 1,
    "no-elements": -1,
    "null-skills": -1,
    "rotate": -1,
    "stale-csrf": 1,
    "full-retired": -1,
    "closed-job": -1,
    "cards-only": -1,
    "ignore-start": -1,
    "ignore-location": -1,
    "utf16": -1,
}


def test_no_kind_of_fault_is_left_out() -> None:
    """A fault added to the stand-in shows here until its outcome is written down."""
    judged = [kind for kind, *_ in FAULTS]
    assert sorted([*judged, *SURVIVED]) == sorted([*KINDS, *VARIANTS])


@pytest.mark.parametrize(("kind", "times"), SURVIVED.items())
def test_what_a_true_answer_survives_costs_nothing_of_it(
    linkedin: Callable[..., LinkedInSource], fault: Callable[..., None], kind: str, times: int
) -> None:
    """No error, and no page that looks empty while there are results: but for the one that truly is."""
    source = linkedin()
    path = {"no-elements": "JobCards", "null-skills": "SkillMatch"}.get(kind, "")
    for call, expected in (
        (lambda: len(source.search_page(SourceQuery(""), None).cards), 0 if kind == "no-elements" else 25),
        (lambda: source.fetch(POSTING).external_id, POSTING),
        (lambda: source.stated_skills(POSTING), () if kind == "null-skills" else ("Go", "Rust")),
    ):
        fault("none")
        fault(kind, times=times, path=path)
        assert call() == expected


@pytest.mark.parametrize(("kind", "from_search", "from_fetch", "retryable"), FAULTS)
def test_a_fault_becomes_its_typed_outcome(
    linkedin: Callable[..., LinkedInSource],
    fault: Callable[..., None],
    kind: str,
    from_search: type[SourceError],
    from_fetch: type[SourceError],
    retryable: bool,
) -> None:
    fault(kind, seconds=3, gap=0.2)
    calls = (
        (from_search, lambda source: source.search_page(QUERY, None)),
        (from_fetch, lambda source: source.fetch(POSTING)),
        (from_fetch, lambda source: source.stated_skills(POSTING)),
    )
    if kind.startswith("drift"):
        calls = calls[:2]  # to the skills endpoint an unknown key is no skills, not a fault
    for expected, call in calls:
        started = time.monotonic()
        with pytest.raises(SourceError) as caught:
            call(linkedin(facing=kind))
        assert type(caught.value) is expected
        assert caught.value.retryable is retryable
        assert time.monotonic() - started < 2.5, "the deadline of 1 s was not kept"


def test_the_error_never_names_cookies_or_the_full_address(
    linkedin: Callable[[], LinkedInSource], fault: Callable[..., None]
) -> None:
    fault("checkpoint")
    with pytest.raises(ChallengeRequired) as caught:
        linkedin().search_page(QUERY, None)
    assert "ut=x" not in caught.value.detail
    assert "python" not in caught.value.detail


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("17", 17.0), ("0", 0.0), ("soon", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)],
)
def test_retry_after_is_kept_where_the_source_says_so(
    linkedin: Callable[[], LinkedInSource], fault: Callable[..., None], header: str, seconds: float | None
) -> None:
    fault("429", retry_after=header)
    with pytest.raises(RateLimited) as caught:
        linkedin().search_page(QUERY, None)
    assert caught.value.retry_after == seconds


def test_a_routing_cookie_handshake_is_followed_in_place(
    linkedin: Callable[[], LinkedInSource], fault: Callable[..., None], asked: Callable[[], list[str]]
) -> None:
    fault("session-cookie-handshake", times=1)
    assert linkedin().search_page(QUERY, None).cards
    assert len(asked()) == 2


def test_a_rate_limit_on_the_second_page_is_not_the_end_of_the_list(
    linkedin: Callable[[], LinkedInSource], fault: Callable[..., None]
) -> None:
    source = linkedin()
    fault("429", after=1)
    first = source.search_page(SourceQuery(""), None)
    assert first.next_cursor == "25"
    with pytest.raises(RateLimited):
        source.search_page(SourceQuery(""), first.next_cursor)


def test_an_honestly_empty_page_is_empty_and_complete(
    linkedin: Callable[[], LinkedInSource], fault: Callable[..., None]
) -> None:
    fault("no-elements")
    page = linkedin().search_page(QUERY, None)
    assert (page.cards, page.total, page.next_cursor, page.complete) == ((), 0, None, True)


def test_null_skills_are_no_skills(
    linkedin: Callable[[], LinkedInSource], fault: Callable[..., None]
) -> None:
    assert linkedin().stated_skills(POSTING) == ("Go", "Rust")
    fault("null-skills")
    assert linkedin().stated_skills(POSTING) == ()


def test_a_server_that_cannot_be_reached_is_transient(linkedin: Callable[..., LinkedInSource]) -> None:
    from dataclasses import replace

    source = linkedin()
    unreachable = LinkedInSource(replace(source._settings, base_url="http://127.0.0.1:9"))
    with pytest.raises(Transient):
        unreachable.search_page(QUERY, None)
