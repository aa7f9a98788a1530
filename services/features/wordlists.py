"""Read the word lists of ``data/wordlists``: plain text that anybody can correct without touching code."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "wordlists"


@cache
def phrases(name: str) -> tuple[tuple[str, str], ...]:
    """Return ``(label, phrase)`` pairs of ``<name>.txt``, in the file's order.

    A line ``[label]`` names what follows; ``#`` starts a comment. KeyError-like mistakes show at once:
    a phrase before the first label is a ValueError, a missing file a FileNotFoundError.
    """
    pairs: list[tuple[str, str]] = []
    label = ""
    for line in _lines(name):
        if line.startswith("[") and line.endswith("]"):
            label = line[1:-1]
        elif not label:
            raise ValueError(f"{name}.txt: {line!r} stands under no [label]")
        else:
            pairs.append((label, line))
    return tuple(pairs)


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of ``<name>.txt``, separated by blanks or line ends."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def alternation(name: str, label: str) -> str:
    """Return one label's phrases of ``<name>.txt`` as a regular expression, see :func:`any_of`."""
    listed = tuple(phrase for group, phrase in phrases(name) if group == label)
    if not listed:
        raise ValueError(f"{name}.txt has no [{label}]")
    return any_of(listed)


def any_of(listed: Iterable[str]) -> str:
    """Return a regular expression of any of the phrases, longest first; of none, one that matches nothing.

    ``*`` in a phrase stands for any letters. Word boundaries are the caller's.
    """
    ordered = sorted(set(listed), key=lambda one: (-len(one), one))
    branches = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in ordered)
    if not ordered or any(phrase.startswith("*") for phrase in ordered):
        return f"(?:{branches})" if ordered else r"(?!)"
    first = "".join(sorted({re.escape(phrase[0]) for phrase in ordered}))
    return f"(?:(?=[{first}])(?:{branches}))"  # where none can begin, one look says so


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
