"""The served document says exactly what the API does, and its pages need nobody else's server."""

import json
import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from tests.conftest import ROOT
from tests.web.conftest import Caller
from tests.web.test_contract import operations

pytestmark = pytest.mark.services

EXPORTED = ROOT / "docs" / "openapi.json"
CASES = 12
"""Generated requests per operation: enough to find a loose schema, few enough for every run."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    """Return the served document."""
    return app.test_client().get("/api/openapi.json").json


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document, cls=OpenAPIV31SpecValidator)


def test_every_route_is_described(app: Flask, document: dict[str, Any]) -> None:
    served = {
        (rule.replace("<", "{").replace(">", "}"), method.lower()) for method, rule, _ in operations(app)
    }
    described = {(path, method) for path, item in document["paths"].items() for method in item} - {
        (path, "parameters") for path in document["paths"]
    }
    assert served == described


def test_every_operation_tells_its_errors_and_needs_a_key(document: dict[str, Any]) -> None:
    assert document["security"] == [{"bearer": []}]
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                assert {"401", "403", "429", "default"} <= operation["responses"].keys(), (path, method)
                assert operation["summary"]
                assert operation["tags"]


def test_what_runs_later_says_where_to_look(document: dict[str, Any]) -> None:
    for path in ("/api/resumes/upload", "/api/searches"):
        headers = document["paths"][path]["post"]["responses"]["202"]["headers"]
        assert headers.keys() == {"Location", "Retry-After"}


def test_webhooks_are_described(document: dict[str, Any]) -> None:
    assert {"resume.parsed", "resume.failed", "search.completed", "search.failed"} <= document[
        "webhooks"
    ].keys()


def test_the_exported_copy_is_current(document: dict[str, Any]) -> None:
    """`rolefit openapi > docs/openapi.json` renews it."""
    assert json.loads(EXPORTED.read_text(encoding="utf-8")) == document


def test_the_docs_load_nothing_from_elsewhere(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/").headers["Location"] == "/api/docs"
    page = client.get("/api/docs")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded
    assert all(url.startswith("/api/_swagger/") for url in loaded)
    assert "<script>" not in page.text
    assert "http" not in page.text + client.get("/api/_swagger/start.js").text
    for url in loaded:
        assert client.get(url).status_code == 200, url
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy


@pytest.mark.parametrize("name", ["index.html", "../__init__.py", "%2e%2e/x", "swagger-ui.css.map"])
def test_no_other_file_is_served(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/api/_swagger/{name}").status_code == 404


def test_generated_requests_get_what_the_document_promises(app: Flask, caller: Caller) -> None:
    """No 5xx; status, media type and body are as described, whatever is sent."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    operations_tried = 0
    for found in schema.get_all_operations():
        _try(found.ok(), {"Authorization": f"Bearer {caller.key}"})
        operations_tried += 1
    assert operations_tried >= 25


def _try(operation: Any, headers: dict[str, str]) -> None:
    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def conforms(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    conforms()
