"""HTTP only: parse, one service call, serialise. Knows no Celery."""
