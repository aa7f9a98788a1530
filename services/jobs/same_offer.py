"""Decide which postings are one offer: the exact key first, then how much of the text they share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from domain.postings import Place
from services.jobs.fingerprints import Fingerprint, similarity
from services.jobs.places.forms import folded_name
from services.jobs.places.understand import is_same_town

SAME_COMPANY, UNKNOWN_COMPANY, OTHER_COMPANY = 0.18, 0.2, 0.38
"""Least similarity of the texts by what is known of the companies (``rolefit bench twins`` draws the curve).

An agency repeats most of its client's text; of one company's posting on two boards a fifth may be the same.
"""

OTHER_WORDING = 0.4
"""Least similarity where one title has words that the other leaves out."""

_RANKS = frozenset(
    "intern internship trainee apprentice junior graduate entry mid senior lead principal staff head"  # noqa: SIM905
    " director chief vp i ii iii iv 1 2 3".split()
)


def same_offer(one: Fingerprint, other: Fingerprint) -> bool:
    """Tell whether two postings offer the same work: titles, ranks and places agree, and so do the texts.

    The same title at the same company in two towns is two offers. Where a text is too short to compare,
    only an equal title at the same company and place counts.
    """
    if not (_titles_agree(one.title, other.title) and _places_agree(one.place, other.place)):
        return False
    if not len(one.signature) or not len(other.signature):
        return _is_same_company(one.company, other.company) and one.title == other.title
    return similarity(one.signature, other.signature) >= _least_similarity(one, other)


def group_offers(fingerprints: Mapping[int, Fingerprint]) -> dict[int, int]:
    """Return for each posting that repeats another the smallest id of its group; others are absent.

    Only postings whose titles are equal or whose companies begin alike are compared.
    """
    first: dict[int, int] = {}
    for pair in sorted(_close(fingerprints)):
        one, other = first.get(pair[0], pair[0]), first.get(pair[1], pair[1])
        if one != other and same_offer(fingerprints[pair[0]], fingerprints[pair[1]]):
            least, most = sorted((one, other))
            first.update({key: least for key, root in first.items() if root == most} | {most: least})
    return first


def _close(fingerprints: Mapping[int, Fingerprint]) -> set[tuple[int, int]]:
    buckets: defaultdict[tuple[str, int | None], list[int]] = defaultdict(list)
    for posting, made in sorted(fingerprints.items()):
        buckets["title", made.title_key].append(posting)
        if made.company:
            buckets["company", made.company_key].append(posting)
    return {
        (one, other)
        for members in buckets.values()
        for place, one in enumerate(members)
        for other in members[place + 1 :]
    }


def _titles_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether rank and words agree, but for one word that a board adds ("Payments Data Engineer")."""
    return one & _RANKS == other & _RANKS and (one <= other or other <= one) and len(one ^ other) <= 1


def _places_agree(one: Place, other: Place) -> bool:
    """Tell whether what both say of the place agrees; what one leaves open is no contradiction."""
    if one.country and other.country and folded_name(one.country) != folded_name(other.country):
        return False
    if one.city and other.city:
        return is_same_town(one.city, other.city)
    understood = one.country or other.country or not (one.raw and other.raw)
    return bool(understood) or folded_name(one.raw or "") == folded_name(other.raw or "")


def _least_similarity(one: Fingerprint, other: Fingerprint) -> float:
    if not one.company or not other.company:
        least = UNKNOWN_COMPANY
    else:
        least = SAME_COMPANY if _is_same_company(one.company, other.company) else OTHER_COMPANY
    return least if one.title == other.title else max(least, OTHER_WORDING)


def _is_same_company(one: str, other: str) -> bool:
    """Tell whether the names are equal or one begins with the whole other: "acme" and "acme labs"."""
    short, long = sorted((one.split(), other.split()), key=len)
    return bool(short) and long[: len(short)] == short


def repeats(groups: Mapping[int, int], keys: Iterable[int]) -> set[int]:
    """Return those of ``keys`` whose offer another of ``keys`` already shows."""
    shown: set[int] = set()
    again: set[int] = set()
    for key in keys:
        root = groups.get(key, key)
        (again if root in shown else shown).add(key if root in shown else root)
    return again
