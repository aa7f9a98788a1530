"""``GET /metrics`` for Prometheus: from loopback, or with the metrics token."""

import hmac
import ipaddress

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, generate_latest
from sqlalchemy import func, select

from domain.codes import TaskStatus
from models.sessions import SYSTEM, act_as
from models.task import Task
from services.jobs.health import count_answers
from services.jobs.sources import KnowsStanding
from services.notify.events import KIND
from web.database import session
from web.dependencies import dependencies
from web.problems import Forbidden

blueprint = Blueprint("metrics", __name__)
_DELIVERIES = select(Task.status, func.count()).where(Task.kind == KIND).group_by(Task.status)

REGISTRY = CollectorRegistry()
REQUEST_SECONDS = Histogram(
    "rolefit_http_request_seconds", "Time to answer", ["method", "route", "status"], registry=REGISTRY
)
TASKS = Gauge("rolefit_tasks", "Tasks by kind and status", ["kind", "status"], registry=REGISTRY)
DELIVERIES = Gauge("rolefit_webhook_deliveries", "Deliveries by status", ["status"], registry=REGISTRY)
RINGS_FAILED = Gauge(
    "rolefit_rings_failed", "Messages of this process that did not reach the broker", registry=REGISTRY
)
SOURCE_ANSWERS = Gauge(
    "rolefit_source_answers", "Searches that a job source answered", ["source", "status"], registry=REGISTRY
)
SOURCE_SUCCESS = Gauge(
    "rolefit_source_last_success_timestamp_seconds", "Newest good answer", ["source"], registry=REGISTRY
)
SOURCE_OPEN = Gauge(
    "rolefit_source_breaker_open", "Whether a source is left alone", ["source"], registry=REGISTRY
)
OLDEST = Gauge("rolefit_oldest_queued_seconds", "Age of the oldest task that is due", registry=REGISTRY)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return counters of this process and the queue's state as Postgres knows it."""
    if not _may_read():
        raise Forbidden("metrics are for loopback or the metrics token")
    _measure_tasks()
    _measure_sources()
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _may_read() -> bool:
    token = dependencies().config.metrics_token
    offered = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token is not None:
        return hmac.compare_digest(offered.encode(), token.encode())
    return request.remote_addr is not None and ipaddress.ip_address(request.remote_addr).is_loopback


def _measure_sources() -> None:
    for name, answers, newest in count_answers(session()):
        for status, count in answers.items():
            SOURCE_ANSWERS.labels(name, status).set(count)
        if newest is not None:
            SOURCE_SUCCESS.labels(name).set(newest.timestamp())
    sources = dependencies().sources
    for name in sources.names():
        source = sources.get(name)
        if isinstance(source, KnowsStanding):
            SOURCE_OPEN.labels(name).set(source.standing().breaker == "open")


def _measure_tasks() -> None:
    act_as(session(), SYSTEM)
    TASKS.clear()
    for kind, status, count in session().execute(
        select(Task.kind, Task.status, func.count()).group_by(Task.kind, Task.status)
    ):
        TASKS.labels(kind, status).set(count)
    oldest = session().scalar(
        select(func.extract("epoch", func.now() - func.min(Task.due_at))).where(Task.status == "queued")
    )
    OLDEST.set(max(0.0, float(oldest or 0)))
    RINGS_FAILED.set(dependencies().rings_failed())
    # One delivery is one task: its row says how it ended, and the engine may see it.
    deliveries = dict(session().execute(_DELIVERIES).all())
    for status in TaskStatus:
        DELIVERIES.labels(status.value).set(deliveries.get(status.value, 0))
