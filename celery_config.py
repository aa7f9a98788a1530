"""Celery's configuration: the one source for workers, beat, Flower and whoever rings them.

Every value that differs from Celery's default is here because a measured fault asked for it
(docs/decisions/0003 and 0004). Task state lives in Postgres; a message is a name and one id.
"""

from kombu import Queue

from settings import Settings

_settings = Settings.from_environ()

broker_url = _settings.broker_url

QUEUES = ("cpu", "io")
"""One pool each: ``cpu`` prefork for parsing and scoring, ``io`` threads for waiting on others."""

# Named here, so that a worker started without -Q consumes both.
task_queues = [Queue(name, routing_key=name) for name in QUEUES]
task_default_queue = "cpu"
task_routes = {
    "resume.parse": {"queue": "cpu"},
    "search.run": {"queue": "io"},
    "search.run.page": {"queue": "io"},
    "search.run.merge": {"queue": "io"},
    "search.run.detail": {"queue": "io"},
    "search.run.score": {"queue": "cpu"},
    "webhook.deliver": {"queue": "io"},
    "postings.index": {"queue": "io"},
    "postings.read": {"queue": "cpu"},
    "posting.refresh": {"queue": "io"},
    "ranker.train": {"queue": "cpu"},
    "housekeeping": {"queue": "io"},
    "refreshing": {"queue": "io"},
    "counting": {"queue": "cpu"},
}

# Only JSON, and nothing but ids in it: whoever reaches the broker can run no code and read no resume.
accept_content = ["json"]
task_serializer = "json"
task_ignore_result = True

# A message is acknowledged after the work, and comes back when a process dies under it. That cannot
# loop: the second delivery finds the row leased, and the row counts its attempts.
task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1

# Prefork only. Threads are held to their sources' own time-outs and to the end of their lease.
task_soft_time_limit = 120
task_time_limit = 150
worker_max_memory_per_child = 1024 * 1024  # KiB
worker_proc_alive_timeout = 60.0  # a child that starts on a busy machine is slow, not dead

# Losing the broker costs nothing but time: wait for it for ever, never give up work in progress.
broker_connection_retry_on_startup = True
broker_connection_max_retries = None
worker_cancel_long_running_tasks_on_connection_loss = False
worker_soft_shutdown_timeout = 10.0

# Ringing never holds up a request. What is not delivered is rung again by the sweeper.
task_publish_retry = False
broker_transport_options = {
    "visibility_timeout": 900,  # longer than any task, or Redis hands it out twice
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1.0,
    "socket_timeout": 5.0,
    "socket_keepalive": True,
}

timezone = "UTC"
worker_hijack_root_logger = False
