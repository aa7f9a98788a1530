"""A typed failure that can be stored, shown and decided upon (the body of an RFC 9457 answer)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """Describe a failure: a stable ``code`` for machines, a sentence for people."""

    code: str
    title: str
    detail: str = ""
    status: int | None = None


class DomainError(Exception):
    """Base of every error a service raises on purpose; ``web/problems.py`` maps types to answers."""

    code = "error"
    title = "Something is not right"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.title)
        self.detail = detail

    def as_problem(self) -> Problem:
        """Return this error as a storable value."""
        return Problem(code=self.code, title=self.title, detail=self.detail)


class NotFound(DomainError):
    """No such thing for this account (another account's id looks exactly the same)."""

    code = "not_found"
    title = "Not found"


class Forbidden(DomainError):
    """The caller is known but may not do this."""

    code = "forbidden"
    title = "This API key does not allow that"


class Conflict(DomainError):
    """The thing exists but is in a state that does not allow this."""

    code = "conflict"
    title = "Conflict"


@dataclass(frozen=True)
class FieldErrors:
    """Carry messages by field name, as 422 answers list them."""

    messages: dict[str, list[str]] = field(default_factory=dict)


class Invalid(DomainError):
    """A value is not acceptable; ``errors`` names the fields."""

    code = "invalid"
    title = "Some values are not acceptable"

    def __init__(self, detail: str = "", **errors: str) -> None:
        super().__init__(detail)
        self.errors = FieldErrors({name: [message] for name, message in errors.items()})
