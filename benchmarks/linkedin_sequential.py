"""The baseline for search speed: linkedin-api as it comes, call after call, only its sleeps removed."""

import functools
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from linkedin_api import Linkedin
from requests.cookies import RequestsCookieJar

from embedded.linkedin_standin.state import JSESSIONID, LI_AT


@dataclass(frozen=True)
class SequentialRun:
    """What the plain client did: postings read, requests sent, seconds taken."""

    postings: int
    requests: int
    seconds: float


def run_sequentially(base_url: str, keywords: str, limit: int) -> SequentialRun:
    """Search, then fetch each posting and its skills, as a script over linkedin-api would.

    ``base_url`` is a stand-in's. The package sleeps 2 to 5 s before each call; without that its speed is the
    server's latency times ``1 + 2 · limit`` requests (more where pages come short).
    """
    client = _client(base_url)
    sent = _count_requests(client)
    started = time.perf_counter()
    found = client.search_jobs(keywords=keywords, limit=limit, listed_at=30 * 86_400)[:limit]
    for entity in found:
        identity = entity["entityUrn"].rpartition(":")[2]
        client.get_job(identity)
        client.get_job_skills(identity)
    return SequentialRun(len(found), sent[0], time.perf_counter() - started)


def _client(base_url: str) -> Linkedin:
    client = Linkedin("", "", cookies=_cookies(base_url))
    client.client.LINKEDIN_BASE_URL = base_url
    client.client.API_BASE_URL = f"{base_url}/voyager/api"
    # The pause is bound as a default argument of the package's method.
    client._fetch = functools.partial(client._fetch, evade=lambda: None)  # noqa: SLF001
    return client


def _count_requests(client: Linkedin) -> list[int]:
    sent = [0]

    def count(*_: Any, **__: Any) -> None:
        sent[0] += 1

    client.client.session.hooks["response"].append(count)
    return sent


def _cookies(base_url: str) -> RequestsCookieJar:
    host = urlsplit(base_url).hostname
    jar = RequestsCookieJar()
    jar.set("li_at", LI_AT, domain=host, path="/")
    jar.set("JSESSIONID", f'"{JSESSIONID}"', domain=host, path="/")
    return jar
