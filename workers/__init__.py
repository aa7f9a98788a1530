"""Celery only: the application, its wiring, the schedule, and thin tasks."""
