"""Read the hand-written material: professions, companies, places and common wording."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SHARED_FILES = ("common", "companies", "places", "whole")
LINE = re.compile(r"(?:(?P<low>[1-6])-(?P<high>[1-6])> )?(?P<text>[^|]+?)(?: \| (?P<skills>.+))?")


@dataclass(frozen=True)
class Line:
    """One bullet: its text, the skills it names, and the levels (1 to 6) it fits."""

    text: str
    skills: tuple[str, ...]
    low: int
    high: int

    def fits(self, level: int) -> bool:
        """Tell whether the line belongs in an ad for ``level``."""
        return self.low <= level <= self.high

    @property
    def particular(self) -> bool:
        """Tell whether the line was written for some levels only."""
        return (self.low, self.high) != (1, 6)


@dataclass(frozen=True)
class Company:
    """A fictional employer."""

    name: str
    about: tuple[str, ...]
    hires: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def url(self) -> str:
        """Return the address of its site under the reserved example.com."""
        return f"https://{re.sub('[^a-z0-9]+', '-', self.name.lower()).strip('-')}.example.com"


def parse_line(written: str) -> Line:
    """Read ``"4-6> text | Skill, Skill"``; the level prefix may be one digit, levels default to 1 to 6."""
    prefixed = re.sub(r"^([1-6])> ", r"\1-\1> ", written)
    match = LINE.fullmatch(prefixed)
    if match is None:
        raise ValueError(f"not a line of material: {written!r}")
    skills = tuple(skill.strip() for skill in (match["skills"] or "").split(",") if skill.strip())
    return Line(match["text"], skills, int(match["low"] or 1), int(match["high"] or 6))


def parse_lines(written: Iterable[str]) -> tuple[Line, ...]:
    """Read many lines in order."""
    return tuple(parse_line(line) for line in written)


@cache
def load(name: str) -> dict[str, Any]:
    """Return one file of material."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def profession_names() -> list[str]:
    """Return the file names of all professions in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in SHARED_FILES)


@cache
def companies() -> tuple[Company, ...]:
    """Return all fictional employers as written."""
    return tuple(
        Company(row["name"], tuple(row["about"]), tuple(row["hires"]), tuple(row["places"]))
        for row in load("companies")["company"]
    )


def company_named(name: str) -> Company:
    """Return the employer of that name; KeyError if nobody wrote one."""
    return {company.name: company for company in companies()}[name]
