"""``/api/skills``: skills and synonyms of the account's own."""

from typing import Any

from flask.views import MethodView

from services.resumes.renewal import vocabulary
from services.skills.own import NewSkill, add_own_skill, remove_own_skill
from web.arguments import ApiBlueprint
from web.database import session
from web.schemas.skills import NewSkillSchema, OwnSkillSchema, VocabularySchema
from web.unit_of_work import account_id, protect

blueprint = protect(ApiBlueprint("skills", __name__, url_prefix="/api/skills", description="Own skills"))


@blueprint.route("")
class Skills(MethodView):
    """What the account adds to the taxonomy."""

    @blueprint.response(200, VocabularySchema)
    def get(self) -> dict[str, Any]:
        """List own skills, and the resumes that were read without them (`POST /api/resumes/{id}/reparse`)."""
        found = vocabulary(session())
        return {"items": found.skills, "outdated_resumes": found.outdated}

    @blueprint.arguments(NewSkillSchema)
    @blueprint.response(201, OwnSkillSchema)
    @blueprint.alt_response(409, description="The account has added a skill of that name")
    def post(self, new: dict[str, Any]) -> Any:
        """Add a skill; searches know it from now on, a resume once it is read again."""
        return add_own_skill(
            session(), account_id(), NewSkill(new["name"], tuple(new["synonyms"]), new["same_as"])
        )


@blueprint.route("/<skill_id>")
class OneSkill(MethodView):
    """One own skill."""

    @blueprint.response(204)
    def delete(self, skill_id: str) -> None:
        """Remove it; resumes and postings read from now on do not name it."""
        remove_own_skill(session(), skill_id)
