"""The companies whose boards a search reads: named as ``greenhouse:acme``, or by a board's address."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from domain.problems import Invalid
from models.account import Account

MOST_COMPANIES = 100
_SITE = "careersite"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}")
_PATH = re.compile(r"(/[\w.~%-]+)*")
_SYSTEMS = ("greenhouse", "lever", "ashby", "personio", "teamtailor", "workable", "rippling", _SITE)
_BY_PATH = {
    "boards.greenhouse.io": "greenhouse",
    "job-boards.greenhouse.io": "greenhouse",
    "boards.eu.greenhouse.io": "greenhouse",
    "job-boards.eu.greenhouse.io": "greenhouse",
    "jobs.lever.co": "lever",
    "jobs.eu.lever.co": "lever",
    "jobs.ashbyhq.com": "ashby",
    "apply.workable.com": "workable",
    "ats.rippling.com": "rippling",
}
_BY_HOST = {
    ".jobs.personio.de": "personio",
    ".jobs.personio.com": "personio",
    ".teamtailor.com": "teamtailor",
    ".workable.com": "workable",
}


def read_companies(given: Iterable[str]) -> tuple[str, ...]:
    """Return companies as ``system:name``, each once; Invalid names those that cannot be understood."""
    found: dict[str, None] = {}
    for text in given:
        company = read_company(text.strip())
        if company is None:
            raise Invalid(companies=f"{text[:80]!r} is neither like greenhouse:acme nor a board's address")
        found[company] = None
    if len(found) > MOST_COMPANIES:
        raise Invalid(companies=f"at most {MOST_COMPANIES} companies")
    return tuple(found)


def read_company(text: str) -> str | None:
    """Return ``system:name`` of a company given in that form or as an address; None for anything else."""
    system, colon, name = text.partition(":")
    if colon and not name.startswith("//"):
        return _named(system.strip().lower(), name.strip())
    return _addressed(text if "//" in text else f"https://{text}")


def names_of(companies: Iterable[str], system: str) -> list[str]:
    """Return the names of the companies on one system."""
    return [name for known, _, name in (company.partition(":") for company in companies) if known == system]


def systems_of(companies: Iterable[str]) -> set[str]:
    """Return the systems that the companies are on."""
    return {company.partition(":")[0] for company in companies}


def follow_companies(session: Session, account_id: int, companies: Sequence[str]) -> list[str]:
    """Replace the companies whose boards every search of the account reads; Invalid as above."""
    account = session.get_one(Account, account_id)
    account.companies = list(read_companies(companies))
    return account.companies


def followed_companies(session: Session, account_id: int) -> list[str]:
    """Return the companies that the account follows."""
    return session.get_one(Account, account_id).companies


def _named(system: str, name: str) -> str | None:
    if system not in _SYSTEMS:
        return None
    if system == _SITE:
        return _site(name if "//" in name else f"https://{name}")
    return f"{system}:{name}" if _NAME.fullmatch(name) else None


def _addressed(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    first = parts.path.strip("/").split("/")[0]
    if host in _BY_PATH:
        return _named(_BY_PATH[host], first)
    for ending, system in _BY_HOST.items():
        if host.endswith(ending):
            return _named(system, host.removesuffix(ending))
    return _site(address)


def _site(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host, path = (parts.hostname or "").lower(), parts.path.rstrip("/")
    usable = parts.scheme in ("http", "https") and port in (None, 80, 443) and not parts.username
    if usable and _HOST.fullmatch(host) and _PATH.fullmatch(path):
        return f"{_SITE}:{host}{path}"
    return None
