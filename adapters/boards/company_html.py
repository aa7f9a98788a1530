"""The HTML of each posting in a board's own documents: the reader of boards gives plain text alone."""

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from services.jobs.descriptions import unescaped
from services.jobs.fields import record, text

Record = Mapping[str, Any]


def documents(bodies: Mapping[str, str]) -> list[Any]:
    """Return the JSON documents among the answers."""
    found = []
    for body in bodies.values():
        try:
            found.append(json.loads(body))
        except (ValueError, RecursionError):
            continue
    return found


def html_by_id(system: str, found: list[Any]) -> dict[str, str]:
    """Return the HTML by the posting's own id; empty for boards that are not JSON lists."""
    if system not in _READERS:
        return {}
    key, html = _READERS[system]
    return {text(job.get(key)): html(job) for document in found for job in _jobs(document)}


def _jobs(document: Any) -> list[Record]:
    jobs = document.get("jobs") if isinstance(document, dict) else document
    return [job for job in jobs if isinstance(job, dict)] if isinstance(jobs, list) else []


def _greenhouse(job: Record) -> str:
    return unescaped(_markup(job, "content"))


def _lever(job: Record) -> str:
    lists = [record(block) for block in job.get("lists") or [] if isinstance(block, dict)]
    blocks = [
        f"<h3>{escape(text(block.get('text')))}</h3><ul>{_markup(block, 'content')}</ul>" for block in lists
    ]
    return "".join((_markup(job, "description"), *blocks, _markup(job, "additional")))


def _ashby(job: Record) -> str:
    return _markup(job, "descriptionHtml")


def _workable(job: Record) -> str:
    return _markup(job, "description")


def _markup(job: Record, name: str) -> str:
    value = job.get(name)
    return value if isinstance(value, str) else ""


_READERS: Mapping[str, tuple[str, Callable[[Record], str]]] = {
    "greenhouse": ("id", _greenhouse),
    "lever": ("id", _lever),
    "ashby": ("id", _ashby),
    "workable": ("shortcode", _workable),
}
