"""Choosing from a whole listing: two thirds of the words must occur, titles count most, filters hold."""

import pytest

from domain.codes import JobType, Workplace
from domain.postings import Company, JobPosting, Place
from domain.sources import SourceQuery
from services.jobs.listings import choose

LISTING = [
    JobPosting("x", "cpp", "C++ Engineer", company=Company("Krume"), description_html="<p>Embedded C.</p>"),
    JobPosting(
        "x", "data", "Data Engineer", location=Place("Ghent, Belgium"), description_html="<p>Python</p>"
    ),
    JobPosting(
        "x", "far", "Baker", workplace=Workplace.REMOTE, description_html="<p>Data for a python engineer</p>"
    ),
    JobPosting("x", "escaped", "Cook", description_html="&lt;p&gt;Soup, R&amp;amp;D&lt;/p&gt;"),
    JobPosting("x", "part", "Nurse", job_type=JobType.PART_TIME, level=2, description_text="Night shifts"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (SourceQuery("data engineer"), ["data", "far"]),
        (SourceQuery("python data engineer"), ["data", "far"]),
        (SourceQuery("c++"), ["cpp"]),
        (SourceQuery("krume"), ["cpp"]),
        (SourceQuery("soup"), ["escaped"]),
        (SourceQuery("night nurse"), ["part"]),
        (SourceQuery("the nurse"), ["part"]),
        (SourceQuery("nurs"), []),
        (SourceQuery("engineer teapot"), []),
        (SourceQuery("", workplaces=(Workplace.REMOTE,)), ["cpp", "data", "far", "escaped", "part"]),
        (SourceQuery("", workplaces=(Workplace.ONSITE,)), ["cpp", "data", "escaped", "part"]),
        (SourceQuery("nurse", job_types=(JobType.FULL_TIME,)), []),
        (SourceQuery("nurse", experience=(3,)), []),
        (SourceQuery("nurse", experience=(2, 3)), ["part"]),
        (SourceQuery("engineer", location="Ghent"), ["data", "cpp", "far"]),
        (SourceQuery("data", location="Berlin"), ["far"]),
    ],
)
def test_what_a_query_chooses(query: SourceQuery, found: list[str]) -> None:
    chosen = [posting.external_id for posting in choose(LISTING, query)]
    assert sorted(chosen) == sorted(found)
    assert chosen[:1] == found[:1] or query.location or not query.keywords
