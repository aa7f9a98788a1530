"""What happens around tasks: logging, fresh connections after a fork, sweeper and watchdog threads."""

from typing import Any

from celery import signals

from workers import logs, sweeper, wiring
from workers.kinds import scoring_tools


def connect() -> None:
    """Listen to Celery's signals; connecting twice changes nothing."""
    signals.setup_logging.connect(_configure_logging)
    signals.task_prerun.connect(_begin_task)
    signals.task_postrun.connect(_end_task)
    signals.worker_init.connect(_preload)
    signals.worker_process_init.connect(_forget_connections)
    signals.worker_ready.connect(_watch)
    signals.beat_init.connect(_sweep)


def _configure_logging(**_: Any) -> None:
    logs.configure(wiring.settings().log_level)


def _begin_task(task: Any, kwargs: dict[str, Any], **_: Any) -> None:
    logs.begin(task.name, kwargs)


def _end_task(**_: Any) -> None:
    logs.end()


def _preload(sender: Any, **_: Any) -> None:
    """Load the taxonomy once in the parent of a scoring pool: its children share the memory by fork."""
    consumed = sender.app.amqp.queues.consume_from
    if wiring.settings().worker_preload and wiring.SCORING_QUEUE in consumed:
        scoring_tools()


def _forget_connections(**_: Any) -> None:
    """Leave the parent's connections to the parent: two processes on one socket mix up their answers."""
    wiring.forget_connections()


def _watch(sender: Any, **_: Any) -> None:
    watchdog = wiring.watchdog([queue.name for queue in sender.task_consumer.queues])
    # Not a weak reference: the thread and the signal are all that hold it.
    signals.task_received.connect(watchdog.note_message, weak=False)
    watchdog.start()


def _sweep(**_: Any) -> None:
    sweeper.start(wiring.tools().sessions, wiring.tools().doorbell)
