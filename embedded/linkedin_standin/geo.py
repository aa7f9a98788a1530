"""The stand-in's places: their numbers, and the suggestions that lead to them."""

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from adapters.demo import words
from embedded.linkedin_standin.shapes import Posting


def places(postings: Iterable[Posting]) -> dict[str, str]:
    """Return the name of each place that postings are in, countries among them, by its number."""
    names = {
        name
        for posting in postings
        for name in (posting.data["location"]["raw"], posting.data["location"]["country"])
        if name
    }
    return {str(100_000_000 + crc32(name.encode()) % 900_000_000): name for name in sorted(names)}


def suggestions(postings: Iterable[Posting], keywords: str) -> dict[str, Any]:
    """Return LinkedIn's answer to these words: fitting places, the shortest name first."""
    wanted = words(keywords)
    fitting = [
        (len(name), name, number) for number, name in places(postings).items() if wanted <= words(name)
    ]
    elements = [_element(number, name) for _, name, number in sorted(fitting)] if wanted else []
    found = {"elements": elements, "paging": {"count": len(elements), "start": 0, "total": len(elements)}}
    return {"data": {"data": {"searchDashReusableTypeaheadByType": found}}, "included": []}


def _element(number: str, name: str) -> dict[str, Any]:
    return {
        "title": {"text": name, "textDirection": "USER_LOCALE"},
        "target": {"*geo": f"urn:li:fsd_geo:{number}"},
        "trackingUrn": f"urn:li:geo:{number}",
    }
