"""One resume against all stored postings."""

from marshmallow import Schema, fields, validate

from domain.codes import Ranker
from web.schemas.fields import CommaList, PublicId, WeightsField
from web.schemas.job_list import JobFilterArgsSchema
from web.schemas.jobs import JobSummarySchema
from web.schemas.matches import BreakdownSchema, RequirementCheckSchema


class StoredMatchArgsSchema(JobFilterArgsSchema):
    """Which postings, how many, from which score on, and how to weigh them."""

    limit = fields.Int(load_default=25, validate=validate.Range(1, 100))
    min_score = fields.Float(load_default=0.0, validate=validate.Range(0, 100))
    weights = WeightsField(load_default=None)
    ranker = fields.Enum(Ranker, by_value=True, load_default=Ranker.WEIGHTED)


class StoredMatchSchema(Schema):
    """One stored posting scored now; it is not kept, so that it has no id."""

    job = fields.Nested(JobSummarySchema)
    resume_id = PublicId("resume")
    score = fields.Float(metadata={"minimum": 0, "maximum": 100})
    breakdown = fields.Nested(BreakdownSchema)
    requirements = fields.List(fields.Nested(RequirementCheckSchema))
    summary = fields.Str()
    algorithm = fields.Str()


class StoredMatchesSchema(Schema):
    """The best of all stored postings that are open, of how many; ``statistics`` names the rarity counts."""

    items = fields.List(fields.Nested(StoredMatchSchema))
    weights = fields.Dict(keys=fields.Str(), values=fields.Float())
    ranker = fields.Enum(Ranker, by_value=True)
    ranker_version = fields.Str()
    scored = fields.Int()
    compared = fields.Int(
        allow_none=True,
        metadata={"description": "The best of them, compared by meaning too; null where it has no weight."},
    )
    statistics = fields.Str()


class BestMatchArgsSchema(Schema):
    """For which resumes, how many each, and how to weigh them."""

    resume_id = CommaList(PublicId("resume"), load_default=list, validate=validate.Length(max=50))
    limit = fields.Int(load_default=10, validate=validate.Range(1, 50))
    weights = WeightsField(load_default=None)
    ranker = fields.Enum(Ranker, by_value=True, load_default=Ranker.WEIGHTED)


class BestMatchSchema(Schema):
    """One stored posting scored now, with its sub-scores."""

    job = fields.Nested(JobSummarySchema)
    score = fields.Float(metadata={"minimum": 0, "maximum": 100})
    skills = fields.Float()
    experience = fields.Float()
    keywords = fields.Float()


class RankedResumeSchema(Schema):
    """A resume and its best postings, best first."""

    resume_id = PublicId("resume")
    matches = fields.List(fields.Nested(BestMatchSchema))


class BestMatchesSchema(Schema):
    """The best postings of each resume, of how many that are open."""

    items = fields.List(fields.Nested(RankedResumeSchema))
    scored = fields.Int()
    weights = fields.Dict(keys=fields.Str(), values=fields.Float())
    ranker = fields.Enum(Ranker, by_value=True)
    ranker_version = fields.Str()
    statistics = fields.Str()
