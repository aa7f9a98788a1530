"""Find how to reach a person: e-mail, phone, links. Dates are masked before numbers are read as phones."""

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

import phonenumbers

from domain.resumes import Profile
from services.resumes import lexicon
from services.resumes.dates import find_ranges
from services.resumes.documents import Link

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9](?:[\w.+%-]*[\w+%-])?\s?@\s?(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w@])"
)
_URL = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>()\"'|,;\t]+|(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,12}(?:/[^\s<>()\"'|,;\t]*)?)(?!\w)",
    re.I,
)
"""Web addresses; a label of a host has at most 63 letters (RFC 1035)."""
_TLDS = lexicon.words("domains")
_NETWORKS = lexicon.pairs("networks")
_REGIONS = ("US", "GB", "IN", "DE", "FR", "ES", "IT", "NL", "PT", "RO", "CA", "AU")
_PHONE_LINE = re.compile(r"^.*(?:\d\D{0,3}){7}.*$", re.M)
_CUT_OFF = re.compile(r"\d[ -]$|[A-Z]-$")
"""What stands before a number that is the end of a longer one, or a grade ("GS-0511-12")."""
_PHONE_LABEL = re.compile(
    r"(?:phone|tel|mobile|cell|mob|telefon|téléphone|teléfono|telefono|telefoon|telefone|contact|handy|☎|📞)",
    re.I,
)


def find_email(text: str, links: Sequence[Link]) -> str | None:
    """Return the first e-mail address in the text, else the first one linked."""
    match = _EMAIL.search(text)
    if match:
        return re.sub(r"\s", "", match[0])
    mailto = (
        link.target[7:].partition("?")[0] for link in links if link.target.lower().startswith("mailto:")
    )
    return next((address for address in mailto if _EMAIL.fullmatch(address)), None)


def find_phone(text: str, links: Sequence[Link], *, today: date, country: str | None = None) -> str | None:
    """Return the first phone number as it is written, else the first one linked (``tel:``)."""
    masked = _without_dates("\n".join(_PHONE_LINE.findall(text)), today)
    regions = [country] if country else []
    for region in (None, *regions, *_REGIONS):
        found = _first_number(masked, region)
        if found:
            return found
    tel = (link.target[4:] for link in links if link.target.lower().startswith("tel:"))
    return next(tel, None)


def _first_number(text: str, region: str | None) -> str | None:
    leniency = phonenumbers.Leniency.POSSIBLE if region in (None, "US") else phonenumbers.Leniency.VALID
    for match in phonenumbers.PhoneNumberMatcher(text, region, leniency, 30):
        digits = sum(char.isdigit() for char in match.raw_string)
        if digits >= 7 and _is_plausible(text, match, region):
            return str(match.raw_string).strip()
    return None


def _is_plausible(text: str, match: phonenumbers.PhoneNumberMatch, region: str | None) -> bool:
    """Refuse a bare row of digits (an id, a salary) unless it is valid or something calls it a phone."""
    line = text[text.rfind("\n", 0, match.start) + 1 : match.start]
    if _CUT_OFF.search(line):
        return False
    return bool(
        phonenumbers.is_valid_number(match.number)
        or (region is None)
        or _PHONE_LABEL.search(line)
        or re.fullmatch(r"[\s(]*\d{3}[\s).-]+\d{3}[\s.-]+\d{4}", match.raw_string)
    )


def _without_dates(text: str, today: date) -> str:
    pieces, position = [], 0
    for item in find_ranges(text, today=today):
        pieces.append(text[position : item.span.start] + "\n" + " " * (item.span.end - item.span.start - 1))
        position = item.span.end
    return "".join(pieces) + text[position:]


def find_urls(text: str, links: Sequence[Link]) -> list[str]:
    """Return the web addresses in the text and behind its links, each once, in order."""
    masked = _EMAIL.sub(" ", text)
    written = [match[0].rstrip(".,/:") for match in _URL.finditer(masked) if _is_address(match[0])]
    linked = [
        link.target.rstrip("/") for link in links if link.target.lower().startswith(("http://", "https://"))
    ]
    unique: dict[str, str] = {}
    for address in (*written, *linked):
        unique.setdefault(_bare(address), address)
    return list(unique.values())


def _is_address(text: str) -> bool:
    if text.lower().startswith(("http://", "https://", "www.")):
        return True
    host = text.partition("/")[0].lower()
    return (
        host.rpartition(".")[2] in _TLDS
        and ("/" in text or not text[0].isupper())
        and host not in ("asp.net", "vb.net", "ado.net", "socket.io", "node.js")
    )


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower()).rstrip("/")


def as_profiles(urls: Sequence[str]) -> tuple[tuple[Profile, ...], str | None]:
    """Return ``(profiles on known networks, the person's own site)``."""
    profiles: dict[str, Profile] = {}
    own = None
    for url in urls:
        full = url if "://" in url else f"https://{url}"
        host, path = _split(full)
        network = next(
            (name for domain, name in _NETWORKS if host == domain or host.endswith("." + domain)),
            None,
        )
        if network is None:
            own = own or (url if path in ("", "/") or path.count("/") == 1 else None)
        elif path.strip("/") and network not in profiles:
            profiles[network] = Profile(network, full, path.strip("/").split("/")[-1].lstrip("@"))
    return tuple(profiles.values()), own


def _split(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.netloc.lower().removeprefix("www."), parts.path
