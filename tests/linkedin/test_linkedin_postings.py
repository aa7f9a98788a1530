"""A posting is normalised alike from the full and the light decoration, with what each really knows."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.linkedin.accounts import LinkedInAccount, LinkedInSettings
from adapters.linkedin.postings import read_posting, read_skills
from adapters.linkedin.source import LinkedInSource
from adapters.pacing.pacer import Pacer
from adapters.pacing.stores import LocalStore
from domain.codes import JobType, Provenance, Workplace
from domain.postings import Company, Place, Salary
from domain.sources import Paced, PostingGone, SchemaDrift
from embedded.linkedin_standin.server import Running
from embedded.linkedin_standin.state import JSESSIONID, LI_AT

SAMPLES = Path(__file__).parent / "samples"
COOKIES = LinkedInAccount(li_at=LI_AT, jsessionid=JSESSIONID, terms_accepted=True)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def sample(name: str) -> dict[str, Any]:
    """Return a synthetic answer in LinkedIn's shape."""
    return json.loads((SAMPLES / f"voyager_job_{name}.json").read_text(encoding="utf-8"))


def test_the_full_decoration_gives_everything() -> None:
    posting = read_posting(sample("full-65"), "4100000111", seen_at=NOW)
    assert posting.title == "Platform Engineer"
    assert posting.company == Company("Vandelay", "https://www.linkedin.com/company/vandelay")
    assert posting.location == Place("Bengaluru, Karnataka, India", "Bengaluru", "Karnataka", "India")
    assert posting.workplace is Workplace.REMOTE
    assert posting.job_type is JobType.CONTRACT
    assert (posting.level, posting.level_provenance) == (3, Provenance.STATED)
    assert posting.salary == Salary(111_000, 141_000, "USD", "YEAR", Provenance.STATED)
    assert posting.posted_at == datetime.fromtimestamp(1794395551, UTC)
    assert posting.expires_at == datetime.fromtimestamp(1796987551, UTC)
    assert posting.closed_at is None
    assert posting.url == "https://www.linkedin.com/jobs/view/4100000111/"
    assert posting.apply_url == "https://careers.example.invalid/jobs/4100000111?source=LinkedIn_Jobs"
    assert "- 6+ years of professional experience\n- Strong knowledge of Redis" in posting.description_text
    assert "<li>Hands-on with Terraform</li>" in (posting.description_html or "")
    assert "description" not in posting.raw


def test_the_light_decoration_does_not_invent_what_it_lacks() -> None:
    posting = read_posting(sample("light.offsite"), "4100000148", seen_at=NOW)
    assert posting.company.name
    assert posting.workplace is Workplace.ONSITE
    assert (posting.level, posting.level_provenance, posting.job_type, posting.salary) == (None,) * 4


def test_a_company_without_a_page_is_its_typed_name() -> None:
    posting = read_posting(sample("light.company_name_only"), "4100000185", seen_at=NOW)
    assert posting.company == Company("Wayne Data", None)


def test_easy_apply_has_an_address_too() -> None:
    posting = read_posting(sample("light.easy_apply"), "4100000000", seen_at=NOW)
    assert posting.apply_url == "https://www.linkedin.com/job-apply/4100000000"


@pytest.mark.parametrize(
    ("changes", "closed_at"),
    [
        ({"jobState": "CLOSED"}, NOW),
        ({"jobState": "SUSPENDED"}, NOW),
        ({"jobState": "CLOSED", "closedAt": 1794395551000}, datetime.fromtimestamp(1794395551, UTC)),
        ({"jobState": "LISTED", "closedAt": 1794395551000}, datetime.fromtimestamp(1794395551, UTC)),
        ({"jobState": "LISTED"}, None),
        ({"jobState": None}, None),
    ],
)
def test_a_closed_posting_says_since_when(changes: dict[str, Any], closed_at: datetime | None) -> None:
    document = {**sample("full-65"), **changes}
    assert read_posting(document, "4100000111", seen_at=NOW).closed_at == closed_at


@pytest.mark.parametrize(
    "changes",
    [
        {"title": None},
        {"title": "  "},
        {"jobPostingId": 4100000999, "entityUrn": "urn:li:fs_normalized_jobPosting:4100000999"},
        {"jobPostingId": None, "entityUrn": None},
    ],
)
def test_an_answer_that_is_not_the_posting_is_drift(changes: dict[str, Any]) -> None:
    with pytest.raises(SchemaDrift):
        read_posting({**sample("full-65"), **changes}, "4100000111", seen_at=NOW)


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"formattedExperienceLevel": "Not Applicable"}, "level", None),
        ({"formattedExperienceLevel": "Mid-Senior level"}, "level", 4),
        ({"formattedExperienceLevel": "Internship"}, "level", 1),
        ({"formattedExperienceLevel": "Executive"}, "level", 6),
        ({"employmentStatus": "urn:li:fs_employmentStatus:INTERNSHIP"}, "job_type", JobType.INTERNSHIP),
        ({"employmentStatus": None}, "job_type", None),
        ({"workplaceTypes": []}, "workplace", Workplace.REMOTE),
        ({"workplaceTypes": None, "workRemoteAllowed": False}, "workplace", None),
        ({"workplaceTypes": ["urn:li:fs_workplaceType:3"]}, "workplace", Workplace.HYBRID),
        ({"listedAt": "yesterday"}, "posted_at", None),
        ({"salaryInsights": None}, "salary", None),
        ({"salaryInsights": {"compensationBreakdown": []}}, "salary", None),
        ({"companyDetails": None}, "company", Company()),
        ({"applyMethod": {"x.OffsiteApply": {"companyApplyUrl": "javascript:x()"}}}, "apply_url", None),
        ({"description": None}, "description_text", ""),
    ],
)
def test_every_field_may_be_missing_or_odd(changes: dict[str, Any], field: str, value: object) -> None:
    assert getattr(read_posting({**sample("full-65"), **changes}, "4100000111", seen_at=NOW), field) == value


def test_an_estimated_salary_is_marked_as_inferred() -> None:
    document = sample("full-65")
    document["salaryInsights"]["compensationBreakdown"] = [
        {"compensationType": "BONUS", "minSalary": "1.0", "maxSalary": "2.0"},
        {"compensationType": "BASE_SALARY", "minSalary": "21.5", "maxSalary": None, "payPeriod": "HOURLY",
         "currencyCode": "USD", "compensationSource": "LINKEDIN_ESTIMATE"},
    ]  # fmt: skip
    salary = read_posting(document, "4100000111", seen_at=NOW).salary
    assert salary == Salary(21.5, None, "USD", "HOUR", Provenance.INFERRED)


def test_skills_are_named_once_each() -> None:
    assert read_skills(sample("skills"))[:2] == ("CI/CD", "Python (Programming Language)")
    assert read_skills(sample("skills_null")) == ()
    doubled = {"skillMatchStatuses": [{"skill": {"name": "Go"}}, {"localizedSkillDisplayName": "Go"}, None]}
    assert read_skills(doubled) == ("Go",)
    with pytest.raises(SchemaDrift):
        read_skills({"skillMatchStatuses": "many"})


@pytest.mark.parametrize("number", range(14))
def test_what_was_posted_is_what_arrives(
    linkedin: Callable[..., LinkedInSource], standin: Running, number: int
) -> None:
    """Through the real client over HTTP: full decoration, both kinds of company, emoji, every period."""
    data = standin.state.postings[str(4_100_000_000 + number)].data
    posting = linkedin().fetch(data["id"])
    assert (posting.source, posting.external_id, posting.title) == ("linkedin", data["id"], data["title"])
    assert (posting.company.name, posting.company.url) == (data["company"], data["company_url"])
    assert (posting.level, posting.job_type, posting.workplace) == (
        data["level"],
        data["job_type"],
        data["workplace"],
    )
    assert posting.location.country == data["location"]["country"]
    stated = data["salary"] and (data["salary"]["min"], data["salary"]["max"], data["salary"]["period"])
    assert stated == (posting.salary and (posting.salary.min, posting.salary.max, posting.salary.period))
    assert "- 2+ years Rust 🚀\n\nNice 🐍 to have\n- Redis\n- SQL" in posting.description_text


def test_utf16_offsets_give_the_same_posting(
    linkedin: Callable[..., LinkedInSource], fault: Callable[..., None]
) -> None:
    source = linkedin()
    before = source.fetch("4100000001")
    fault("utf16")
    after = source.fetch("4100000001")
    assert after.description_text == before.description_text
    assert after.description_html == before.description_html


def test_the_light_decoration_takes_over_when_the_full_one_is_retired(
    linkedin: Callable[..., LinkedInSource], fault: Callable[..., None], asked: Callable[[], list[str]]
) -> None:
    """The first fetch costs a second request; after that the light one is asked for at once."""
    source = linkedin()
    fault("full-retired")
    assert source.fetch("4100000001").level is None
    assert source.fetch("4100000002").title == "C++ Developer"
    assert [("Full" in address, "Light" in address) for address in asked()] == [
        (True, False),
        (False, True),
        (False, True),
    ]


def test_pacing_between_the_two_decorations_does_not_start_over(
    linkedin: Callable[..., LinkedInSource], fault: Callable[..., None], asked: Callable[[], list[str]]
) -> None:
    now = [time.time()]
    fault("full-retired")
    source = linkedin(pacer=Pacer(LocalStore(lambda: now[0])))
    with pytest.raises(Paced) as paced:
        source.fetch("4100000001")
    now[0] += paced.value.retry_after or 0
    assert source.fetch("4100000001").title
    assert len(asked()) == 2


@pytest.mark.parametrize("identity", ["4199999999", "abc", "../../me", ""])
def test_a_posting_that_is_not_there_is_gone(linkedin: Callable[..., LinkedInSource], identity: str) -> None:
    with pytest.raises(PostingGone):
        linkedin().fetch(identity)


def test_a_posting_closed_at_the_source_is_closed_here(
    linkedin: Callable[..., LinkedInSource], fault: Callable[..., None]
) -> None:
    fault("closed-job")
    assert linkedin().fetch("4100000001").closed_at is not None


@pytest.fixture
def thorough(standin: Running) -> Callable[..., LinkedInSource]:
    """Return a maker of sources that ask for skills too."""

    def make(pacer: Pacer | None = None) -> LinkedInSource:
        settings = LinkedInSettings(COOKIES, standin.url, with_skills=True)
        return LinkedInSource(settings, pacer)

    return make


def test_skills_are_asked_for_where_they_are_wanted(
    linkedin: Callable[..., LinkedInSource],
    thorough: Callable[..., LinkedInSource],
    asked: Callable[[], list[str]],
) -> None:
    assert thorough().fetch("4100000001").stated_skills == ("Go", "Rust")
    assert linkedin().fetch("4100000001").stated_skills == ()
    assert sum("SkillMatch" in address for address in asked()) == 1


def test_a_posting_is_not_read_again_while_its_skills_wait_for_their_turn(
    thorough: Callable[..., LinkedInSource], asked: Callable[[], list[str]]
) -> None:
    now = [time.time()]
    source = thorough(Pacer(LocalStore(lambda: now[0])))
    with pytest.raises(Paced) as paced:
        source.fetch("4100000001")
    now[0] += paced.value.retry_after or 0
    assert source.fetch("4100000001").stated_skills == ("Go", "Rust")
    assert len(asked()) == 2


@pytest.mark.parametrize("kind", ["400", "404", "410", "html200"])
def test_a_posting_is_whole_without_skills_that_linkedin_will_not_tell(
    thorough: Callable[..., LinkedInSource], fault: Callable[..., None], kind: str
) -> None:
    fault(kind, path="SkillMatch")
    posting = thorough().fetch("4100000001")
    assert (posting.title, posting.stated_skills) == ("Ward Nurse", ())
