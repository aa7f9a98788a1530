"""Scored matches and their explanation."""

from marshmallow import Schema, fields, validate

from web.schemas.fields import PublicId
from web.schemas.jobs import JobSummarySchema
from web.schemas.paging import PageArgsSchema
from web.schemas.resumes import MentionSchema


class SkillCreditSchema(Schema):
    """How one skill of the posting was met."""

    id = fields.Str()
    name = fields.Str()
    importance = fields.Str()
    credit = fields.Float()
    via = fields.Str(allow_none=True)
    resume_mentions = fields.List(fields.Nested(MentionSchema))
    job_mentions = fields.List(fields.Nested(MentionSchema))


class SkillsScoreSchema(Schema):
    """The skills' share."""

    score = fields.Float()
    weight = fields.Float()
    points = fields.Float()
    matched = fields.List(fields.Nested(SkillCreditSchema))
    related = fields.List(fields.Nested(SkillCreditSchema))
    missing = fields.List(fields.Nested(SkillCreditSchema))


class ExperienceScoreSchema(Schema):
    """The experience's share."""

    score = fields.Float()
    weight = fields.Float()
    points = fields.Float()
    resume_years = fields.Float()
    required_min_years = fields.Float(allow_none=True)
    required_max_years = fields.Float(allow_none=True)
    level_distance = fields.Int(allow_none=True)
    provenance = fields.Str(allow_none=True)
    nearness = fields.Float(allow_none=True)
    nearest_position = fields.Str(allow_none=True)
    relevant_years = fields.Float(allow_none=True)
    title_nearness = fields.Float(allow_none=True)
    trade_nearness = fields.Float(allow_none=True)
    shared_trades = fields.List(fields.Str())
    kind_nearness = fields.Float(allow_none=True)
    kinds = fields.List(fields.Str())
    reads_like = fields.Str(allow_none=True)


class TermSchema(Schema):
    """A term's part of the keywords' share."""

    term = fields.Str()
    contribution = fields.Float()


class KeywordsScoreSchema(Schema):
    """The keywords' share."""

    score = fields.Float()
    weight = fields.Float()
    points = fields.Float()
    top_terms = fields.List(fields.Nested(TermSchema))


class SemanticScoreSchema(Schema):
    """The share of likeness in meaning."""

    score = fields.Float()
    weight = fields.Float()
    points = fields.Float()
    cosine = fields.Float(allow_none=True)
    nearest_position = fields.Str(allow_none=True)


class LeaningSchema(Schema):
    """What something that the posting names adds to its score, or takes."""

    name = fields.Str()
    points = fields.Float()


class PreferenceScoreSchema(Schema):
    """What verdicts on other postings add to the score or take from it: on top of the shares."""

    points = fields.Float(metadata={"minimum": -30, "maximum": 30})
    liked = fields.List(fields.Nested(LeaningSchema))
    disliked = fields.List(fields.Nested(LeaningSchema))


class RequirementCheckSchema(Schema):
    """What a posting demands beyond skills and years, and whether the resume shows it; no score changes."""

    kind = fields.Str(metadata={"enum": ["education", "certificate", "language", "clearance"]})
    name = fields.Str()
    met = fields.Bool(
        allow_none=True,
        metadata={
            "description": "null where it cannot be told: of a certificate beside one that the resume shows"
            ' ("CPA or CMA"), and where the resume was last read before this was compared.'
        },
    )
    found = fields.Str(allow_none=True, metadata={"description": "What the resume has of it."})


class BreakdownSchema(Schema):
    """The whole explanation; the points sum to the score.

    ``semantic`` is there where it has weight, ``preference`` where the learned ranker has learnt any.
    """

    skills = fields.Nested(SkillsScoreSchema)
    experience = fields.Nested(ExperienceScoreSchema)
    keywords = fields.Nested(KeywordsScoreSchema)
    semantic = fields.Nested(SemanticScoreSchema)
    preference = fields.Nested(PreferenceScoreSchema)


class MatchSchema(Schema):
    """One posting scored for one resume."""

    id = PublicId("match")
    job = fields.Nested(JobSummarySchema)
    resume_id = PublicId("resume")
    search_id = PublicId("search")
    score = fields.Float(metadata={"minimum": 0, "maximum": 100})
    band = fields.Str(metadata={"enum": ["great", "good", "fair", "weak"]})
    breakdown = fields.Nested(BreakdownSchema)
    requirements = fields.List(fields.Nested(RequirementCheckSchema))
    summary = fields.Str()
    created_at = fields.AwareDateTime(format="iso")
    algorithm = fields.Str()
    statistics = fields.Str(
        allow_none=True, metadata={"description": "The counts of rarity that weighed the skills."}
    )
    verdict = fields.Str(allow_none=True)


class MatchPageSchema(Schema):
    """A page of matches."""

    items = fields.List(fields.Nested(MatchSchema))
    next_cursor = fields.Str(allow_none=True)


class HistoryArgsSchema(PageArgsSchema):
    """Which matches of all searches."""

    resume_id = PublicId("resume", load_default=None)
    min_score = fields.Float(load_default=None, validate=validate.Range(0, 100))
    since = fields.AwareDateTime(load_default=None, format="iso", default_timezone=None)


class FeedbackSchema(Schema):
    """What a person thinks of a match."""

    verdict = fields.Str(
        required=True, validate=validate.OneOf(["relevant", "irrelevant", "applied", "hidden"])
    )
