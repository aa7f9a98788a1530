"""Background work as clients see it."""

from marshmallow import Schema, fields, validate

from domain.codes import TaskStatus
from web.schemas.fields import PublicId
from web.schemas.problems import ProblemSchema


class ProgressSchema(Schema):
    """How far a task has come."""

    done = fields.Int()
    total = fields.Int(allow_none=True)
    stage = fields.Str(allow_none=True)


class ResultSchema(Schema):
    """Where a finished task's result is."""

    href = fields.Str()


class TaskSchema(Schema):
    """A task: poll it until ``status`` is neither ``queued`` nor ``running``."""

    id = PublicId("task")
    kind = fields.Str(metadata={"example": "search.run"})
    status = fields.Str(validate=validate.OneOf([status.value for status in TaskStatus]))
    progress = fields.Nested(ProgressSchema)
    result = fields.Nested(ResultSchema, allow_none=True)
    error = fields.Nested(ProblemSchema, allow_none=True)
    attempts = fields.Int()
    created_at = fields.AwareDateTime(format="iso")
    started_at = fields.AwareDateTime(format="iso", allow_none=True)
    finished_at = fields.AwareDateTime(format="iso", allow_none=True)


class TaskPageSchema(Schema):
    """A page of tasks, newest first."""

    items = fields.List(fields.Nested(TaskSchema))
    next_cursor = fields.Str(allow_none=True)


class WaitSchema(Schema):
    """How long to hold the answer back while nothing changes."""

    wait = fields.Float(load_default=0.0, validate=validate.Range(0, 10), metadata={"description": "seconds"})
