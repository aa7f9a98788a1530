"""What beat rings periodically. Each run takes its slot in Postgres, so a second beat does no harm.

Anything that belongs to a person (a saved search, a retry) is a ``due_at`` row instead.
"""

from celery.schedules import crontab

BEAT = {
    "housekeeping": {"task": "housekeeping", "schedule": crontab(minute="7")},
    "counting": {"task": "counting", "schedule": crontab(minute="22")},
    "refreshing": {"task": "refreshing", "schedule": crontab(minute="37")},
}
