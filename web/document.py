"""Complete the OpenAPI document that flask-smorest derives from the code."""

from typing import Any

from flask_smorest import Api

_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_METHODS = ("get", "post", "patch", "delete", "put")
_LATER = {
    "Location": {"description": "The task to poll", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to the first poll", "schema": {"type": "integer"}},
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body get the first answer again, for 24 hours",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
_UPLOAD = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "additionalProperties": False,
                "properties": {
                    "file": {
                        "type": "string",
                        "format": "binary",
                        "description": "PDF, DOCX, ODT, RTF, HTML, TXT, Markdown or JSON Resume",
                    },
                    "label": {"type": "string", "maxLength": 200},
                },
            }
        }
    },
}


def complete(api: Api) -> dict[str, Any]:
    """Return the document with problems, multipart upload, headers of a 202 and idempotency keys."""
    document: dict[str, Any] = api.spec.to_dict()
    for response in document["components"]["responses"].values():
        response["content"] = _PROBLEM
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                _complete_operation(method, item[method], has_id="{" in path)
    upload = document["paths"]["/api/resumes/upload"]["post"]
    upload["requestBody"] = _UPLOAD
    upload["parameters"] = [_IDEMPOTENCY_KEY]
    return document


def _complete_operation(method: str, operation: dict[str, Any], *, has_id: bool) -> None:
    responses = operation["responses"]
    known = {"401": "No valid key", "403": "The key lacks the scope", "429": "The share is used up"}
    if has_id:
        known["404"] = "No such thing in this account"
    for status, description in known.items():
        responses.setdefault(status, {"description": description})
    for status, response in responses.items():
        if status.startswith(("4", "5")) and "$ref" not in response:
            response["content"] = _PROBLEM
    if "202" in responses:
        responses["202"]["headers"] = _LATER
    if method == "post":
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
