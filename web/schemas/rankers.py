"""What has been learnt from verdicts."""

from marshmallow import Schema, fields

from web.schemas.fields import PublicId
from web.schemas.tasks import TaskSchema


class VerdictsSchema(Schema):
    """How many verdicts there are of either kind, and how many for one resume it takes to learn from them."""

    liked = fields.Int()
    disliked = fields.Int()
    needed_of_each = fields.Int()


class PreferencesSchema(Schema):
    """What in postings moves their scores most for one resume, by name, strongest first."""

    resume_id = PublicId("resume")
    liked = fields.List(fields.Str())
    disliked = fields.List(fields.Str())


class RankerSchema(Schema):
    """The learned ranker in force."""

    version = fields.Str()
    weights = fields.Dict(keys=fields.Str(), values=fields.Float())
    own = fields.Bool(metadata={"description": "Learnt from this account's verdicts, not shipped."})
    learnt_at = fields.AwareDateTime(format="iso", allow_none=True)
    preferences = fields.List(fields.Nested(PreferencesSchema))
    verdicts = fields.Nested(VerdictsSchema)
    note = fields.Str(allow_none=True)


class TrainingAcceptedSchema(Schema):
    """Training on its way."""

    task = fields.Nested(TaskSchema)
