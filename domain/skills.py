"""Skills as the taxonomy knows them and as a text mentions them."""

from dataclasses import dataclass

from domain.codes import Importance
from domain.spans import Span


@dataclass(frozen=True)
class Skill:
    """Name a concept: ``id`` is ``esco:<uuid>``, ``rf:<slug>`` beyond ESCO, or ``own:<code>`` if added."""

    id: str
    name: str
    group: str | None = None


@dataclass(frozen=True)
class OwnSkill:
    """A skill that an account has added: ``own:<code>``, its name and synonyms.

    With ``same_as`` they are further names of that skill of the taxonomy.
    """

    id: str
    name: str
    synonyms: tuple[str, ...] = ()
    same_as: str | None = None


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
