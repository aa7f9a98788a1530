"""Run migrations over the connection that the caller hands in (`rolefit db`, or a test)."""

from importlib import import_module
from pkgutil import iter_modules

from alembic import context
from sqlalchemy import create_engine

import models
from models.base import Base

for module in iter_modules(models.__path__):
    if not module.ispkg:
        import_module(f"models.{module.name}")


def _is_ours(_object: object, name: str | None, kind: str, reflected: bool, _compared: object) -> bool:
    """Leave tables alone that are not ours: an extension or a neighbour made them."""
    return not (kind == "table" and reflected and name not in Base.metadata.tables)


def _run(connection: object) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, include_object=_is_ours)
    with context.begin_transaction():
        context.run_migrations()


connection = context.config.attributes.get("connection")
if connection is None:
    with create_engine(context.config.get_main_option("sqlalchemy.url") or "").connect() as own:
        _run(own)
        own.commit()
elif hasattr(connection, "connect"):
    with connection.connect() as own:
        _run(own)
        own.commit()
else:
    _run(connection)
