"""The floor of :mod:`benchmarks.http`: plain Flask, SQLAlchemy Core, one SELECT by primary key."""

from typing import Any

from flask import Flask, jsonify
from sqlalchemy import column, create_engine, select, table

from settings import Settings

TABLE = "bare_task"
"""A copy of the tasks without row-level security: the floor knows no accounts."""

_COLUMNS = ("id", "kind", "status", "progress_done", "progress_total", "attempts", "created_at")
_ROWS = select(*map(column, _COLUMNS)).select_from(table(TABLE))

app = Flask(__name__)
engine = create_engine(Settings.from_environ().database_url, pool_size=16)


@app.get("/task/<int:key>")
def task(key: int) -> Any:
    """Return a row as JSON."""
    with engine.connect() as connection:
        row = connection.execute(_ROWS.where(column("id") == key)).mappings().one()
        return jsonify({**row, "created_at": row["created_at"].isoformat()})
