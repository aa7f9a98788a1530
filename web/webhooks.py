"""``/api/webhooks``: where to be told, and what was delivered."""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from models.webhook import WebhookEndpoint
from services.notify.endpoints import Endpoints
from services.notify.events import announce_test
from services.notify.log import Delivered, find_logged, list_deliveries, list_endpoints, redeliver
from web import paging
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.problems import stored
from web.schemas.paging import PageArgsSchema
from web.schemas.webhooks import (
    DeliveryPageSchema,
    DeliverySchema,
    WebhookArgsSchema,
    WebhookChangeSchema,
    WebhookPageSchema,
    WebhookSchema,
)
from web.unit_of_work import account_id, protect

blueprint = protect(ApiBlueprint("webhooks", __name__, url_prefix="/api/webhooks", description="Webhooks"))


@blueprint.route("")
class Webhooks(MethodView):
    """The account's endpoints."""

    @blueprint.arguments(PageArgsSchema, location="query")
    @blueprint.response(200, WebhookPageSchema)
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """List endpoints, newest first."""
        rows = list_endpoints(session(), limit=args["limit"] + 1, before=paging.decode(args["cursor"]))
        return paging.page(rows, args["limit"], lambda endpoint: endpoint.id, _shown)

    @blueprint.arguments(WebhookArgsSchema)
    @blueprint.response(201, WebhookSchema)
    def post(self, args: dict[str, Any]) -> dict[str, Any]:
        """Register an endpoint; its signing secret is in this answer and never again."""
        endpoint, secret = _endpoints().register(account_id(), args["url"], args["events"])
        return _shown(endpoint) | {"secret": secret}


@blueprint.route("/<webhook_id>")
class OneWebhook(MethodView):
    """One endpoint."""

    @blueprint.response(200, WebhookSchema)
    def get(self, webhook_id: str) -> dict[str, Any]:
        """Return an endpoint."""
        return _shown(_endpoints().get(row_id("webhook", webhook_id)))

    @blueprint.arguments(WebhookChangeSchema)
    @blueprint.response(200, WebhookSchema)
    def patch(self, args: dict[str, Any], webhook_id: str) -> dict[str, Any]:
        """Change an endpoint's address or events, disable it or enable it again."""
        key, now = row_id("webhook", webhook_id), dependencies().now()
        return _shown(
            _endpoints().change(key, args["url"], args["events"], disabled=args["disabled"], now=now)
        )

    @blueprint.response(204)
    def delete(self, webhook_id: str) -> None:
        """Remove an endpoint and its delivery log."""
        _endpoints().remove(row_id("webhook", webhook_id))


@blueprint.route("/<webhook_id>/rotate-secret")
class Rotation(MethodView):
    """A new secret."""

    @blueprint.response(200, WebhookSchema)
    def post(self, webhook_id: str) -> dict[str, Any]:
        """Replace the signing secret at once; the new one is in this answer and never again."""
        endpoint, secret = _endpoints().rotate(row_id("webhook", webhook_id))
        return _shown(endpoint) | {"secret": secret}


@blueprint.route("/<webhook_id>/test")
class WebhookTest(MethodView):
    """A try-out."""

    @blueprint.response(202, DeliverySchema)
    def post(self, webhook_id: str) -> dict[str, Any]:
        """Send a ``webhook.test`` event to this endpoint."""
        delivery = announce_test(session(), _endpoints().get(row_id("webhook", webhook_id)))
        return _logged(find_logged(session(), delivery.endpoint_id, delivery.id))


@blueprint.route("/<webhook_id>/deliveries")
class Deliveries(MethodView):
    """What was sent."""

    @blueprint.arguments(PageArgsSchema, location="query")
    @blueprint.response(200, DeliveryPageSchema)
    def get(self, args: dict[str, Any], webhook_id: str) -> dict[str, Any]:
        """List deliveries, newest first."""
        endpoint = _endpoints().get(row_id("webhook", webhook_id))
        before = paging.decode(args["cursor"])
        rows = list_deliveries(session(), endpoint.id, limit=args["limit"] + 1, before=before)
        return paging.page(rows, args["limit"], lambda row: row[0].id, _logged)


@blueprint.route("/<webhook_id>/deliveries/<delivery_id>/redeliver")
class Redelivery(MethodView):
    """Once more."""

    @blueprint.response(202, DeliverySchema)
    def post(self, webhook_id: str, delivery_id: str) -> dict[str, Any]:
        """Send the same event again, with its old id."""
        endpoint = _endpoints().get(row_id("webhook", webhook_id))
        delivery = redeliver(session(), endpoint, row_id("delivery", delivery_id))
        return _logged(find_logged(session(), endpoint.id, delivery.id))


def _endpoints() -> Endpoints:
    return Endpoints(session(), dependencies().sender, dependencies().cipher)


def _shown(endpoint: WebhookEndpoint) -> dict[str, Any]:
    return {
        "id": endpoint.id,
        "url": endpoint.url,
        "events": endpoint.events,
        "disabled_at": endpoint.disabled_at,
        "created_at": endpoint.created_at,
    }


def _logged(found: Delivered) -> dict[str, Any]:
    delivery, event = found
    names = ("id", "event_id", "status", "attempts", "response_status", "duration_ms")
    times = ("created_at", "attempted_at", "delivered_at")
    shown = {name: getattr(delivery, name) for name in (*names, *times)}
    return shown | {"event_type": event.type, "error": stored(delivery.error)}
