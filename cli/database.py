"""Sessions for commands that work on the database itself."""

from sqlalchemy.orm import Session

from models.sessions import make_engine, make_sessions
from settings import Settings


def session() -> Session:
    """Open a session as the application's own role."""
    return make_sessions(make_engine(Settings.from_environ().database_url))()
