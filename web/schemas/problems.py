"""RFC 9457 problem details."""

from marshmallow import Schema, fields


class ProblemSchema(Schema):
    """An error. ``code`` is stable; ``errors`` lists messages by field on 422."""

    type = fields.Str(required=True)
    title = fields.Str(required=True)
    status = fields.Int(allow_none=True)
    detail = fields.Str()
    code = fields.Str()
    instance = fields.Str()
    request_id = fields.Str(allow_none=True)
    errors = fields.Dict(keys=fields.Str(), values=fields.List(fields.Str()))
