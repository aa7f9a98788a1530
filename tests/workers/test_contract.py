"""What must hold between kinds, routes, tasks and pools; a gap here is work that nobody does."""

import inspect
import re
from types import ModuleType

import pytest

from services.tasks.kinds import Registry
from tests.workers.processes import ROOT


@pytest.fixture(scope="module")
def tasks(celery_config: ModuleType) -> dict:
    """Return our own registered Celery tasks by name."""
    from workers.app import app

    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


@pytest.fixture(scope="module")
def registry(celery_config: ModuleType) -> Registry:
    from models.sessions import make_engine, make_sessions
    from settings import Settings
    from workers.kinds import all_kinds

    environ = {"DATABASE_URL": "postgresql://u@h/d", "SECRET_KEY": "x" * 32}
    settings = Settings.from_environ(environ)
    return Registry(all_kinds(settings, make_sessions(make_engine(settings.database_url))))


def test_every_step_and_part_of_every_kind_has_its_task_and_its_route(tasks, registry, celery_config):
    names = {*registry.step_names, *registry.part_names}
    assert names
    assert names <= set(tasks)
    assert names <= set(celery_config.task_routes)


def test_every_task_is_named_and_routed_on_purpose(tasks, celery_config):
    """A default name would change when a file moves, and messages under way would find nobody."""
    assert set(tasks) == set(celery_config.task_routes)
    assert not [name for name in tasks if "workers" in name]


def test_every_queue_is_consumed_by_the_embedded_stack_and_by_compose(celery_config):
    queues = {route["queue"] for route in celery_config.task_routes.values()}
    assert queues == set(celery_config.QUEUES)
    for path in ("embedded/apps.py", "docker-compose.yml"):
        consumed = set(re.findall(r'-Q["\', ]+(\w+)', (ROOT / path).read_text(encoding="utf-8")))
        assert consumed == queues, path


def test_messages_carry_one_id_and_tasks_tolerate_newer_ones(tasks):
    """Keyword-only ids; an older worker ignores what a newer sender adds."""
    for name, task in tasks.items():
        parameters = inspect.signature(task.run).parameters.values()
        kinds = [parameter.kind for parameter in parameters]
        assert inspect.Parameter.VAR_KEYWORD in kinds, name
        ids = {one.name for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}
        assert ids <= {"task_id", "part_id"}, name
        assert set(kinds) <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}, name


def test_time_limits_lie_inside_each_other(registry, celery_config):
    """Soft, hard, lease and visibility: each outlives the one before, or Redis hands work out twice."""
    longest = max(kind.time_limit for kind in registry.kinds.values())
    assert celery_config.task_soft_time_limit < celery_config.task_time_limit
    assert longest <= celery_config.task_time_limit
    assert celery_config.task_time_limit < celery_config.broker_transport_options["visibility_timeout"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("worker_prefetch_multiplier", 1),
        ("task_ignore_result", True),
        ("accept_content", ["json"]),
        ("broker_connection_max_retries", None),
        ("worker_cancel_long_running_tasks_on_connection_loss", False),
        ("task_publish_retry", False),
    ],
)
def test_what_the_measured_faults_asked_for_is_set(celery_config, name, value):
    assert getattr(celery_config, name) == value


def test_a_worker_started_without_queues_consumes_them_all(celery_config):
    """``celery -A workers.app worker`` is what newcomers type."""
    from workers.app import app

    assert {queue.name for queue in app.amqp.queues.consume_from.values()} == set(celery_config.QUEUES)
