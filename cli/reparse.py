"""`rolefit reparse`: renew what older versions read from stored resumes, through the workers."""

import time
from collections import Counter
from collections.abc import Callable, Sequence

import click
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import celery_config
from adapters.cipher import make_fernet
from adapters.redis_cache import RedisCache
from adapters.task_queue import CeleryDoorbell
from domain.codes import TaskStatus
from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as, make_engine, make_sessions
from models.task import Task
from services.ports import Cache
from services.resumes.renewal import every_resume, outdated, read_again
from services.resumes.version import current_version
from services.tasks.doorbell import ring_after_commit
from settings import Settings

_TOGETHER = 100
_LOOK_EVERY = 0.5


@click.command()
@click.option("--all", "every", is_flag=True, help="Also what the present version has read.")
@click.option("--dry-run", is_flag=True, help="Only count.")
@click.option("--wait/--no-wait", default=True, help="Follow the workers until all are read.")
def command(*, every: bool, dry_run: bool, wait: bool) -> None:
    """Read again every stored resume that an older version has read; corrections and matches stay."""
    settings = Settings.from_environ()
    sessions = make_sessions(make_engine(settings.database_url))
    ring_after_commit(sessions, CeleryDoorbell(celery_config))
    choose = every_resume if every else outdated
    found = {account: chosen(sessions, account, choose) for account in _accounts(sessions)}
    count = sum(map(len, found.values()))
    click.echo(f"{count} resumes to read again with version {current_version()}")
    if dry_run or not count:
        return
    cache = RedisCache(settings.cache_url, make_fernet(settings.secret_keys))
    tasks = [key for account, keys in found.items() for key in promise(sessions, account, keys, cache)]
    if wait:
        _report(_follow(sessions, tasks))


def chosen(sessions: Sessions, account_id: int, choose: Callable[[Session], list[int]]) -> list[int]:
    """Return the keys that ``choose`` finds in one account."""
    with sessions() as session:
        act_as(session, account_id)
        return choose(session)


def promise(sessions: Sessions, account_id: int, keys: Sequence[int], cache: Cache) -> list[int]:
    """Submit one task a resume, a hundred a transaction; return the keys of the tasks."""
    tasks: list[int] = []
    for start in range(0, len(keys), _TOGETHER):
        with sessions.begin() as session:
            act_as(session, account_id)
            some = read_again(session, keys[start : start + _TOGETHER], cache)
            tasks += [task.id for task in some]
    return tasks


def _accounts(sessions: Sessions) -> list[int]:
    with sessions() as session:
        act_as(session, SYSTEM)
        return list(session.scalars(select(Account.id).order_by(Account.id)))


def _follow(sessions: Sessions, tasks: Sequence[int]) -> Counter[str]:
    """Show progress until every task has ended; return how many ended how."""
    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task("Reading", total=len(tasks))
        while True:
            states = _states(sessions, tasks)
            finished = sum(count for state, count in states.items() if TaskStatus(state).finished)
            progress.update(bar, completed=finished)
            if finished == states.total():
                return states
            time.sleep(_LOOK_EVERY)


def _states(sessions: Sessions, tasks: Sequence[int]) -> Counter[str]:
    with sessions() as session:
        act_as(session, SYSTEM)
        counted = select(Task.status, func.count()).where(Task.id.in_(tasks)).group_by(Task.status)
        return Counter(dict(session.execute(counted).tuples().all()))


def _report(states: Counter[str]) -> None:
    unread = states.total() - states[TaskStatus.SUCCEEDED]
    click.echo(f"{states[TaskStatus.SUCCEEDED]} read again")
    if unread:
        click.echo(f"{unread} could not be; what was read of them before stays.", err=True)
