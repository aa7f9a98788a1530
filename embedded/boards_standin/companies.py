"""Boards of one company, as their vendors document them: JSON lists, XML feeds, a careers site."""

import html
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from embedded.boards_standin.state import COMPANY, Posting, State, posted, slug

Reply = tuple[int, str, str]
"""Status, media type, body."""

_JSON, _XML, _HTML, _TEXT = "application/json", "application/xml", "text/html", "text/plain"
_TYPES = {"F": "Full-time", "P": "Part-time", "C": "Contract", "T": "Temporary", "I": "Internship"}
_SCHEMA_TYPES = {
    "F": "FULL_TIME",
    "P": "PART_TIME",
    "C": "CONTRACTOR",
    "T": "TEMPORARY",
    "I": "INTERN",
    "V": "VOLUNTEER",
}


def greenhouse(state: State, address: str) -> Reply:
    """Answer the Job Board API: descriptions are HTML written as entities."""
    return _of_company(state, "greenhouse", urlsplit(address).path.split("/")[3], _greenhouse)


def lever(state: State, address: str) -> Reply:
    """Answer the postings API; an unknown site is ``{"ok": false}``."""
    company = urlsplit(address).path.split("/")[3]
    if company != COMPANY:
        return 404, _JSON, json.dumps({"ok": False, "error": "Document not found"})
    return 200, _JSON, json.dumps([_lever(posting) for posting in state.shown_by("lever")])


def ashby(state: State, address: str) -> Reply:
    """Answer the public job posting API."""
    return _of_company(state, "ashby", urlsplit(address).path.split("/")[3], _ashby)


def workable(state: State, address: str) -> Reply:
    """Answer the public jobs of an account."""
    return _of_company(state, "workable", urlsplit(address).path.split("/")[3], _workable)


def rippling(state: State, address: str) -> Reply:
    """Answer the job board API: a list without descriptions, one page."""
    company = urlsplit(address).path.split("/")[6]
    if company != COMPANY:
        return 404, _JSON, json.dumps({"message": "not found"})
    items = [_rippling(posting) for posting in state.shown_by("rippling")]
    return 200, _JSON, json.dumps({"items": items, "totalPages": 1, "totalItems": len(items)})


def personio(state: State, _address: str) -> Reply:
    """Answer the XML feed of open positions."""
    positions = "".join(_personio(posting) for posting in state.shown_by("personio"))
    return 200, _XML, f'<?xml version="1.0" encoding="UTF-8"?><workzag-jobs>{positions}</workzag-jobs>'


def teamtailor(state: State, address: str) -> Reply:
    """Answer the RSS feed, a hundred items a page."""
    offset = int(parse_qs(urlsplit(address).query).get("offset", ["0"])[0])
    items = "".join(_teamtailor(posting) for posting in state.shown_by("teamtailor")[offset : offset + 100])
    space = 'xmlns:tt="https://teamtailor.com/locations"'
    return 200, "application/rss+xml", f'<rss version="2.0" {space}><channel>{items}</channel></rss>'


def careers_site(state: State, address: str) -> Reply:
    """Answer a careers site: robots.txt names the sitemap, job pages carry JSON-LD."""
    path, host = urlsplit(address).path, urlsplit(address).hostname
    shown = {
        f"/jobs/{slug(posting['title'])}-{posting['id']}": posting for posting in state.shown_by("site")[:5]
    }
    if path == "/robots.txt":
        return 200, _TEXT, f"User-agent: *\nAllow: /\nSitemap: https://{host}/sitemap.xml\n"
    if path == "/sitemap.xml":
        urls = "".join(f"<url><loc>https://{host}{page}</loc></url>" for page in shown)
        return 200, _XML, f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    if path not in shown:
        return 404, _HTML, "<h1>Not found</h1>"
    script = json.dumps(json_ld(shown[path])).replace("</", "<\\/")
    return 200, _HTML, f'<html><script type="application/ld+json">{script}</script></html>'


def json_ld(posting: Posting) -> dict[str, Any]:
    """Return a posting as schema.org describes one."""
    place = posting["location"]
    shown: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": posting["company"], "value": posting["id"]},
        "title": posting["title"],
        "description": posting["description_html"],
        "datePosted": posted(posting).date().isoformat(),
        "employmentType": _SCHEMA_TYPES.get(posting["job_type"], "OTHER"),
        "hiringOrganization": {"@type": "Organization", "name": posting["company"]},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": place["city"],
                "addressRegion": place["region"],
                "addressCountry": place["country"],
            },
        },
    }
    if posting["workplace"] == "remote":
        shown["jobLocationType"] = "TELECOMMUTE"
    if posting.get("salary"):
        shown["baseSalary"] = _base_salary(posting["salary"])
    return shown


def _base_salary(pay: Mapping[str, Any]) -> dict[str, Any]:
    value = {
        "@type": "QuantitativeValue",
        "minValue": pay["min"],
        "maxValue": pay["max"],
        "unitText": pay["period"],
    }
    return {"@type": "MonetaryAmount", "currency": pay["currency"], "value": value}


def _of_company(state: State, board: str, company: str, shape: Callable[[Posting], Any]) -> Reply:
    if company != COMPANY:
        return 404, _JSON, json.dumps({"status": 404, "error": "Not Found"})
    jobs = [shape(posting) for posting in state.shown_by(board)]
    return 200, _JSON, json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}})


def _greenhouse(posting: Posting) -> dict[str, Any]:
    return {
        "id": int(posting["id"]),
        "internal_job_id": int(posting["id"]) + 7,
        "title": posting["title"],
        "updated_at": posted(posting).isoformat(),
        "first_published": posted(posting).isoformat(),
        "absolute_url": f"https://boards.greenhouse.io/{COMPANY}/jobs/{posting['id']}",
        "location": {"name": posting["location"]["raw"]},
        "content": html.escape(posting["description_html"]),
        "departments": [{"id": 1, "name": "All", "child_ids": [], "parent_id": None}],
        "offices": [],
        "metadata": None,
    }


def _lever(posting: Posting) -> dict[str, Any]:
    pay = posting.get("salary")
    return {
        "id": f"00000000-0000-4000-8000-{int(posting['id']):012d}",
        "text": posting["title"],
        "hostedUrl": f"https://jobs.lever.co/{COMPANY}/{posting['id']}",
        "applyUrl": f"https://jobs.lever.co/{COMPANY}/{posting['id']}/apply",
        "createdAt": int(posted(posting).timestamp() * 1000),
        "workplaceType": {"onsite": "on-site"}.get(posting["workplace"], posting["workplace"]),
        "categories": {
            "commitment": _TYPES.get(posting["job_type"], ""),
            "location": posting["location"]["raw"],
            "team": "All",
            "allLocations": [posting["location"]["raw"]],
        },
        "description": posting["description_html"],
        "descriptionPlain": "",
        "lists": [{"text": "What we offer", "content": "<li>Time</li><li>Tools</li>"}],
        "additional": "<p>We answer everybody.</p>",
        **({"salaryRange": {**_range(pay), "interval": "per-year-salary"}} if _is_yearly(pay) else {}),
    }


def _ashby(posting: Posting) -> dict[str, Any]:
    pay = posting.get("salary")
    part = (
        {"compensationType": "Salary", "interval": "1 YEAR", **_component(pay)} if _is_yearly(pay) else None
    )
    return {
        "id": f"00000000-0000-4000-9000-{int(posting['id']):012d}",
        "title": posting["title"],
        "location": posting["location"]["raw"],
        "secondaryLocations": [],
        "department": "All",
        "isListed": True,
        "isRemote": posting["workplace"] == "remote",
        "workplaceType": {"onsite": "OnSite", "remote": "Remote", "hybrid": "Hybrid"}[posting["workplace"]],
        "descriptionHtml": posting["description_html"],
        "descriptionPlain": "",
        "publishedAt": posted(posting).isoformat(),
        "employmentType": {"F": "FullTime", "P": "PartTime", "I": "Intern"}.get(
            posting["job_type"], "Contract"
        ),
        "address": {"postalAddress": {"addressLocality": posting["location"]["city"]}},
        "jobUrl": f"https://jobs.ashbyhq.com/{COMPANY}/{posting['id']}",
        "compensation": {"compensationTiers": [], "summaryComponents": [part] if part else []},
    }


def _workable(posting: Posting) -> dict[str, Any]:
    place = posting["location"]
    return {
        "title": posting["title"],
        "shortcode": f"W{posting['id']}",
        "code": "",
        "employment_type": _TYPES.get(posting["job_type"], ""),
        "telecommuting": posting["workplace"] == "remote",
        "department": "All",
        "url": f"https://apply.workable.com/j/W{posting['id']}",
        "published_on": posted(posting).date().isoformat(),
        "country": place["country"],
        "city": place["city"],
        "state": place["region"],
        "description": posting["description_html"],
    }


def _rippling(posting: Posting) -> dict[str, Any]:
    place = posting["location"]
    kind = {"onsite": "ON_SITE", "remote": "REMOTE", "hybrid": "HYBRID"}[posting["workplace"]]
    where = {
        "name": place["raw"],
        "city": place["city"],
        "state": place["region"],
        "country": place["country"],
    }
    return {
        "id": f"r-{posting['id']}",
        "name": posting["title"],
        "url": f"https://ats.rippling.com/{COMPANY}/jobs/{posting['id']}",
        "department": {"name": "All"},
        "locations": [{**where, "workplaceType": kind}],
    }


def _personio(posting: Posting) -> str:
    fields: Sequence[tuple[str, str]] = (
        ("id", posting["id"]),
        ("office", posting["location"]["raw"]),
        ("department", "All"),
        ("name", posting["title"]),
        ("employmentType", "permanent"),
        ("schedule", "full-time" if posting["job_type"] == "F" else "part-time"),
        ("createdAt", posted(posting).isoformat()),
    )
    inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in fields)
    text = f"<value><![CDATA[{posting['description_html']}]]></value>"
    described = (
        f"<jobDescriptions><jobDescription><name>Tasks</name>{text}</jobDescription></jobDescriptions>"
    )
    return f"<position>{inner}{described}</position>"


def _teamtailor(posting: Posting) -> str:
    place = posting["location"]
    status = {"remote": "fully", "hybrid": "hybrid"}.get(posting["workplace"], "none")
    return (
        f"<item><title>{escape(posting['title'])}</title>"
        f"<description>{escape(posting['description_html'])}</description>"
        f"<link>https://{COMPANY}.teamtailor.com/jobs/{posting['id']}</link><guid>{posting['id']}</guid>"
        f"<pubDate>{posted(posting):%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
        f"<remoteStatus>{status}</remoteStatus><tt:locations><tt:location>"
        f"<tt:city>{escape(place['city'] or '')}</tt:city>"
        f"<tt:country>{escape(place['country'] or '')}</tt:country>"
        "</tt:location></tt:locations></item>"
    )


def _is_yearly(pay: Mapping[str, Any] | None) -> bool:
    return bool(pay) and pay["period"] == "YEAR"  # type: ignore[index] - checked just before


def _range(pay: Any) -> dict[str, Any]:
    return {"min": pay["min"], "max": pay["max"], "currency": pay["currency"]}


def _component(pay: Any) -> dict[str, Any]:
    return {"minValue": pay["min"], "maxValue": pay["max"], "currencyCode": pay["currency"]}
