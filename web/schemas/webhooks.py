"""Webhook endpoints and their deliveries."""

from marshmallow import Schema, fields, validate

from services.notify.endpoints import EVENT_TYPES
from web.schemas.fields import PublicId
from web.schemas.problems import ProblemSchema


class WebhookArgsSchema(Schema):
    """Where to send which events."""

    url = fields.Str(required=True, validate=validate.Length(1, 2000))
    events = fields.List(
        fields.Str(validate=validate.OneOf(EVENT_TYPES)), required=True, validate=validate.Length(1)
    )


class WebhookChangeSchema(Schema):
    """What may be changed of an endpoint."""

    url = fields.Str(load_default=None, validate=validate.Length(1, 2000))
    events = fields.List(
        fields.Str(validate=validate.OneOf(EVENT_TYPES)), load_default=None, validate=validate.Length(1)
    )
    disabled = fields.Bool(load_default=None)


class WebhookSchema(Schema):
    """An endpoint. ``secret`` is there only in the answer that created it."""

    id = PublicId("webhook")
    url = fields.Str()
    events = fields.List(fields.Str())
    disabled_at = fields.AwareDateTime(format="iso", allow_none=True)
    created_at = fields.AwareDateTime(format="iso")
    secret = fields.Str()


class WebhookPageSchema(Schema):
    """The account's endpoints."""

    items = fields.List(fields.Nested(WebhookSchema))
    next_cursor = fields.Str(allow_none=True)


class DeliverySchema(Schema):
    """One event on its way to one endpoint."""

    id = PublicId("delivery")
    event_id = PublicId("event")
    event_type = fields.Str()
    status = fields.Str(validate=validate.OneOf(["pending", "delivered", "failed"]))
    attempts = fields.Int()
    response_status = fields.Int(allow_none=True)
    error = fields.Nested(ProblemSchema, allow_none=True)
    duration_ms = fields.Int(allow_none=True)
    created_at = fields.AwareDateTime(format="iso")
    attempted_at = fields.AwareDateTime(format="iso", allow_none=True)
    delivered_at = fields.AwareDateTime(format="iso", allow_none=True)


class DeliveryPageSchema(Schema):
    """A page of deliveries, newest first."""

    items = fields.List(fields.Nested(DeliverySchema))
    next_cursor = fields.Str(allow_none=True)
