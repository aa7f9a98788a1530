"""Talk to a running Rolefit over its own HTTP API, as any integrator would."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import requests

ROOT = Path(__file__).resolve().parent.parent
_WAIT_SECONDS = 5
_FINISHED = ("succeeded", "partial", "failed", "cancelled")

Task = dict[str, Any]


class ApiError(click.ClickException):
    """The API refused, failed, or could not be reached; the message is for people."""


def owner_file() -> Path:
    """Return where `make run` keeps the owner's address and key."""
    return Path(os.environ.get("ROLEFIT_VAR") or ROOT / "var") / "owner.json"


class Client:
    """Calls with the owner's key, or with ``ROLEFIT_URL`` and ``ROLEFIT_API_KEY``."""

    def __init__(self) -> None:
        self._url, key = _address()
        self._http = requests.Session()
        self._http.headers["Authorization"] = f"Bearer {key}"

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        """Return the JSON at ``path``."""
        return self._call("GET", path, params=params)

    def post(self, path: str, **options: Any) -> dict[str, Any]:
        """Post and return the JSON answer."""
        return self._call("POST", path, **options)

    def wait(self, task: Task, report: Callable[[Task], None], seconds: float = 600) -> Task:
        """Poll a task until it has finished, reporting each look; ApiError when it takes too long."""
        deadline = time.monotonic() + seconds
        while task["status"] not in _FINISHED:
            if time.monotonic() > deadline:
                raise ApiError(
                    f"{task['kind']} has not finished after {seconds:.0f} s; it goes on ({task['id']})"
                )
            report(task)
            task = self.get(f"/api/tasks/{task['id']}", wait=_WAIT_SECONDS)
        report(task)
        return task

    def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            answer = self._http.request(method, self._url + path, timeout=30, **options)
        except requests.RequestException as error:
            raise ApiError(f"no Rolefit answers at {self._url}: start it with `make run`") from error
        body: dict[str, Any] = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        if answer.status_code >= 400:
            raise ApiError(_reason(body) or f"{path} answered {answer.status_code}")
        return body


def _address() -> tuple[str, str]:
    url, key = os.environ.get("ROLEFIT_URL"), os.environ.get("ROLEFIT_API_KEY")
    if url and key:
        return url.rstrip("/"), key
    try:
        owner = json.loads(owner_file().read_text(encoding="utf-8"))
        return owner["url"], owner["api_key"]
    except (OSError, ValueError, KeyError) as error:
        raise ApiError(
            "no Rolefit is set up here: run `make run`, or set ROLEFIT_URL and ROLEFIT_API_KEY"
        ) from error


def _reason(problem: dict[str, Any]) -> str:
    fields = [f"{name} {text}" for name, texts in problem.get("errors", {}).items() for text in texts]
    return "; ".join(fields) or problem.get("detail") or problem.get("title", "")
