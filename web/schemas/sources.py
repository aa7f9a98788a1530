"""Job sources: what they are, what they need, how they fare."""

from marshmallow import Schema, fields, validate

from web.schemas.problems import ProblemSchema


class AttributionSchema(Schema):
    """Who must be named beside the source's postings, and where its terms are."""

    text = fields.Str(allow_none=True)
    terms_url = fields.Str(allow_none=True)


class BreakerSchema(Schema):
    """Whether the source is left alone at the moment: closed, open or half_open, and why.

    Where it needs a person, waiting alone will not mend it: act, then ``POST /api/sources/{name}/resume``.
    """

    state = fields.Str(validate=validate.OneOf(["closed", "open", "half_open"]))
    opens_until = fields.AwareDateTime(format="iso", allow_none=True)
    reason = fields.Str(allow_none=True)
    needs_person = fields.Bool()


class BudgetSchema(Schema):
    """Requests left today (UTC) and in all; null where nothing limits them."""

    left = fields.Int(allow_none=True)
    limit = fields.Int(allow_none=True)


class AnswerCountsSchema(Schema):
    """How often the source answered searches of this account."""

    ok = fields.Int()
    partial = fields.Int()
    failed = fields.Int()


class SourceSchema(Schema):
    """A job source. ``needs`` says what is missing before it can be used, null when nothing is."""

    name = fields.Str()
    enabled = fields.Bool()
    needs = fields.Str(allow_none=True)
    demo = fields.Bool()
    per_company = fields.Bool()
    filters = fields.List(fields.Str())
    attribution = fields.Nested(AttributionSchema)
    breaker = fields.Nested(BreakerSchema)
    budget = fields.Nested(BudgetSchema)
    last_status = fields.Str(allow_none=True)
    last_asked_at = fields.AwareDateTime(format="iso", allow_none=True)
    last_success_at = fields.AwareDateTime(format="iso", allow_none=True)
    last_failure_at = fields.AwareDateTime(format="iso", allow_none=True)
    last_error = fields.Nested(ProblemSchema, allow_none=True)
    answers = fields.Nested(AnswerCountsSchema)


class SourceListSchema(Schema):
    """All sources of this installation, in the order in which they are asked."""

    items = fields.List(fields.Nested(SourceSchema))
    companies = fields.List(fields.Str())


class CompaniesSchema(Schema):
    """Companies whose boards every search reads, such as ``greenhouse:acme`` or a careers page's address."""

    companies = fields.List(
        fields.Str(validate=validate.Length(1, 300)), required=True, validate=validate.Length(max=100)
    )
