"""Logins at job sources: what is sent, and what is shown of them (never their credentials)."""

from marshmallow import Schema, fields, validate

from services.jobs.source_accounts import KINDS
from web.schemas.fields import PublicId

_SECRET = fields.Str(validate=validate.Length(1, 4000), metadata={"format": "password", "writeOnly": True})


class CredentialsSchema(Schema):
    """Either the cookies of a signed-in browser, or user name and password."""

    li_at = _SECRET
    jsessionid = _SECRET
    username = fields.Str(validate=validate.Length(1, 320), metadata={"writeOnly": True})
    password = _SECRET


class SourceAccountArgsSchema(Schema):
    """A login to store. ``acknowledge_terms_risk`` must be true: the source may close the account."""

    source = fields.Str(required=True, validate=validate.OneOf(list(KINDS)))
    label = fields.Str(load_default="", validate=validate.Length(0, 100))
    credentials = fields.Nested(CredentialsSchema, required=True)
    acknowledge_terms_risk = fields.Bool(load_default=False)


class SourceAccountChangeSchema(Schema):
    """What may be changed of a login; new credentials replace the old ones and begin a new session."""

    label = fields.Str(load_default=None, validate=validate.Length(0, 100))
    credentials = fields.Nested(CredentialsSchema, load_default=None)
    disabled = fields.Bool(load_default=None)


class LoginStatusSchema(Schema):
    """How a login stands. ``reason`` is the code of the error that opened the breaker."""

    breaker = fields.Str(validate=validate.OneOf(["closed", "open", "half_open"]))
    opens_until = fields.AwareDateTime(format="iso", allow_none=True)
    reason = fields.Str(allow_none=True)
    needs_person = fields.Bool()
    slowed = fields.Float(metadata={"description": "how many times slower than usual"})
    budget_left = fields.Int(allow_none=True)
    budget_limit = fields.Int(allow_none=True)


class SourceAccountSchema(Schema):
    """A stored login, without its credentials."""

    id = PublicId("source_account")
    source = fields.Str()
    label = fields.Str()
    kind = fields.Str(validate=validate.OneOf(sorted({kind for kinds in KINDS.values() for kind in kinds})))
    status = fields.Nested(LoginStatusSchema)
    acknowledged_at = fields.AwareDateTime(format="iso")
    disabled_at = fields.AwareDateTime(format="iso", allow_none=True)
    created_at = fields.AwareDateTime(format="iso")


class SourceAccountListSchema(Schema):
    """The account's logins, at most ten for each source."""

    items = fields.List(fields.Nested(SourceAccountSchema))
    next_cursor = fields.Str(allow_none=True)
