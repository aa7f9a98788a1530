"""Boards of many companies, as they document their own APIs."""

import html
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from embedded.boards_standin.companies import Reply
from embedded.boards_standin.state import ADZUNA_KEY, USAJOBS_KEY, Posting, State, posted, slug

_JSON = "application/json"
_THREAD = 46000000
_LEVELS = {
    1: "Internship",
    2: "Entry Level",
    3: "Mid Level",
    4: "Senior Level",
    5: "management",
    6: "management",
}
_TYPES = {"F": "full_time", "P": "part_time", "C": "contract", "I": "internship", "T": "contract"}

Headers = Mapping[str, str]


def remotive(state: State, _address: str, _headers: Headers) -> Reply:
    """Answer all remote jobs, with the notices that stand in front of them."""
    jobs = [_remotive(posting) for posting in state.shown_by("remotive")]
    notice = {"0-legal-notice": "Fictional postings of a stand-in.", "job-count": len(jobs)}
    return _answered({**notice, "jobs": jobs})


def arbeitnow(state: State, address: str, _headers: Headers) -> Reply:
    """Answer one page of a hundred; past the end an empty one."""
    page = int(_asked(address, "page") or "1")
    shown = state.shown_by("arbeitnow")[(page - 1) * 100 : page * 100]
    document = {
        "data": [_arbeitnow(posting) for posting in shown],
        "links": {"first": "?page=1", "last": None, "prev": None, "next": None},
        "meta": {"current_page": page, "per_page": 100, "terms": "Fictional postings of a stand-in."},
    }
    return _answered(document)


def remoteok(state: State, _address: str, _headers: Headers) -> Reply:
    """Answer a list whose first element is the legal notice."""
    notice = {"last_updated": 1, "legal": "Fictional postings of a stand-in: link back."}
    return _answered([notice, *(_remoteok(posting) for posting in state.shown_by("remoteok"))])


def hackernews(state: State, address: str, _headers: Headers) -> Reply:
    """Answer the threads by date, or the comments of one that carry the words."""
    if "search_by_date" in address:
        titles = ("Ask HN: Who wants to be hired?", "Ask HN: Who is hiring? (this month)")
        return _answered({"hits": [{"objectID": str(_THREAD + n), "title": t} for n, t in enumerate(titles)]})
    words = (_asked(address, "query") or "").lower().split()
    shown = [p for p in state.shown_by("hackernews") if all(word in _said(p) for word in words)]
    talk = {"objectID": "1", "parent_id": 99, "comment_text": "Is this still open?", "created_at_i": 1}
    return _answered({"hits": [talk, *map(_comment, shown)], "nbHits": len(shown), "page": 0, "nbPages": 1})


def muse(state: State, address: str, _headers: Headers) -> Reply:
    """Answer twenty postings a page, of the levels asked for."""
    page, levels = int(_asked(address, "page") or "0"), parse_qs(urlsplit(address).query).get("level")
    shown = [p for p in state.shown_by("themuse") if not levels or _LEVELS[p["level"]] in levels]
    results = [_muse(posting) for posting in shown[page * 20 : page * 20 + 20]]
    return _answered({"page": page, "page_count": 3, "items_per_page": 20, "results": results})


def usajobs(state: State, _address: str, headers: Headers) -> Reply:
    """Answer with the right key and an e-mail address as the agent; otherwise refuse."""
    if headers.get("authorization-key") != USAJOBS_KEY or "@" not in headers.get("user-agent", ""):
        return 401, _JSON, json.dumps({"error": "unauthorised"})
    items = [_usajobs(posting) for posting in state.shown_by("usajobs")]
    result = {"SearchResultCount": len(items), "SearchResultCountAll": len(items), "SearchResultItems": items}
    return _answered({"LanguageCode": "EN", "SearchResult": result})


def adzuna(state: State, address: str, _headers: Headers) -> Reply:
    """Answer with the right key; otherwise refuse."""
    if (_asked(address, "app_id"), _asked(address, "app_key")) != ADZUNA_KEY:
        return 401, _JSON, json.dumps({"exception": "AUTH_FAIL"})
    shown = [_adzuna(posting) for posting in state.shown_by("adzuna")[:50]]
    return _answered({"count": len(shown), "mean": 1.0, "results": shown})


def _answered(document: Any) -> Reply:
    return 200, _JSON, json.dumps(document)


def _asked(address: str, name: str) -> str | None:
    return parse_qs(urlsplit(address).query).get(name, [None])[0]  # type: ignore[list-item]


def _said(posting: Posting) -> str:
    return f"{posting['title']} {posting['company']} {posting['description_html']}".lower()


def _remotive(posting: Posting) -> dict[str, Any]:
    return {
        "id": int(posting["id"]),
        "url": f"https://remotive.com/remote-jobs/all/{slug(posting['title'])}-{posting['id']}",
        "title": posting["title"],
        "company_name": posting["company"],
        "category": "All others",
        "tags": ["stand-in"],
        "job_type": _TYPES.get(posting["job_type"], "other"),
        "publication_date": posted(posting).strftime("%Y-%m-%dT%H:%M:%S"),
        "candidate_required_location": posting["location"]["country"],
        "salary": "",
        "description": posting["description_html"],
    }


def _arbeitnow(posting: Posting) -> dict[str, Any]:
    return {
        "slug": f"{slug(posting['title'])}-{posting['id']}",
        "company_name": posting["company"],
        "title": posting["title"],
        "description": posting["description_html"],
        "remote": posting["workplace"] == "remote",
        "url": f"https://www.arbeitnow.com/jobs/{slug(posting['company'])}/{posting['id']}",
        "tags": ["stand-in"],
        "job_types": ["full time" if posting["job_type"] == "F" else "part time"],
        "location": posting["location"]["city"],
        "created_at": int(posted(posting).timestamp()),
    }


def _remoteok(posting: Posting) -> dict[str, Any]:
    pay = posting.get("salary") or {"min": 0, "max": 0}
    return {
        "slug": f"remote-{slug(posting['title'])}-{posting['id']}",
        "id": posting["id"],
        "epoch": int(posted(posting).timestamp()),
        "date": posted(posting).isoformat(),
        "company": posting["company"],
        "position": posting["title"],
        "tags": ["stand-in"],
        "description": posting["description_html"],
        "location": posting["location"]["raw"],
        "salary_min": pay["min"],
        "salary_max": pay["max"],
        "url": f"https://remoteok.com/remote-jobs/{posting['id']}",
        "apply_url": f"https://remoteok.com/l/{posting['id']}",
    }


def _comment(posting: Posting) -> dict[str, Any]:
    place = posting["location"]
    where = f"{place['city']}, {place['country']} | {posting['workplace'].upper()}"
    head = f"{posting['company']} | {posting['title']} | {where} | Full-time"
    return {
        "objectID": str(_THREAD + int(posting["id"]) % 1_000_000),
        "parent_id": _THREAD + 1,
        "story_id": _THREAD + 1,
        "author": "standin",
        "created_at_i": int(posted(posting).timestamp()),
        "comment_text": f"{html.escape(head)}<p>{posting['description_html']}",
    }


def _muse(posting: Posting) -> dict[str, Any]:
    level = _LEVELS[posting["level"]]
    return {
        "id": int(posting["id"]),
        "name": posting["title"],
        "type": "external",
        "contents": posting["description_html"],
        "publication_date": posted(posting).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "locations": [{"name": f"{posting['location']['city']}, {posting['location']['country']}"}],
        "categories": [{"name": "All"}],
        "levels": [{"name": level, "short_name": slug(level)}],
        "tags": [],
        "refs": {"landing_page": f"https://www.themuse.com/jobs/standin/{posting['id']}"},
        "company": {"id": 1, "short_name": slug(posting["company"]), "name": posting["company"]},
    }


def _usajobs(posting: Posting) -> dict[str, Any]:
    pay = posting.get("salary") or {"min": 50000, "max": 60000, "period": "YEAR"}
    code = {"YEAR": "PA", "HOUR": "PH", "DAY": "PD", "MONTH": "PM"}.get(pay["period"], "PA")
    descriptor = {
        "PositionID": f"ST-{posting['id']}",
        "PositionTitle": posting["title"],
        "PositionURI": f"https://www.usajobs.gov:443/GetJob/ViewDetails/{posting['id']}",
        "ApplyURI": [f"https://www.usajobs.gov:443/GetJob/ViewDetails/{posting['id']}?apply"],
        "PositionLocationDisplay": posting["location"]["raw"],
        "OrganizationName": posting["company"],
        "PositionSchedule": [
            {"Name": "Full-time" if posting["job_type"] == "F" else "Part-time", "Code": "1"}
        ],
        "PositionRemuneration": [
            {"MinimumRange": str(pay["min"]), "MaximumRange": str(pay["max"]), "RateIntervalCode": code}
        ],
        "PublicationStartDate": posted(posting).isoformat(),
        "ApplicationCloseDate": posted(posting).replace(year=posted(posting).year + 1, day=1).isoformat(),
        "QualificationSummary": "See below.",
        "UserArea": {"Details": {"JobSummary": posting["description_html"], "MajorDuties": ["One", "Two"]}},
    }
    return {"MatchedObjectId": posting["id"], "MatchedObjectDescriptor": descriptor}


def _adzuna(posting: Posting) -> dict[str, Any]:
    pay = posting.get("salary")
    return {
        "id": posting["id"],
        "title": posting["title"],
        "description": posting["description_html"][:500],
        "redirect_url": f"https://www.adzuna.com/details/{posting['id']}",
        "created": posted(posting).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "company": {"display_name": posting["company"]},
        "location": {"display_name": posting["location"]["raw"], "area": [posting["location"]["country"]]},
        "category": {"label": "All", "tag": "all"},
        "contract_time": "full_time" if posting["job_type"] == "F" else "part_time",
        "salary_min": pay["min"] if pay else 33333.33,
        "salary_max": pay["max"] if pay else 33333.33,
        "salary_is_predicted": "0" if pay else "1",
    }
