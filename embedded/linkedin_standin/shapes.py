"""Fictional postings in LinkedIn's Voyager shapes, field by field as recorded answers have them."""

import random
from collections.abc import Mapping, Sequence
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
_JOBS = "com.linkedin.voyager.dash.jobs"


@dataclass(frozen=True)
class Posting:
    """A fictional posting with the numbers that LinkedIn would give it."""

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

    @cached_property
    def entities(self) -> list[Json]:
        """Return what a search page's pool holds for this posting."""
        return _entities(self)


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


def search_page(found: Sequence[Posting], start: int, count: int, served: int) -> Json:
    """Return ``served`` cards from ``start`` on; ``included`` is shuffled: LinkedIn's has no order either."""
    page = found[start : start + served]
    pool = {str(entity["entityUrn"]): entity for posting in page for entity in posting.entities}
    entities = list(pool.values())
    random.Random(start).shuffle(entities)
    return {
        "data": {
            "$type": "com.linkedin.restli.common.CollectionResponse",
            "paging": {"start": start, "count": count, "total": len(found), "links": []},
            "metadata": {"$type": f"{_JOBS}.search.JobSearchCardsCollectionMetadata"},
            "elements": [
                {
                    "$type": f"{_JOBS}.JobCard",
                    "$recipeTypes": ["com.linkedin.deco.recipe.anonymous.Anon1964842452"],
                    "jobCardUnion": {"*jobPostingCard": _card_urn(posting)},
                }
                for posting in page
            ],
        },
        "included": entities,
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


def _card_urn(posting: Posting) -> str:
    return f"urn:li:fsd_jobPostingCard:({posting.id},JOBS_SEARCH)"


def _entities(posting: Posting) -> list[Json]:
    """Return what ``included`` holds for one card: the eight-key posting, the card, the company."""
    urn = f"urn:li:fsd_jobPosting:{posting.id}"
    entity = {
        "$type": f"{_JOBS}.JobPosting",
        "$recipeTypes": ["com.linkedin.deco.recipe.anonymous.Anon1578943416"],
        "entityUrn": urn,
        "trackingUrn": f"urn:li:jobPosting:{posting.id}",
        "title": posting.data["title"],
        "posterId": str(posting.company_id),
        "contentSource": "JOBS_PREMIUM_OFFLINE",
        "repostedJob": False,
    }
    company = {
        "$type": "com.linkedin.voyager.dash.organization.Company",
        "entityUrn": f"urn:li:fsd_company:{posting.company_id}",
        "logo": {"vectorImage": None},
    }
    return [entity, _card(posting, urn), company]


def _card(posting: Posting, urn: str) -> Json:
    place = f"{posting.data['location']['raw']} ({WORKPLACE_NAMES[posting.workplace]})"
    return {
        "$type": f"{_JOBS}.JobPostingCard",
        "entityUrn": _card_urn(posting),
        "jobPostingUrn": urn,
        "*jobPosting": urn,
        "preDashNormalizedJobPostingUrn": f"urn:li:fs_normalized_jobPosting:{posting.id}",
        "jobPostingTitle": posting.data["title"],
        "title": _view(posting.data["title"]),
        "primaryDescription": _view(posting.data["company"]),
        "secondaryDescription": _view(place),
        "tertiaryDescription": None,
        "footerItems": [{"type": "LISTED_DATE", "timeAt": posting.listed_at}],
    }


def _view(text: str) -> Json:
    kind = "com.linkedin.voyager.dash.common.text.TextViewModel"
    return {"$type": kind, "textDirection": "USER_LOCALE", "text": text}
