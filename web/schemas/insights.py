"""Insights: what if, why not higher, the market, a score over time."""

from marshmallow import Schema, fields, validate

from domain.codes import Ranker
from web.schemas.fields import PublicId, WeightsField
from web.schemas.matches import BreakdownSchema

MOST_SKILLS = 20
MOST_YEARS = 40


class NamedSkillSchema(Schema):
    """A skill of the taxonomy."""

    id = fields.Str()
    name = fields.Str()
    group = fields.Str(allow_none=True)


class WishSchema(Schema):
    """What the resume is imagined to gain."""

    skills = fields.List(
        fields.Str(validate=validate.Length(1, 100)),
        load_default=list,
        validate=validate.Length(max=MOST_SKILLS),
        metadata={"description": "Names or ids of skills."},
    )
    years = fields.Float(load_default=0.0, validate=validate.Range(0, MOST_YEARS))


class WhatIfSchema(Schema):
    """The score as it is scored today and as it would be, with the whole explanation of the latter."""

    before = fields.Float()
    score = fields.Float()
    difference = fields.Float()
    skills = fields.List(fields.Nested(NamedSkillSchema))
    years = fields.Float()
    unknown_skills = fields.List(fields.Str())
    breakdown = fields.Nested(BreakdownSchema)
    note = fields.Str(allow_none=True, metadata={"description": "Whether meaning was held as it is."})


class RescoreArgsSchema(Schema):
    """Who weighs; neither given: as the match was weighed."""

    ranker = fields.Enum(Ranker, by_value=True, load_default=None)
    weights = WeightsField(load_default=None)


class RescoredSchema(Schema):
    """The stored score and that of today, with the whole explanation of the latter."""

    before = fields.Float()
    score = fields.Float()
    outdated = fields.Bool()
    algorithm = fields.Str()
    statistics = fields.Str()
    breakdown = fields.Nested(BreakdownSchema)


class ImprovementSchema(Schema):
    """One thing that would raise the score by ``points``."""

    kind = fields.Str(metadata={"enum": ["skill", "years"]})
    points = fields.Float()
    skill = fields.Nested(NamedSkillSchema, allow_none=True)
    years = fields.Float(allow_none=True)


class AdviceSchema(Schema):
    """Why a match does not score higher: found by scoring again, each improvement by itself."""

    score = fields.Float()
    improvements = fields.List(fields.Nested(ImprovementSchema))


class MarketArgsSchema(Schema):
    """Which postings."""

    search_id = PublicId("search", load_default=None)
    limit = fields.Int(load_default=25, validate=validate.Range(1, 100))


class PaySchema(Schema):
    """Median yearly pay of the postings that state theirs, in one currency."""

    currency = fields.Str()
    median = fields.Float()
    postings = fields.Int()


class DemandSchema(Schema):
    """How much a skill is wanted, and what postings that want it pay."""

    skill = fields.Nested(NamedSkillSchema)
    postings = fields.Int()
    share = fields.Float()
    required = fields.Int()
    pay = fields.List(fields.Nested(PaySchema))


class MarketSchema(Schema):
    """Skills in demand and salary by skill, over postings that have been read."""

    postings = fields.Int()
    pay = fields.List(fields.Nested(PaySchema))
    skills = fields.List(fields.Nested(DemandSchema))


class GapArgsSchema(Schema):
    """Whose gap, and past which score."""

    resume_id = PublicId("resume", load_default=None)
    min_score = fields.Float(load_default=60.0, validate=validate.Range(0, 100))
    limit = fields.Int(load_default=10, validate=validate.Range(1, 50))


class GapSchema(Schema):
    """A missing skill, how many postings name it, and how many it would lift past the score."""

    skill = fields.Nested(NamedSkillSchema)
    postings = fields.Int()
    lifted = fields.Int()
    mean_gain = fields.Float(metadata={"description": "Points, over the postings whose score it changes."})


class SkillGapSchema(Schema):
    """How many stored postings reach the score today, and the skills that would lift most others past it."""

    postings = fields.Int()
    reached = fields.Int()
    score = fields.Float()
    gaps = fields.List(fields.Nested(GapSchema))
    compared = fields.Int(allow_none=True, metadata={"description": "Postings with meaning in their score."})
    note = fields.Str(allow_none=True, metadata={"description": "Whether meaning was held, or left out."})


class TrendPointSchema(Schema):
    """One score of a posting."""

    match_id = PublicId("match")
    search_id = PublicId("search")
    resume_id = PublicId("resume")
    resume_label = fields.Str()
    score = fields.Float()
    algorithm = fields.Str()
    created_at = fields.AwareDateTime(format="iso")


class TrendPageSchema(Schema):
    """A page of a posting's scores, newest first."""

    items = fields.List(fields.Nested(TrendPointSchema))
    next_cursor = fields.Str(allow_none=True)
