"""Write the name of a place in one form, however it is spelt: without case, accents and punctuation."""

import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def folded_name(name: str) -> str:
    """Return "São Paulo" as ``sao paulo`` and "St. Gallen" as ``st gallen``, in any script."""
    lowered = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in lowered if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", bare.replace(".", "")).split())
