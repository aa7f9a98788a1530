"""Postings that users bring themselves."""

from flask_smorest.fields import Upload
from marshmallow import Schema, fields, validate


class ImportFilesSchema(Schema):
    """The file: JSON, JSON lines, JSON-LD (schema.org JobPosting) or CSV with a line of column names."""

    file = Upload(required=True)


class RowProblemSchema(Schema):
    """A row that was not stored, by the line on which it begins."""

    line = fields.Int()
    detail = fields.Str()


class ImportedSchema(Schema):
    """What became of every row: stored, renewed, repeating a later one, or rejected with its line.

    Importing the same file again renews what it stored.
    """

    created = fields.Int()
    updated = fields.Int()
    repeated = fields.Int()
    rejected = fields.Int()
    problems = fields.List(fields.Nested(RowProblemSchema))


class PastedJobSchema(Schema):
    """One posting by its text; everything else is optional."""

    title = fields.Str(required=True, validate=validate.Length(1, 300))
    text = fields.Str(required=True, validate=validate.Length(1, 100_000))
    company = fields.Str(validate=validate.Length(max=200))
    location = fields.Str(validate=validate.Length(max=200))
    url = fields.Url(schemes={"http", "https"}, validate=validate.Length(max=2000))
    workplace = fields.Str(validate=validate.OneOf(["onsite", "remote", "hybrid"]))
    job_type = fields.Str(validate=validate.OneOf(["F", "P", "C", "T", "I", "V", "O"]))
    level = fields.Int(validate=validate.Range(1, 6))
