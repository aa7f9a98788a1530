"""The verbs: plain functions over sessions, ports and values. No Flask, no Celery, no settings."""
