"""Skills as the taxonomy knows them and as a text mentions them."""

from dataclasses import dataclass

from domain.codes import Importance
from domain.spans import Span


@dataclass(frozen=True)
class Skill:
    """Name a taxonomy concept. ``id`` is ``esco:<uuid>`` where ESCO has it, else ``rf:<slug>``."""

    id: str
    name: str
    group: str | None = None


@dataclass(frozen=True)
class Mention:
    """Record where a text names a skill: the words, where they stand, in which section."""

    text: str
    span: Span
    section: str | None = None


@dataclass(frozen=True)
class ResumeSkill:
    """State a skill of a resume: years counted from the work entries that mention it."""

    id: str
    name: str
    group: str | None = None
    years: float | None = None
    last_used: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class PostingSkill:
    """State a skill a posting asks for, and how strongly."""

    id: str
    name: str
    importance: Importance
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Keyword:
    """Weigh a term of a text: ``weight`` is TF-IDF, L2-normalised over the text's kept terms.

    ``term`` is how the text writes it; ``key`` is its stemmed form, equal for resume and posting.
    """

    term: str
    count: int
    weight: float
    key: str = ""
