"""What Flower may show. Its place and password come from its command line and environment."""

from typing import Any

read_only = True  # a window, not a switchboard: tasks are cancelled through the API
persistent = False
max_tasks = 10_000


def format_task(task: Any) -> Any:
    """Hide what a task was called with and what it returned."""
    task.args = task.kwargs = task.result = "(hidden)"
    return task
