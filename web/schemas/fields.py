"""Fields in the contract's spellings: opaque ids, spans, comma lists, weights."""

from typing import Any

from marshmallow import ValidationError, fields

from domain.problems import NotFound
from domain.public_ids import public_id, row_id


class PublicId(fields.Field[int]):
    """A row's key outside as ``res_…``, inside as an integer."""

    def __init__(self, kind: str, **options: Any) -> None:
        metadata = {"type": "string", "example": public_id(kind, 1)}
        super().__init__(metadata=metadata, **options)
        self.kind = kind

    def _serialize(self, value: int | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:  # noqa: ARG002
        return None if value is None else public_id(self.kind, value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:  # noqa: ARG002
        try:
            return row_id(self.kind, str(value))
        except NotFound as error:
            raise ValidationError(f"is not the id of a {self.kind}") from error


class Span(fields.List):
    """``[start, end)`` in Unicode code points."""

    def __init__(self, **options: Any) -> None:
        super().__init__(fields.Int(), metadata={"minItems": 2, "maxItems": 2, "example": [0, 12]}, **options)


class CommaList(fields.List):
    """A list given as ``a,b``, as repeated values, or as a JSON list."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        given = [value] if isinstance(value, (str, int)) else value
        if not isinstance(given, list):
            raise ValidationError("must be a list, or values separated by commas")
        parts = [part for item in given for part in _split(item)]
        return super()._deserialize(parts, attr, data, **kwargs)


def _split(item: Any) -> list[Any]:
    return [part.strip() for part in item.split(",") if part.strip()] if isinstance(item, str) else [item]


class WeightsField(fields.Field[dict[str, float]]):
    """``skills:0.5,experience:0.3,keywords:0.2`` or an object; parts left out count 0.

    ``semantic`` needs the sentence model, an extra.
    """

    NAMES = ("skills", "experience", "keywords", "semantic")

    def __init__(self, **options: Any) -> None:
        metadata = {"type": "string", "example": "skills:0.5,experience:0.3,keywords:0.2"}
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, float]:  # noqa: ARG002
        pairs = value.items() if isinstance(value, dict) else _pairs(str(value))
        weights = dict.fromkeys(self.NAMES, 0.0)
        for name, number in pairs:
            if name not in weights:
                raise ValidationError(f"knows {', '.join(self.NAMES)}, not {name!r}")
            weights[name] = _number(name, number)
        return weights

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return value


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, separator, number = part.partition(":")
        if not separator:
            raise ValidationError("must look like skills:0.5,experience:0.3,keywords:0.2")
        pairs.append((name.strip(), number.strip()))
    return pairs


def _number(name: str, number: Any) -> float:
    try:
        value = float(number)
    except (TypeError, ValueError):
        raise ValidationError(f"the weight of {name} must be a number") from None
    if not 0 <= value < float("inf"):
        raise ValidationError(f"the weight of {name} must not be negative")
    return value
