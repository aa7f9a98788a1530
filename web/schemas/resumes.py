"""Resumes, in JSON Resume's section names."""

from marshmallow import Schema, fields, validate

from domain.codes import ResumeStatus
from web.schemas.fields import PublicId, Span
from web.schemas.problems import ProblemSchema
from web.schemas.tasks import TaskSchema


class UploadFilesSchema(Schema):
    """The file part of an upload."""

    file = fields.Raw(
        required=True,
        metadata={"type": "string", "format": "binary", "description": "PDF, DOCX, ODT, RTF, HTML, TXT, …"},
    )


class UploadFormSchema(Schema):
    """The other parts of an upload."""

    label = fields.Str(load_default=None, validate=validate.Length(max=200))


class MentionSchema(Schema):
    """Where a text names something."""

    text = fields.Str()
    span = Span()
    section = fields.Str(allow_none=True)


class ResumeSkillSchema(Schema):
    """A skill, the years of the work entries that mention it, and where it is mentioned."""

    id = fields.Str()
    name = fields.Str()
    group = fields.Str(allow_none=True)
    years = fields.Float(allow_none=True)
    last_used = fields.Str(allow_none=True)
    mentions = fields.List(fields.Nested(MentionSchema))


class LocationSchema(Schema):
    """A place as JSON Resume spells it."""

    address = fields.Str(allow_none=True)
    postal_code = fields.Str(allow_none=True)
    city = fields.Str(allow_none=True)
    region = fields.Str(allow_none=True)
    country_code = fields.Str(allow_none=True)


class ProfileSchema(Schema):
    """An account on another site."""

    network = fields.Str()
    url = fields.Str()
    username = fields.Str(allow_none=True)


class BasicsSchema(Schema):
    """Who the resume is about; never part of any score."""

    name = fields.Str(allow_none=True)
    email = fields.Str(allow_none=True)
    phone = fields.Str(allow_none=True)
    url = fields.Str(allow_none=True)
    label = fields.Str(allow_none=True)
    summary = fields.Str(allow_none=True)
    location = fields.Nested(LocationSchema)
    profiles = fields.List(fields.Nested(ProfileSchema))


class WorkSchema(Schema):
    """A position held."""

    position = fields.Str(allow_none=True)
    company = fields.Str(allow_none=True)
    location = fields.Str(allow_none=True)
    start_date = fields.Str(allow_none=True)
    end_date = fields.Str(allow_none=True)
    current = fields.Bool()
    months = fields.Int(allow_none=True)
    summary = fields.Str(allow_none=True)
    highlights = fields.List(fields.Str())
    internship = fields.Bool()
    span = Span()


class EducationSchema(Schema):
    """A course of study."""

    institution = fields.Str(allow_none=True)
    area = fields.Str(allow_none=True)
    study_type = fields.Str(allow_none=True)
    level = fields.Str(allow_none=True)
    start_date = fields.Str(allow_none=True)
    end_date = fields.Str(allow_none=True)
    span = Span()


class NamedSchema(Schema):
    """A project, certificate or language."""

    name = fields.Str()
    detail = fields.Str(allow_none=True)
    date = fields.Str(allow_none=True)
    span = Span()


class ExperienceSchema(Schema):
    """Total working life over merged intervals."""

    total_years = fields.Float()
    total_months = fields.Int()
    level = fields.Int(allow_none=True)
    intervals = fields.List(fields.List(fields.Str(allow_none=True)))


class QualificationsSchema(Schema):
    """What the resume shows of what postings demand beyond skills and years."""

    education = fields.Str(
        allow_none=True,
        metadata={"enum": ["school", "vocational", "associate", "bachelor", "master", "doctorate", None]},
    )
    certificates = fields.List(fields.Str())
    languages = fields.List(fields.Str(), metadata={"description": "Such as German (C1), or Dutch."})
    clearance = fields.Str(allow_none=True)


class KeywordSchema(Schema):
    """A weighed term."""

    term = fields.Str()
    count = fields.Int()
    weight = fields.Float()


class WarningSchema(Schema):
    """Something a person should look at."""

    code = fields.Str()
    detail = fields.Str()


class ResumeSchema(Schema):
    """A resume and, once ``status`` is ``ready``, everything read from it."""

    id = PublicId("resume")
    label = fields.Str()
    default = fields.Bool()
    status = fields.Str(validate=validate.OneOf([status.value for status in ResumeStatus]))
    error = fields.Nested(ProblemSchema, allow_none=True)
    filename = fields.Str()
    media_type = fields.Str()
    bytes = fields.Int()
    pages = fields.Int(allow_none=True)
    ocr = fields.Bool(metadata={"description": "The text was recognised in pictures; letters may be wrong."})
    language = fields.Str(allow_none=True)
    created_at = fields.AwareDateTime(format="iso")
    parsed_at = fields.AwareDateTime(format="iso", allow_none=True)
    parser_version = fields.Str(allow_none=True)
    basics = fields.Nested(BasicsSchema, allow_none=True)
    work = fields.List(fields.Nested(WorkSchema))
    education = fields.List(fields.Nested(EducationSchema))
    projects = fields.List(fields.Nested(NamedSchema))
    certificates = fields.List(fields.Nested(NamedSchema))
    languages = fields.List(fields.Nested(NamedSchema))
    skills = fields.List(fields.Nested(ResumeSkillSchema))
    experience = fields.Nested(ExperienceSchema, allow_none=True)
    qualifications = fields.Nested(
        QualificationsSchema,
        allow_none=True,
        metadata={"description": "null until the resume is ready, or where it was read by an older version."},
    )
    keywords = fields.List(fields.Nested(KeywordSchema))
    confidence = fields.Dict(keys=fields.Str(), values=fields.Float())
    warnings = fields.List(fields.Nested(WarningSchema))


class ResumeSummarySchema(Schema):
    """A resume in a list."""

    id = PublicId("resume")
    label = fields.Str()
    default = fields.Bool()
    status = fields.Str()
    error = fields.Nested(ProblemSchema, allow_none=True)
    filename = fields.Str()
    media_type = fields.Str()
    bytes = fields.Int()
    created_at = fields.AwareDateTime(format="iso")
    parsed_at = fields.AwareDateTime(format="iso", allow_none=True)


class ResumePageSchema(Schema):
    """A page of resumes, newest first."""

    items = fields.List(fields.Nested(ResumeSummarySchema))
    next_cursor = fields.Str(allow_none=True)


class ResumeChangeSchema(Schema):
    """What may be changed; ``corrections`` maps JSON Resume field paths to values and survives re-reading."""

    label = fields.Str(validate=validate.Length(1, 200))
    default = fields.Bool(validate=validate.Equal(True))
    corrections = fields.Dict(keys=fields.Str(), allow_none=True)


class ResumeAcceptedSchema(Schema):
    """An upload on its way."""

    resume = fields.Nested(ResumeSummarySchema)
    task = fields.Nested(TaskSchema)
