"""What a kind of work is made of: steps, parts, and the outcomes they may come to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from domain.codes import TaskStatus
from domain.problems import Problem
from services.tasks.work import PartWork, Work

START = "start"


@dataclass(frozen=True)
class ResultRef:
    """Point at what a task produced: a kind of public id and a row key."""

    kind: str
    id: int


@dataclass(frozen=True)
class Done:
    """The task is finished: ``SUCCEEDED``, or ``PARTIAL`` when something is missing from the result."""

    status: TaskStatus = TaskStatus.SUCCEEDED
    result: ResultRef | None = None


@dataclass(frozen=True)
class Part:
    """One piece of a fan-out; ``payload`` holds ids and cursors, never personal data."""

    kind: str
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FanOut:
    """Do ``parts`` side by side, then ``next_step``, which reads their outcomes. No parts: go on at once."""

    next_step: str
    parts: tuple[Part, ...] = ()
    stage: str | None = None


@dataclass(frozen=True)
class Later:
    """Try this step again in ``seconds``.

    With a ``problem`` this was a failed try, and the last one allowed ends in it. Without, it was only
    "not yet" and no attempt is used.
    """

    seconds: float
    problem: Problem | None = None


@dataclass(frozen=True)
class Failed:
    """The work cannot be done; ``problem`` is stored and shown."""

    problem: Problem


Outcome = Done | FanOut | Later | Failed
Effect = Callable[[Session], Outcome]
"""Write the result and say how it went; may run again when the database went away while committing."""
Handler = Callable[[Work], Effect | Done]
"""Read and compute outside any transaction, then return the effect, or ``Done`` with nothing to write."""

PartEffect = Callable[[Session], dict[str, Any]]
"""Write the part's rows and return its outcome, as JSON, for the step that waits for it."""
PartHandler = Callable[[PartWork], PartEffect]

FailureEffect = Callable[[Session, Work, Problem], None]


@dataclass(frozen=True)
class Kind:
    """A kind of durable work. Which pool does a step is the route of its name (``celery_config``).

    ``time_limit`` seconds is how long one try may keep its lease alive; ``on_failure`` runs in the
    transaction that stores the failure.
    """

    name: str
    steps: Mapping[str, Handler]
    parts: Mapping[str, PartHandler] = field(default_factory=dict)
    max_attempts: int = 3
    time_limit: float = 120.0
    on_failure: FailureEffect | None = None

    def __post_init__(self) -> None:
        if START not in self.steps:
            raise ValueError(f"{self.name} has no {START!r} step")
        if shared := self.steps.keys() & self.parts.keys():
            raise ValueError(f"{self.name}: {sorted(shared)} name both a step and a part")


class Registry:
    """Find the handler behind a name that was rung."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.kinds = {kind.name: kind for kind in kinds}
        self._steps = {
            work_name(kind.name, step): (kind, step) for kind in self.kinds.values() for step in kind.steps
        }
        self._parts = {
            work_name(kind.name, part): (kind, part) for kind in self.kinds.values() for part in kind.parts
        }

    @property
    def step_names(self) -> tuple[str, ...]:
        """List every name under which a step can be rung: one Celery task each."""
        return tuple(self._steps)

    @property
    def part_names(self) -> tuple[str, ...]:
        """List every name under which a part can be rung: one Celery task each."""
        return tuple(self._parts)

    def step(self, name: str) -> tuple[Kind, str]:
        """Return the kind and step behind ``name``; KeyError for a name nobody registered."""
        return self._steps[name]

    def part(self, name: str) -> tuple[Kind, str]:
        """Return the kind and part behind ``name``; KeyError for a name nobody registered."""
        return self._parts[name]


def work_name(kind: str, step: str) -> str:
    """Return the name under which a step or part is rung: ``search.run``, ``search.run.merge``."""
    return kind if step == START else f"{kind}.{step}"
