"""The list of stored postings: what may be asked of it, and its facets."""

from marshmallow import Schema, fields, validate

from domain.codes import JobType
from domain.job_lists import JobStatus, SortOrder
from web.schemas.fields import CommaList, Span
from web.schemas.jobs import JobSummarySchema
from web.schemas.paging import PageArgsSchema

_JOB_TYPES = [job_type.value for job_type in JobType]


def _names(longest: int = 200) -> CommaList:
    return CommaList(
        fields.Str(validate=validate.Length(1, longest)), load_default=list, validate=validate.Length(max=50)
    )


def _codes(pattern: str) -> CommaList:
    return CommaList(fields.Str(validate=validate.Regexp(pattern)), load_default=list)


class JobFilterArgsSchema(Schema):
    """Which of the stored postings. Lists may be repeated or separated by commas."""

    q = fields.Str(
        load_default="",
        validate=validate.Length(max=300),
        metadata={"description": 'Web-search syntax: `"data engineer" python -senior or analyst`.'},
    )
    location = fields.Str(load_default="", validate=validate.Length(max=200))
    work_from = fields.Str(
        load_default="",
        validate=validate.Length(max=200),
        metadata={
            "description": "Where you are: a country, an area or a place. Leaves the jobs there, and remote"
            " ones that are open to those there or say nothing of it."
        },
    )
    country = _names()
    experience = CommaList(fields.Int(validate=validate.Range(1, 6)), load_default=list)
    remote = CommaList(fields.Int(validate=validate.Range(1, 3)), load_default=list)
    job_type = CommaList(fields.Str(validate=validate.OneOf(_JOB_TYPES)), load_default=list)
    company = _names()
    posted_within_days = fields.Int(load_default=None, validate=validate.Range(1, 3650))
    min_salary = fields.Int(
        load_default=None,
        validate=validate.Range(0, 10**9),
        metadata={"description": "Per year, in the posting's own currency; an unknown salary passes."},
    )
    salary_required = fields.Bool(load_default=False)
    currency = _codes("^[A-Z]{3}$")
    source = _codes("^[a-z0-9_-]{1,50}$")
    language = _codes("^[a-z]{2,3}$")
    exclude_companies = _names()
    exclude_words = _names(100)
    status = fields.Enum(JobStatus, by_value=True, load_default=JobStatus.OPEN)
    duplicates = fields.Bool(load_default=False, metadata={"description": "Show repeats of an offer too."})
    include_unknown = fields.Bool(load_default=False)


class JobListArgsSchema(JobFilterArgsSchema, PageArgsSchema):
    """Which postings, in which order."""

    cursor = fields.Str(load_default=None, validate=validate.Length(max=200))
    sort = fields.Enum(SortOrder, by_value=True, load_default=SortOrder.RELEVANCE)
    facets = fields.Bool(load_default=True)
    highlight = fields.Bool(load_default=False)


class SnippetSchema(Schema):
    """A passage of the description, and where in it the words are."""

    text = fields.Str()
    spans = fields.List(Span())


class ListedJobSchema(JobSummarySchema):
    """A posting in the list; ``snippet`` comes with ``highlight=true``."""

    snippet = fields.Nested(SnippetSchema, allow_none=True)


class FacetValueSchema(Schema):
    """A value to filter by, None for postings that do not state one, and how many it would leave."""

    value = fields.Raw(allow_none=True)
    count = fields.Int()


class FacetsSchema(Schema):
    """The most frequent values of each filter, counted with all other filters in force."""

    company = fields.List(fields.Nested(FacetValueSchema))
    country = fields.List(fields.Nested(FacetValueSchema))
    remote = fields.List(fields.Nested(FacetValueSchema))
    job_type = fields.List(fields.Nested(FacetValueSchema))
    experience = fields.List(fields.Nested(FacetValueSchema))
    source = fields.List(fields.Nested(FacetValueSchema))
    language = fields.List(fields.Nested(FacetValueSchema))
    posted_within_days = fields.List(fields.Nested(FacetValueSchema))
    salary_known = fields.List(fields.Nested(FacetValueSchema))


class JobListSchema(Schema):
    """A page of postings. Counting stops at 5,000: ``count_exact`` is then false, counts are at least so."""

    items = fields.List(fields.Nested(ListedJobSchema))
    next_cursor = fields.Str(allow_none=True)
    total = fields.Int(allow_none=True, metadata={"description": "None with `facets=false`."})
    count_exact = fields.Bool(allow_none=True)
    facets = fields.Nested(FacetsSchema, allow_none=True)
    corrected = fields.Str(
        allow_none=True, metadata={"description": "The words searched where none had those asked for."}
    )
