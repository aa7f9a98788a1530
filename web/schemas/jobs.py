"""Job postings (schema.org JobPosting)."""

from marshmallow import Schema, fields

from web.schemas.fields import PublicId, Span
from web.schemas.resumes import MentionSchema, QualificationsSchema
from web.schemas.tasks import TaskSchema


class CompanySchema(Schema):
    """The hiring organisation."""

    name = fields.Str(allow_none=True)
    url = fields.Str(allow_none=True)


class PlaceSchema(Schema):
    """Where the work is."""

    raw = fields.Str(allow_none=True)
    city = fields.Str(allow_none=True)
    region = fields.Str(allow_none=True)
    country = fields.Str(allow_none=True)


class AskedExperienceSchema(Schema):
    """What a posting asks, and where that was learnt: stated, filter or inferred."""

    level = fields.Int(allow_none=True)
    provenance = fields.Str(allow_none=True)
    min_years = fields.Float(allow_none=True)
    max_years = fields.Float(allow_none=True)


class DemandsSchema(QualificationsSchema):
    """What a posting asks beyond skills and years; what is merely preferred is left out."""


class SalarySchema(Schema):
    """Pay, in whole currency units per period."""

    min = fields.Float(allow_none=True)
    max = fields.Float(allow_none=True)
    currency = fields.Str(allow_none=True)
    period = fields.Str(allow_none=True)
    provenance = fields.Str()


class PostingSkillSchema(Schema):
    """A skill the posting names, and how strongly it asks for it."""

    id = fields.Str()
    name = fields.Str()
    importance = fields.Str()
    mentions = fields.List(fields.Nested(MentionSchema))


class ToneFlagSchema(Schema):
    """A signal and the words that caused it."""

    code = fields.Str()
    text = fields.Str()
    span = Span()


class ToneSchema(Schema):
    """How the posting speaks."""

    sentiment = fields.Float(allow_none=True)
    flags = fields.List(fields.Nested(ToneFlagSchema))


class SentenceSentimentSchema(Schema):
    """A sentence that is not neutral."""

    text = fields.Str()
    span = Span()
    sentiment = fields.Float(metadata={"description": "VADER's compound score, -1 to 1."})


class ToneDetailSchema(ToneSchema):
    """How the posting speaks, down to its sentences."""

    sentences = fields.List(fields.Nested(SentenceSentimentSchema))


class JobSummarySchema(Schema):
    """A posting in a list."""

    id = PublicId("posting")
    source = fields.Str()
    attribution = fields.Str(allow_none=True)
    external_id = fields.Str()
    url = fields.Str(allow_none=True)
    apply_url = fields.Str(allow_none=True)
    title = fields.Str()
    company = fields.Nested(CompanySchema)
    location = fields.Nested(PlaceSchema)
    remote = fields.Int(allow_none=True)
    workplace = fields.Str(allow_none=True)
    applicant_location_requirements = fields.List(
        fields.Str(),
        metadata={
            "description": "Countries and areas where applicants for a remote job may be (schema.org); empty"
            ' where that is not said, ["Worldwide"] where it may be done from anywhere.'
        },
    )
    job_type = fields.Str(allow_none=True)
    employment_type = fields.Str(allow_none=True)
    salary = fields.Nested(SalarySchema, allow_none=True)
    posted_at = fields.AwareDateTime(format="iso", allow_none=True)
    closed_at = fields.AwareDateTime(format="iso", allow_none=True)
    stale = fields.Bool()


class AddressSchema(Schema):
    """Where the same offer is posted too."""

    source = fields.Str()
    url = fields.Str(allow_none=True)


class JobSchema(JobSummarySchema):
    """A posting with all that was read from it; spans point into ``description_text``."""

    experience = fields.Nested(AskedExperienceSchema)
    expires_at = fields.AwareDateTime(format="iso", allow_none=True)
    first_seen_at = fields.AwareDateTime(format="iso")
    last_seen_at = fields.AwareDateTime(format="iso")
    fetched_at = fields.AwareDateTime(format="iso", allow_none=True)
    description_html = fields.Str(allow_none=True)
    description_text = fields.Str()
    language = fields.Str(allow_none=True)
    skills = fields.List(fields.Nested(PostingSkillSchema))
    requirements = fields.Nested(DemandsSchema)
    tone = fields.Nested(ToneSchema)
    duplicates = fields.List(fields.Str(), metadata={"description": "Other postings of the same offer."})
    addresses = fields.List(fields.Nested(AddressSchema))
    repost = fields.Bool(metadata={"description": "The same source showed this offer before."})


class JobAcceptedSchema(Schema):
    """A posting on its way to be read again."""

    job = fields.Nested(JobSummarySchema)
    task = fields.Nested(TaskSchema)
