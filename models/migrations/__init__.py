"""Alembic migrations, run as the schema's owner, never as the application's role."""
