"""Fictional postings in LinkedIn's Voyager shapes, field by field as recorded answers have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zlib import crc32

from adapters.demo import DemoRecord
from embedded.linkedin_standin.markup import describe

Json = dict[str, Any]

DAY = 86_400_000
WORKPLACE_CODES = {"onsite": "1", "remote": "2", "hybrid": "3"}
WORKPLACE_NAMES = {"1": "On-site", "2": "Remote", "3": "Hybrid"}
LEVELS = {
    1: "Internship",
    2: "Entry level",
    3: "Associate",
    4: "Mid-Senior level",
    5: "Director",
    6: "Executive",
}
JOB_TYPES = {
    "F": ("FULL_TIME", "Full-time"),
    "P": ("PART_TIME", "Part-time"),
    "C": ("CONTRACT", "Contract"),
    "T": ("TEMPORARY", "Temporary"),
    "I": ("INTERNSHIP", "Internship"),
    "V": ("VOLUNTEER", "Volunteer"),
    "O": ("OTHER", "Other"),
}
PAY_PERIODS = {"YEAR": "YEARLY", "MONTH": "MONTHLY", "WEEK": "WEEKLY", "DAY": "DAILY", "HOUR": "HOURLY"}

_COMPANY = "com.linkedin.voyager.deco.jobs.web.shared.Web{}JobPostingCompany"


@dataclass(frozen=True, eq=False)
class Posting:
    """A fictional posting with the numbers that LinkedIn would give it; equal to itself alone."""

    record: DemoRecord
    listed_at: int
    expires_at: int
    company_id: int

    @classmethod
    def from_record(cls, record: DemoRecord, now: datetime) -> "Posting":
        """Place a record in time; ``now`` is when the server was started or reset."""
        data = record.data
        listed = now - timedelta(days=data["posted_days_ago"], minutes=crc32(record.id.encode()) % 600)
        expires = now + timedelta(days=data["expires_in_days"])
        company_id = 1_000 + crc32(data["company"].encode()) % 9_000_000
        return cls(record, _milliseconds(listed), _milliseconds(expires), company_id)

    @property
    def id(self) -> str:
        """Return the posting's ten digits."""
        return self.record.id

    @property
    def data(self) -> Mapping[str, Any]:
        """Return the record as written in the file."""
        return self.record.data

    @property
    def workplace(self) -> str:
        """Return LinkedIn's number of the workplace."""
        return WORKPLACE_CODES[self.data["workplace"]]

    @cached_property
    def description(self) -> Json:
        """Return the description in LinkedIn's form, offsets in code points."""
        return describe(self.data["description_html"])


def light(posting: Posting, *, state: str = "LISTED", utf16: bool = False) -> Json:
    """Return the posting as ``WebLightJobPosting-23`` does: neither level, job type nor salary."""
    urn = f"urn:li:fs_workplaceType:{posting.workplace}"
    return {
        **_shared(posting, "Compact", state=state, utf16=utf16),
        "$recipeType": "com.linkedin.voyager.deco.jobs.web.shared.WebLightJobPosting",
        "workplaceTypesResolutionResults": {
            urn: {
                "localizedName": WORKPLACE_NAMES[posting.workplace],
                "$recipeType": "com.linkedin.voyager.deco.jobs.shared.WebJobDetailsWorkplaceType",
                "entityUrn": urn,
            }
        },
    }


def full(posting: Posting, *, state: str = "LISTED", utf16: bool = False) -> Json:
    """Return the posting as ``WebFullJobPosting-65`` does."""
    code, label = JOB_TYPES[posting.data["job_type"]]
    return {
        **_shared(posting, "", state=state, utf16=utf16),
        "$recipeType": "com.linkedin.voyager.deco.jobs.web.shared.WebFullJobPosting",
        "formattedExperienceLevel": LEVELS[posting.data["level"]],
        "formattedEmploymentStatus": label,
        "employmentStatus": f"urn:li:fs_employmentStatus:{code}",
        "originalListedAt": posting.listed_at,
        "expireAt": posting.expires_at,
        "closedAt": posting.listed_at + DAY if state != "LISTED" else None,
        "jobPostingUrl": f"https://www.linkedin.com/jobs/view/{posting.id}/",
        "salaryInsights": {"providedByEmployer": True, "compensationBreakdown": _pay(posting)},
    }


def skills(posting: Posting) -> Json:
    """Return the posting's skills as ``FullJobSkillMatchInsight-17`` does."""
    return {
        "companyUrn": f"urn:li:fsd_company:{posting.company_id}",
        "entityUrn": f"urn:li:fsd_jobSkillMatchInsight:{posting.id}",
        "skillMatchStatuses": [
            {
                "localizedSkillDisplayName": name,
                "skill": {"name": name, "entityUrn": f"urn:li:fsd_skill:{crc32(name.encode()) % 60_000}"},
                "skillOnProfile": False,
            }
            for name in posting.data.get("skills") or ()
        ],
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _shared(posting: Posting, company_kind: str, *, state: str, utf16: bool) -> Json:
    data = posting.data
    return {
        "dashEntityUrn": f"urn:li:fsd_jobPosting:{posting.id}",
        "entityUrn": f"urn:li:fs_normalized_jobPosting:{posting.id}",
        "jobPostingId": int(posting.id),
        "jobState": state,
        "title": data["title"],
        "companyDetails": _company(posting, _COMPANY.format(company_kind)),
        "description": describe(data["description_html"], utf16=True) if utf16 else posting.description,
        "applyMethod": _apply_method(posting),
        "formattedLocation": data["location"]["raw"],
        "workRemoteAllowed": data["workplace"] == "remote",
        "workplaceTypes": [f"urn:li:fs_workplaceType:{posting.workplace}"],
        "listedAt": posting.listed_at,
        "talentHubJob": False,
    }


def _company(posting: Posting, kind: str) -> Json:
    """Return the union's one member: a page, or the bare name of a company without one."""
    name, url = posting.data["company"], posting.data.get("company_url")
    if not url:
        return {"com.linkedin.voyager.jobs.JobPostingCompanyName": {"companyName": name}}
    urn = f"urn:li:fs_normalized_company:{posting.company_id}"
    page = {"entityUrn": urn, "name": name, "url": url}
    return {kind: {"companyResolutionResult": page, "company": urn, "$recipeType": kind}}


def _apply_method(posting: Posting) -> Json:
    url = posting.data.get("apply_url")
    if url:
        return {
            "com.linkedin.voyager.jobs.OffsiteApply": {"inPageOffsiteApply": False, "companyApplyUrl": url}
        }
    easy = {"unifyApplyEnabled": True, "easyApplyUrl": f"https://www.linkedin.com/job-apply/{posting.id}"}
    return {"com.linkedin.voyager.jobs.ComplexOnsiteApply": easy}


def _pay(posting: Posting) -> list[Json]:
    salary = posting.data.get("salary")
    if not salary:
        return []
    return [
        {
            "minSalary": str(float(salary["min"])),
            "maxSalary": str(float(salary["max"])),
            "currencyCode": salary["currency"],
            "payPeriod": PAY_PERIODS[salary["period"]],
            "compensationType": "BASE_SALARY",
            "compensationSource": "JOB_POSTER_PROVIDED",
        }
    ]
