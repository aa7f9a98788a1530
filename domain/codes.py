"""Closed vocabularies, spelled as the HTTP contract and schema.org spell them."""

from enum import IntEnum, StrEnum


class TaskStatus(StrEnum):
    """State of a piece of background work, as a client polls it."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def finished(self) -> bool:
        """Tell whether this status never changes again."""
        return self not in (TaskStatus.QUEUED, TaskStatus.RUNNING)


class ResumeStatus(StrEnum):
    """State of an uploaded resume."""

    QUEUED = "queued"
    PARSING = "parsing"
    READY = "ready"
    FAILED = "failed"


class ReadFailure(StrEnum):
    """Why a resume's bytes could not be turned into text: a stored outcome, never a crash."""

    PASSWORD_PROTECTED = "password_protected"  # noqa: S105 - a code, not a secret
    NO_TEXT = "no_text"
    UNREADABLE = "unreadable"
    RESOURCE_LIMIT = "resource_limit"
    TIMEOUT = "timeout"


class SourceStatus(StrEnum):
    """Outcome of one source in one search. An error here is never "0 jobs"."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    SKIPPED = "skipped"


class Importance(StrEnum):
    """How strongly a posting asks for a skill."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    MENTIONED = "mentioned"


class Provenance(StrEnum):
    """Where a normalised fact came from."""

    STATED = "stated"
    FILTER = "filter"
    INFERRED = "inferred"


class Workplace(StrEnum):
    """Where the work is done. LinkedIn numbers them 1 to 3 (:attr:`remote_code`)."""

    ONSITE = "onsite"
    REMOTE = "remote"
    HYBRID = "hybrid"

    @property
    def remote_code(self) -> int:
        """Return the ``remote`` parameter's number: 1 on-site, 2 remote, 3 hybrid."""
        return {"onsite": 1, "remote": 2, "hybrid": 3}[self.value]

    @classmethod
    def from_remote_code(cls, code: int) -> "Workplace":
        """Return the workplace for LinkedIn's number 1 to 3; ValueError otherwise."""
        for workplace in cls:
            if workplace.remote_code == code:
                return workplace
        raise ValueError(f"remote must be 1 (on-site), 2 (remote) or 3 (hybrid), not {code!r}")


class JobType(StrEnum):
    """LinkedIn's one-letter contract type."""

    FULL_TIME = "F"
    PART_TIME = "P"
    CONTRACT = "C"
    TEMPORARY = "T"
    INTERNSHIP = "I"
    VOLUNTEER = "V"
    OTHER = "O"

    @property
    def employment_type(self) -> str:
        """Return schema.org's ``employmentType`` value for this letter."""
        return {
            "F": "FULL_TIME",
            "P": "PART_TIME",
            "C": "CONTRACTOR",
            "T": "TEMPORARY",
            "I": "INTERN",
            "V": "VOLUNTEER",
            "O": "OTHER",
        }[self.value]


class Ranker(StrEnum):
    """Who chooses the shares of the sub-scores: the asker, or what was learnt from judged matches."""

    WEIGHTED = "weighted"
    LEARNED = "learned"


class Level(IntEnum):
    """LinkedIn's experience levels, used for postings and resumes alike."""

    INTERNSHIP = 1
    ENTRY = 2
    ASSOCIATE = 3
    MID_SENIOR = 4
    DIRECTOR = 5
    EXECUTIVE = 6
