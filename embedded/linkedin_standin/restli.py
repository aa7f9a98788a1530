"""A strict reader of the Rest.li 2.0 object syntax used in ``?query=(…)``."""

import re
from urllib.parse import unquote_plus

_NAME = re.compile(r"([A-Za-z0-9_]+):")
_WORD = re.compile(r"[^(),:]*")

Value = str | list["Value"] | dict[str, "Value"]


def read_query(raw: str) -> dict[str, Value]:
    """Return the object in ``raw``, which is still URL-encoded; ValueError if it is not exactly one."""
    value, place = _value(raw, 0)
    if place != len(raw) or not isinstance(value, dict):
        raise ValueError(f"not one Rest.li object, at {place}")
    return value


def _value(raw: str, place: int) -> tuple[Value, int]:
    if raw.startswith("List(", place):
        return _list(raw, place + len("List("))
    if raw.startswith("(", place):
        return _object(raw, place + 1)
    found = _WORD.match(raw, place)
    end = found.end() if found else place
    return unquote_plus(raw[place:end]), end


def _list(raw: str, place: int) -> tuple[list[Value], int]:
    items: list[Value] = []
    while not raw.startswith(")", place):
        item, place = _value(raw, place)
        items.append(item)
        place = _after_comma(raw, place)
    return items, place + 1


def _object(raw: str, place: int) -> tuple[dict[str, Value], int]:
    fields: dict[str, Value] = {}
    while not raw.startswith(")", place):
        found = _NAME.match(raw, place)
        if not found:
            raise ValueError(f"no field name at {place}: {raw[place : place + 20]!r}")
        fields[found[1]], place = _value(raw, found.end())
        place = _after_comma(raw, place)
    return fields, place + 1


def _after_comma(raw: str, place: int) -> int:
    """Step over a comma; anything but a comma or the closing bracket is an error."""
    if raw.startswith(",", place):
        return place + 1
    if raw.startswith(")", place):
        return place
    raise ValueError(f"expected ',' or ')' at {place}: {raw[place : place + 20]!r}")
