"""Searches: what may be asked, and how each source answered."""

from marshmallow import Schema, fields, validate

from domain.codes import JobType, Ranker
from domain.searches import MAX_POSTINGS
from web.schemas.fields import CommaList, PublicId, WeightsField
from web.schemas.matches import MatchSchema
from web.schemas.problems import ProblemSchema
from web.schemas.tasks import TaskSchema

_JOB_TYPES = [job_type.value for job_type in JobType]


class SearchArgsSchema(Schema):
    """What to search for. Lists may be repeated or separated by commas."""

    keywords = fields.Str(required=True, validate=validate.Length(1, 300))
    resume_id = PublicId("resume", load_default=None)
    location = fields.Str(
        load_default=None,
        validate=validate.Length(max=200),
        metadata={"description": "Jobs there, and remote ones that are open to those there."},
    )
    experience = CommaList(fields.Int(validate=validate.Range(1, 6)), load_default=list)
    remote = CommaList(fields.Int(validate=validate.Range(1, 3)), load_default=list)
    job_type = CommaList(fields.Str(validate=validate.OneOf(_JOB_TYPES)), load_default=list)
    limit = fields.Int(load_default=50, validate=validate.Range(1, MAX_POSTINGS))
    sources = CommaList(fields.Str(validate=validate.Length(1, 50)), load_default=list)
    exclude_companies = CommaList(fields.Str(validate=validate.Length(1, 200)), load_default=list)
    companies = CommaList(fields.Str(validate=validate.Length(1, 300)), load_default=list)
    weights = WeightsField(load_default=None)
    ranker = fields.Enum(Ranker, by_value=True, load_default=Ranker.WEIGHTED)
    refresh = fields.Bool(load_default=False)


class SearchQuerySchema(SearchArgsSchema):
    """The same in a query string, where unknown parameters are refused by name."""


class SourceOutcomeSchema(Schema):
    """How one source answered; an error here is never "0 jobs"."""

    source = fields.Str()
    status = fields.Str(validate=validate.OneOf(["ok", "partial", "failed", "skipped"]))
    found = fields.Int()
    fetched = fields.Int()
    cached = fields.Int()
    error = fields.Nested(ProblemSchema, allow_none=True)
    stale = fields.Bool()


class CountsSchema(Schema):
    """How many postings each step left."""

    found = fields.Int()
    duplicates = fields.Int()
    filtered = fields.Int()
    matched = fields.Int()
    compared = fields.Int(
        metadata={"description": "Compared by meaning, where that has weight; the others score 0 in it."}
    )


class SearchSchema(Schema):
    """A search and its outcome by source."""

    id = PublicId("search")
    status = fields.Str()
    criteria = fields.Dict()
    weights = fields.Dict(keys=fields.Str(), values=fields.Float())
    ranker = fields.Enum(Ranker, by_value=True)
    ranker_version = fields.Str(metadata={"description": "What the learned ranker had learnt; else empty."})
    resume_id = PublicId("resume")
    task_id = PublicId("task", allow_none=True)
    error = fields.Nested(ProblemSchema, allow_none=True)
    created_at = fields.AwareDateTime(format="iso")
    finished_at = fields.AwareDateTime(format="iso", allow_none=True)
    sources = fields.List(fields.Nested(SourceOutcomeSchema))
    counts = fields.Nested(CountsSchema)


class SearchPageSchema(Schema):
    """A page of searches, newest first."""

    items = fields.List(fields.Nested(SearchSchema))
    next_cursor = fields.Str(allow_none=True)


class SearchAcceptedSchema(Schema):
    """A search on its way."""

    task = fields.Nested(TaskSchema)
    search = fields.Nested(SearchSchema)


class SearchResultSchema(Schema):
    """A finished search with the first page of its matches, best first."""

    task = fields.Nested(TaskSchema, allow_none=True)
    search = fields.Nested(SearchSchema)
    items = fields.List(fields.Nested(MatchSchema))
    next_cursor = fields.Str(allow_none=True)
