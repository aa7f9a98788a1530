"""``/api/ranker``: what has been learnt from the account's verdicts on matches."""

from dataclasses import asdict
from typing import Any

from flask.views import MethodView

from domain.records import to_record
from services.rankers.choose import forget_learnt, ranker_state
from services.rankers.verdicts import FEWEST_OF_EACH, promise_training
from web.arguments import ApiBlueprint
from web.database import session
from web.requests import request_id
from web.schemas.rankers import RankerSchema, TrainingAcceptedSchema
from web.shapes.tasks import accepted, shown_task
from web.unit_of_work import account_id, protect
from web.weights import reads_meaning

blueprint = protect(ApiBlueprint("rankers", __name__, url_prefix="/api/ranker", description="Learned ranker"))


@blueprint.route("")
class LearnedRanker(MethodView):
    """The ranker that `ranker=learned` uses."""

    @blueprint.response(200, RankerSchema)
    def get(self) -> dict[str, Any]:
        """Return the learned ranker in force: the account's own, or the shipped one and why."""
        state = ranker_state(session(), meaning=reads_meaning())
        return {
            "version": state.weighing.version,
            "weights": to_record(state.weighing.weights),
            "own": state.learnt_at is not None,
            "learnt_at": state.learnt_at,
            "preferences": [one._asdict() for one in state.preferences],
            "verdicts": asdict(state.verdicts) | {"needed_of_each": FEWEST_OF_EACH},
            "note": None if state.learnt_at else f"The shipped ranker is used: there are {state.verdicts}.",
        }

    @blueprint.response(204)
    def delete(self) -> None:
        """Forget what was learnt and use the shipped ranker again; verdicts stay."""
        forget_learnt(session())


@blueprint.route("/train")
class Training(MethodView):
    """Learning now."""

    @blueprint.response(202, TrainingAcceptedSchema)
    @blueprint.alt_response(409, description="Too few verdicts of either kind")
    def post(self) -> Any:
        """Learn from the account's verdicts now, instead of a minute after the next one."""
        task = promise_training(session(), account_id(), request_id())
        return {"task": shown_task(task)}, 202, accepted(task)
