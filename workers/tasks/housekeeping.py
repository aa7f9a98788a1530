"""Periodic cleaning and counting, and reading again what people are matched with."""

from datetime import UTC, datetime, timedelta

from models.sessions import SYSTEM, act_as
from services.jobs.refresh import refresh_matched
from services.shortlist.statistics import renew_all
from services.tasks.periodic import housekeep, take_slot
from workers import wiring
from workers.app import app

_EVERY = timedelta(hours=1)


@app.task(name="housekeeping")
def housekeeping(**_newer: object) -> None:
    """Forget what has expired, once per hour whoever rings."""
    now = datetime.now(UTC)
    with wiring.tools().sessions.begin() as session:
        act_as(session, SYSTEM)
        if take_slot(session, "housekeeping", now=now, every=_EVERY):
            housekeep(session, now=now)


@app.task(name="counting")
def counting(**_newer: object) -> None:
    """Count which words stored postings share, once a day whoever rings."""
    renew_all(wiring.tools().sessions, datetime.now(UTC))


@app.task(name="refreshing")
def refreshing(**_newer: object) -> None:
    """Read good matches' postings again, once a day whoever rings."""
    refresh_matched(wiring.tools().sessions, wiring.sources(), datetime.now(UTC))
