"""Pages: ``limit`` and an opaque ``cursor``."""

from marshmallow import Schema, fields, validate


class PageArgsSchema(Schema):
    """Which part of a list."""

    limit = fields.Int(load_default=25, validate=validate.Range(1, 100))
    cursor = fields.Str(load_default=None, validate=validate.Length(max=100))
