"""Mend words that a line end broke: "submis-" + "sions", but "cloud-" + "native" keeps its hyphen."""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.resumes.documents import Line

_BROKEN = re.compile(r"([^\W\d_]{2,})-(?=\t|$)")
_REST = re.compile(r"[a-zà-öø-ÿ][^\W\d_]*[^\s\t]*\s?")
_COMMON = 3.0


def mend(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each broken word whole on the line where it starts."""
    mended: list[Line] = []
    for line in lines:
        broken = _BROKEN.search(mended[-1].text) if mended else None
        rest = _REST.match(line.text) if broken else None
        if broken is None or rest is None:
            mended.append(line)
            continue
        word = rest[0].rstrip()
        above = mended[-1]
        joint = "" if _is_one_word(broken[1], word) else "-"
        whole = above.text[: broken.end(1)] + joint + word + above.text[broken.end() :]
        mended[-1] = replace(above, text=whole)
        if line.text[rest.end() :].strip():
            mended.append(replace(line, text=line.text[rest.end() :].strip()))
    return mended


def _is_one_word(left: str, right: str) -> bool:
    """Tell whether the hyphen only broke the word: the whole is a commoner word than its rarer half."""
    from wordfreq import zipf_frequency  # loads its list at first use

    bare = re.sub(r"\W.*$", "", right)
    whole = zipf_frequency((left + bare).lower(), "en")
    halves = min(zipf_frequency(left.lower(), "en"), zipf_frequency(bare.lower(), "en"))
    return bool(whole > halves or (halves < _COMMON and whole > 0))
