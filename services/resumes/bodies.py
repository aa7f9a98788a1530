"""Part the lines under a head into a summary and highlights."""

from collections.abc import Sequence

from services.resumes.characters import bullet_end
from services.resumes.sections import Placed

_LONG_LINE = 60


def split_body(body: Sequence[Placed]) -> tuple[str | None, tuple[str, ...]]:
    """Return ``(summary, highlights)``: prose before the list, and its items, wrapped lines joined."""
    prose: list[str] = []
    items: list[str] = []
    for item in body:
        end = bullet_end(item.text)
        text = " ".join(item.text[end:].split())
        if end:
            items.append(text)
        elif items and _continues(text, items[-1]):
            items[-1] = join_wrapped(items[-1], text)
        elif items:
            items.append(text)
        else:
            prose.append(text)
    summary = ""
    for text in prose:
        summary = join_wrapped(summary, text)
    return summary or None, tuple(item for item in items if item)


def _continues(text: str, previous: str) -> bool:
    return text[:1].islower() or not previous.endswith((".", "!", "?")) or len(previous) > _LONG_LINE


def join_wrapped(first: str, second: str) -> str:
    """Return two lines of one sentence as one; a hyphen at the break stays ("real-world")."""
    if not first:
        return second
    return first + second if first.endswith("-") and second[:1].islower() else f"{first} {second}"
