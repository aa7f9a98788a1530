"""Word lists of the resume reader, one noun a file; lines that start with # are comments."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list in order, comments left out."""
    text = (_FOLDER / f"{name}.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """Return the lines of a two-column list as ``(key, value)``."""
    return tuple((key, value) for line in lines(name) for key, _, value in (line.partition("\t"),))


@cache
def group(name: str, key: str) -> frozenset[str]:
    """Return the words that stand behind ``key`` in a two-column list."""
    return frozenset(word for label, words in pairs(name) if label == key for word in words.split())
