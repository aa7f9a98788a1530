"""What an account adds to the taxonomy."""

from marshmallow import Schema, fields, validate

from web.schemas.fields import PublicId

_NAME = validate.Length(1, 80)


class NewSkillSchema(Schema):
    """A skill to add; with ``same_as`` further names of that skill of the taxonomy."""

    name = fields.Str(required=True, validate=_NAME)
    synonyms = fields.List(fields.Str(validate=_NAME), load_default=[], validate=validate.Length(max=20))
    same_as = fields.Str(load_default=None, allow_none=True, validate=validate.Length(max=100))


class OwnSkillSchema(Schema):
    """A skill that the account has added. ``id`` is what features and matches show."""

    id = fields.Str(metadata={"example": "own:7Kq2mXbA"})
    name = fields.Str()
    synonyms = fields.List(fields.Str())
    same_as = fields.Str(allow_none=True, metadata={"description": "Then this id is shown instead."})


class VocabularySchema(Schema):
    """All of them; ``outdated_resumes`` were read without them and can be read again."""

    items = fields.List(fields.Nested(OwnSkillSchema))
    outdated_resumes = fields.List(PublicId("resume"))
