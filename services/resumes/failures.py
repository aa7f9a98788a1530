"""The one error reading can end in: a stored outcome with a code, never a crash."""

from domain.codes import ReadFailure
from domain.problems import DomainError


class ReadFailed(DomainError):
    """A resume could not be read; ``failure`` says why, ``detail`` is for people."""

    code = "unreadable"
    title = "The file could not be read"

    def __init__(self, failure: ReadFailure, detail: str = "") -> None:
        super().__init__(detail)
        self.failure = failure
        self.code = failure.value
