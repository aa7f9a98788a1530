"""`rolefit openapi`: print the API's OpenAPI 3.1 document; docs/openapi.json is its output."""

import json
import os
from typing import Any

import click

# Describing the API needs neither a server nor a secret.
_PLACEHOLDERS = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "SECRET_KEY": "describe" * 4,
}


def document() -> dict[str, Any]:
    """Return the document that ``/api/openapi.json`` serves."""
    for name, value in _PLACEHOLDERS.items():
        os.environ.setdefault(name, value)
    from wsgi import app

    described: dict[str, Any] = app.test_client().get("/api/openapi.json").get_json()
    return described


@click.command()
def command() -> None:
    """Print the OpenAPI document as JSON."""
    click.echo(json.dumps(document(), indent=1, sort_keys=True, ensure_ascii=False))
