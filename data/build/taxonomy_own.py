"""Read the project's own lists of skills, ``data/taxonomy/own_skills/*.txt``."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class OwnSkill:
    """One line of the list: a name, its group, synonyms, what it builds on, close relatives."""

    name: str
    group: str
    synonyms: tuple[str, ...]
    broader: tuple[str, ...]
    see: tuple[str, ...]


def read_own_skills(folder: Path) -> list[OwnSkill]:
    """Return the skills of all lists of a folder, by name of file and in their order.

    ValueError names a line that has no group.
    """
    return [skill for path in sorted(folder.glob("*.txt")) for skill in read_list(path)]


def read_list(path: Path) -> list[OwnSkill]:
    """Return the skills of one list in its order; ValueError names a line that has no group."""
    skills: list[OwnSkill] = []
    group = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            group = line.removeprefix("## ").strip()
        elif line.strip() and not line.startswith("#"):
            if not group:
                raise ValueError(f"no group above {line!r}")
            skills.append(_skill(line, group))
    return skills


def read_words(path: Path) -> set[str]:
    """Return the words of a list that has several a line and comments after ``#``."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def read_lines(path: Path) -> set[str]:
    """Return the phrases of a list that has one a line and comments after ``#``."""
    return {
        line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"}
    }


def _skill(line: str, group: str) -> OwnSkill:
    fields = [field.strip() for field in line.replace("||", "|").split("|")]
    named = {"broader": (), "see": ()} | {
        field.split(":", 1)[0]: _items(field.split(":", 1)[1])
        for field in fields[1:]
        if field.startswith(("broader:", "see:"))
    }
    synonyms = _items(fields[1]) if len(fields) > 1 and not fields[1].startswith(("broader:", "see:")) else ()
    return OwnSkill(fields[0], group, synonyms, named["broader"], named["see"])


def _items(field: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in field.split(";") if item.strip())
