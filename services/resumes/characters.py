"""Make characters comparable: ligatures, odd spaces and dashes, split accents, icons."""

import re
import unicodedata

from ftfy import fix_encoding

BULLETS = "•‣◦▪▫●○◆◇■□▶►▸➢➤✓✔✦❖⁃∙·–—*-»>"
"""Characters that open a list item when they stand before its first word."""

_STRONG_BULLETS = "•‣◦▪▫●○◆◇■□▶►▸➢➤✓✔✦❖⁃∙"
_PRIVATE_BULLETS = {
    chr(code): "•" for code in (0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0FC, 0xF0A8, 0xF06E, 0xF02D)
}
_SINGLES = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\u3000": " ",
        "\u2010": "-", "\u2011": "-", "\ufffe": "-",
        "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None, "\u00ad": "-",
        "™": None, "®": None, "©": None, "\ufffd": None, "\x00": None,
        **_PRIVATE_BULLETS,
    }
)  # fmt: skip
_SPACING_ACCENTS = {
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˘": "\u0306",
    "˚": "\u030a",
}
_ACCENT = re.compile(r"([¨´`ˆ˜ˇ¸˘˚])\s?([A-Za-zı])")
_MISREAD = re.compile("[ÂÃâïÅÄð]")
_FULL_WIDTH_MARK = re.compile("ï¼[\u200b\x81\x8d\x8f\x90\x9d]*(?!\\w)")
_LONE = re.compile(r"(?<!\S)Â(?!\S)")
_ICONS = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
_LEADER = re.compile(r" ?\.{4,} ?")
_ELLIPSIS = " ... "
_SPACED_WORD = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_BULLET = re.compile(
    rf"^\s*(?:[{re.escape(_STRONG_BULLETS)}]\s*|[-–—*·»>o]\s+|\(?\d{{1,2}}[.)]\s+|\([a-z]\)\s+|[+=~_]\s+)(?=\S)"
)


def clean(text: str) -> str:
    """Return ``text`` normalised (NFKC) and single-spaced, tabs kept as cell borders, as dots that lead are.

    Accents that a font drew before their letter are put on it, icons become cell borders, letter-spaced
    words are closed up, and every soft or odd hyphen that is visible becomes ``-``.
    """
    if text.isascii():
        return _squeeze(text)
    if _MISREAD.search(text):
        text = _read_again(text)
    text = _ACCENT.sub(_recompose, text.translate(_SINGLES))
    return _squeeze(unicodedata.normalize("NFKC", _ICONS.sub("\t", text)))


def _read_again(text: str) -> str:
    """Return ``text`` with UTF-8 that a program took for Windows-1252 read rightly: ``youâ€™re`` is you're.

    ftfy undoes it where every byte is left. Two things have lost one: the mark of full width between an
    employer and a town in thousands of published resumes (``Company Name ï¼ City``), and the odd space.
    """
    return _LONE.sub(" ", _FULL_WIDTH_MARK.sub("-", fix_encoding(text)))


def _squeeze(text: str) -> str:
    cells = [" ".join(cell.split()) for cell in text.split("\t")]
    if "..." in text:
        cells = [part for cell in cells for part in _at_leaders(cell)]
    return "\t".join(close_up(cell) for cell in cells if cell)


def _at_leaders(cell: str) -> list[str]:
    """Part a cell at dots that lead from one thing to the next: four or more, or three that stand twice."""
    return _LEADER.sub("\t", cell.replace(_ELLIPSIS, "\t") if cell.count(_ELLIPSIS) > 1 else cell).split("\t")


def _recompose(match: re.Match[str]) -> str:
    letter = "i" if match[2] == "ı" else match[2]
    composed = unicodedata.normalize("NFC", letter + _SPACING_ACCENTS[match[1]])
    return composed if len(composed) == 1 else match[0]


def close_up(text: str) -> str:
    """Return ``text`` with letter-spaced words joined: ``E X P E R T I S E`` is one word."""
    return _SPACED_WORD.sub(lambda match: match[0].replace(" ", ""), text) if len(text) > 6 else text


def drop_soft_hyphens(text: str) -> str:
    """Return text whose soft hyphens are invisible (HTML, DOCX, plain text) without those inside words."""
    return re.sub(r"(?<=[^\W\d_])\u00ad(?=[^\W\d_])", "", text) if "\u00ad" in text else text


def bullet_end(text: str) -> int:
    """Return where a list item's words begin; 0 where the line opens with no bullet."""
    match = _BULLET.match(text)
    return match.end() if match else 0
