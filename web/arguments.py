"""Read a request's arguments strictly: what is unknown, of another kind or unstorable is refused by name."""

from collections.abc import Iterator, Mapping
from typing import Any

import flask
import flask_smorest
from marshmallow import RAISE, Schema, ValidationError
from webargs.core import missing
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

_UNKNOWN = dict.fromkeys(("query", "form", "json", "files", "view_args", "path"), RAISE)
_UNSTORABLE = "must not contain NUL or lone surrogates"


class StrictParser(FlaskParser):
    """Refuse unknown names in every place, other media types than JSON, and text Postgres cannot hold."""

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | _UNKNOWN

    def parse(self, argmap: Any, req: Any = None, *, location: str | None = None, **options: Any) -> Any:
        """Skip the machinery for a request without a query, as most polls are: only defaults can follow."""
        if location == "query" and isinstance(argmap, Schema) and not flask.request.query_string:
            try:
                return argmap.load({})
            except ValidationError:  # something is required: let the full parse say so
                pass
        return super().parse(argmap, req, location=location, **options)

    def _raw_load_json(self, req: flask.Request) -> Any:
        if req.get_data(cache=True) and not is_json_request(req):
            raise UnsupportedMediaType("send the body as application/json")
        try:
            loaded = super()._raw_load_json(req)
        except RecursionError:
            raise BadRequest("the JSON is nested too deeply") from None
        return {} if loaded is missing else loaded

    def pre_load(self, location_data: Any, *, schema: Schema, req: flask.Request, location: str) -> Any:  # noqa: ARG002
        """Refuse NUL and lone surrogates: Postgres stores neither, so they would fail only at the flush."""
        if location != "files" and isinstance(location_data, Mapping):
            bad = [name for name in location_data if not all(map(_storable, _values(location_data, name)))]
            if bad:
                raise ValidationError({_shown(name): [_UNSTORABLE] for name in bad})
        return location_data


class ApiBlueprint(flask_smorest.Blueprint):
    """A blueprint whose arguments are read strictly."""

    ARGUMENTS_PARSER = StrictParser()

    def arguments(self, schema: type[Schema], **options: Any) -> Any:  # type: ignore[override]
        """Read arguments by one instance of ``schema``, made once and not for every request."""
        return super().arguments(schema(), **options)


def _values(data: Any, name: str) -> list[Any]:
    """Return every value of a name (a query may repeat it), the name among them."""
    return [name, *(data.getlist(name) if hasattr(data, "getlist") else [data[name]])]


def _storable(value: Any) -> bool:
    return all("\0" not in text and not _has_surrogate(text) for text in _texts(value))


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(name)
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _shown(name: str) -> str:
    return name.encode("ascii", "backslashreplace").decode().replace("\0", "\\x00")
