"""Turn domain values into JSON-ready records and back (cattrs), so that rows can store them as JSONB."""

from typing import Any, TypeVar

from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter

from domain.matches import ScoreBreakdown
from domain.searches import Weights
from domain.spans import Span

T = TypeVar("T")

_converter = make_converter(forbid_extra_keys=False, omit_if_default=False)
_converter.register_unstructure_hook(Span, list)
_optional = override(omit_if_default=True)  # where meaning has no weight nothing tells of it
_converter.register_unstructure_hook(
    Weights, make_dict_unstructure_fn(Weights, _converter, semantic=_optional)
)
_converter.register_unstructure_hook(
    ScoreBreakdown,
    make_dict_unstructure_fn(ScoreBreakdown, _converter, semantic=_optional, preference=_optional),
)
_converter.register_structure_hook(Span, lambda value, _: Span(*value))


def to_record(value: Any) -> Any:
    """Return ``value`` as dicts, lists, strings and numbers; spans become ``[start, end]``."""
    return _converter.unstructure(value)


def from_record(record: Any, kind: type[T]) -> T:
    """Rebuild a ``kind`` from what :func:`to_record` gave; unknown keys are ignored."""
    value: T = _converter.structure(record, kind)
    return value
