"""``/api/tasks``: poll, list and cancel background work."""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from services.cancellation import cancel_work
from services.tasks.lookup import list_tasks, look_at_task
from services.tasks.poll import polled_task
from web import paging
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.paging import PageArgsSchema
from web.schemas.tasks import TaskPageSchema, TaskSchema, WaitSchema
from web.shapes.tasks import shown_task
from web.unit_of_work import account_id, polled, protect, release

blueprint = protect(ApiBlueprint("tasks", __name__, url_prefix="/api/tasks", description="Background work"))


@blueprint.route("")
class Tasks(MethodView):
    """All tasks of the account."""

    @blueprint.arguments(PageArgsSchema, location="query")
    @blueprint.response(200, TaskPageSchema)
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """List tasks, newest first."""
        before = paging.decode(args["cursor"])
        rows = list_tasks(session(), account_id(), limit=args["limit"] + 1, before=before)
        return paging.page(rows, args["limit"], lambda task: task.id, shown_task)


@blueprint.route("/<task_id>")
class OneTask(MethodView):
    """One task."""

    @blueprint.arguments(WaitSchema, location="query")
    @blueprint.response(200, TaskSchema)
    def get(self, args: dict[str, Any], task_id: str) -> dict[str, Any]:
        """Return a task; with ``wait`` as soon as its status changes or the seconds have passed."""
        key = row_id("task", task_id)
        if (task := polled()) is not None:
            return shown_task(polled_task(task))
        if not args["wait"]:
            return shown_task(look_at_task(session(), account_id(), key))
        release()
        return shown_task(dependencies().waiting.wait_for_change(account_id(), key, args["wait"]))

    @blueprint.response(200, TaskSchema)
    @blueprint.alt_response(409, description="The task has already finished")
    def delete(self, task_id: str) -> dict[str, Any]:
        """Cancel a task."""
        key = row_id("task", task_id)
        return shown_task(cancel_work(session(), account_id(), key, dependencies().now()))
