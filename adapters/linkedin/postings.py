"""Turn LinkedIn's posting, in the full or the light decoration, into ours."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from adapters.linkedin.cards import from_milliseconds
from adapters.linkedin.descriptions import rebuild
from domain.codes import JobType, Level, Provenance, Workplace
from domain.postings import Company, JobPosting, Place, Salary
from domain.sources import SchemaDrift
from services.jobs.places.understand import understand_place

SOURCE = "linkedin"

Record = Mapping[str, Any]

_LEVELS = {
    "internship": Level.INTERNSHIP,
    "entry level": Level.ENTRY,
    "associate": Level.ASSOCIATE,
    "mid-senior level": Level.MID_SENIOR,
    "director": Level.DIRECTOR,
    "executive": Level.EXECUTIVE,
}
_JOB_TYPES = {
    "FULL_TIME": JobType.FULL_TIME,
    "PART_TIME": JobType.PART_TIME,
    "CONTRACT": JobType.CONTRACT,
    "TEMPORARY": JobType.TEMPORARY,
    "INTERNSHIP": JobType.INTERNSHIP,
    "VOLUNTEER": JobType.VOLUNTEER,
    "OTHER": JobType.OTHER,
}
_PERIODS = {"YEARLY": "YEAR", "MONTHLY": "MONTH", "WEEKLY": "WEEK", "DAILY": "DAY", "HOURLY": "HOUR"}
_STORED_ELSEWHERE = frozenset({"description", "companyDetails", "workplaceTypesResolutionResults"})


def read_posting(document: Record, external_id: str, *, seen_at: datetime) -> JobPosting:
    """Return the posting; ``SchemaDrift`` if it has no title or is another one.

    A posting that is closed without saying when counts as closed at ``seen_at``. The light decoration knows
    neither level, job type nor salary; those are then None.
    """
    title = _title(document, external_id)
    description = rebuild(_record(document.get("description")))
    level = _LEVELS.get(str(document.get("formattedExperienceLevel")).lower())
    return JobPosting(
        source=SOURCE,
        external_id=external_id,
        title=title,
        url=f"https://www.linkedin.com/jobs/view/{external_id}/",
        apply_url=_apply_url(document),
        company=_company(document),
        location=understand_place(Place(raw=document.get("formattedLocation"))),
        workplace=_workplace(document),
        job_type=_JOB_TYPES.get(str(document.get("employmentStatus")).rsplit(":", 1)[-1]),
        level=level.value if level else None,
        level_provenance=Provenance.STATED if level else None,
        salary=_salary(document),
        posted_at=from_milliseconds(document.get("listedAt")),
        expires_at=from_milliseconds(document.get("expireAt")),
        closed_at=_closed_at(document, seen_at),
        description_html=description.html,
        description_text=description.text,
        raw={name: value for name, value in document.items() if name not in _STORED_ELSEWHERE},
    )


def _title(document: Record, external_id: str) -> str:
    title = document.get("title")
    identity = str(document.get("jobPostingId") or document.get("entityUrn") or "")
    if not isinstance(title, str) or not title.strip() or not identity.endswith(external_id):
        raise SchemaDrift("the posting has no title or is not the one asked for")
    return " ".join(title.split())


def read_skills(document: Record) -> tuple[str, ...]:
    """Return the names of the skills LinkedIn sees in a posting; it may know none."""
    statuses = document.get("skillMatchStatuses")
    if statuses is None:
        return ()
    if not isinstance(statuses, list):
        raise SchemaDrift("the skills are of an unknown kind")
    names = (_skill_name(_record(status)) for status in statuses)
    return tuple(dict.fromkeys(name for name in names if name))


def _skill_name(status: Record) -> str | None:
    return status.get("localizedSkillDisplayName") or _record(status.get("skill")).get("name")


def _record(value: Any) -> Record:
    return value if isinstance(value, dict) else {}


def _union_member(value: Any) -> Record:
    """Return the only member of a Rest.li union ``{"type name": {…}}``."""
    return _record(next(iter(_record(value).values()), None))


def _company(document: Record) -> Company:
    """Read either member: a company with a page, or a name somebody typed."""
    member = _union_member(document.get("companyDetails"))
    page = _record(member.get("companyResolutionResult"))
    return Company(name=page.get("name") or member.get("companyName"), url=_web_address(page.get("url")))


def _apply_url(document: Record) -> str | None:
    method = _union_member(document.get("applyMethod"))
    return _web_address(method.get("companyApplyUrl")) or _web_address(method.get("easyApplyUrl"))


def _web_address(value: Any) -> str | None:
    """Return an address people may safely click, None for anything else."""
    if not isinstance(value, str) or urlsplit(value).scheme not in ("http", "https"):
        return None
    return value


def _workplace(document: Record) -> Workplace | None:
    for urn in document.get("workplaceTypes") or ():
        code = str(urn).rsplit(":", 1)[-1]
        if code in ("1", "2", "3"):
            return Workplace.from_remote_code(int(code))
    return Workplace.REMOTE if document.get("workRemoteAllowed") else None


def _closed_at(document: Record, seen_at: datetime) -> datetime | None:
    closed_at = from_milliseconds(document.get("closedAt"))
    if closed_at or document.get("jobState") in (None, "LISTED"):
        return closed_at
    return seen_at


def _salary(document: Record) -> Salary | None:
    """Return the base pay, stated if the employer gave it and inferred if LinkedIn estimated it."""
    breakdown = _record(document.get("salaryInsights")).get("compensationBreakdown")
    offers = [_record(offer) for offer in breakdown or ()]
    base = next((offer for offer in offers if offer.get("compensationType") == "BASE_SALARY"), None)
    lowest, highest = (_number((base or {}).get(name)) for name in ("minSalary", "maxSalary"))
    if base is None or (lowest is None and highest is None):
        return None
    stated = base.get("compensationSource") == "JOB_POSTER_PROVIDED"
    return Salary(
        min=lowest,
        max=highest,
        currency=base.get("currencyCode"),
        period=_PERIODS.get(str(base.get("payPeriod"))),
        provenance=Provenance.STATED if stated else Provenance.INFERRED,
    )


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
