"""The Celery application: ``celery -A workers.app worker -Q cpu``. Built from configuration alone."""

from celery import Celery

import celery_config
from workers import broker_guard, lifecycle, schedule

broker_guard.install()
app = Celery("rolefit")
app.config_from_object(celery_config)
app.conf.beat_schedule = schedule.BEAT
app.conf.include = [
    "workers.tasks.resumes",
    "workers.tasks.postings",
    "workers.tasks.searches",
    "workers.tasks.webhooks",
    "workers.tasks.rankers",
    "workers.tasks.housekeeping",
]
lifecycle.connect()
