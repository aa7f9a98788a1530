"""Read where an applicant has to be for a remote job: schema.org's ``applicantLocationRequirements``.

"Remote" says from where one may work only together with its title, its place and its text: "Remote (US)",
"Nurse educator - EMEA", "you must be based in Spain or Portugal". Offices, customers and pay in a country ask
for nothing. Whatever is denied or only preferred is no requirement either: an offer wrongly kept costs a
look, one wrongly left out may be the best one.
"""

import re
from collections.abc import Iterable, Iterator

from domain.codes import Workplace
from domain.postings import JobPosting, Place
from services.features.folding import fold, plain_marks
from services.jobs.places.applicant_cues import (
    ANYWHERE,
    ASIDE,
    CUES,
    DENIED,
    FOR_A_WHILE,
    ONLY,
    WELCOME,
    WHOLE_WORLD,
)
from services.jobs.places.areas import WORLDWIDE, broadest, load_demonyms, named_area, narrowest
from services.jobs.places.named import places_at_start, places_throughout
from services.jobs.places.understand import country_name, understand_place

_REACH = 240
"""Letters after a cue in which the places it asks for are looked for."""

_BEFORE, _AFTER = 70, 40
"""Letters around a cue that may take it back."""

_SET_APART = re.compile(r"[(\[]([^)\]]{1,80})[)\]]|[-–—|:]\s*([^-–—|:()\[\]]{1,80})$")
_PARTS = re.compile(r"[/;|()\[\]–—]| - ")


def read_applicant_places(posting: JobPosting) -> tuple[str, ...]:
    """Return the countries and areas where applicants for a remote job may be, by their English names.

    ``("Worldwide",)`` where it may be done from anywhere, nothing where that is not said, or the job is
    not remote: then one has to be where it is done.
    """
    if posting.workplace is not Workplace.REMOTE:
        return ()
    place, title = posting.location.raw or "", posting.title
    told = [*_of_title(title), *_of_text(f"{title}\n{place}\n{posting.description_text}")]
    if found := told or list(_of_field(place)):
        return narrowest(found)
    return (WORLDWIDE,) if _is_anywhere(posting) else ()


def stated_areas(names: Iterable[str]) -> tuple[str, ...]:
    """Return countries and areas that a source states one by one; what nobody knows is left out."""
    found = [WORLDWIDE if WHOLE_WORLD.fullmatch(fold(name)) else _area(name) for name in names]
    return tuple(dict.fromkeys(filter(None, found)))


def _area(name: str) -> str | None:
    return named_area(name) or country_name(name) or understand_place(Place(raw=name)).country


def _of_field(raw: str) -> Iterator[str]:
    """Read a board's field for the place: countries and areas; a town may be the employer's address."""
    for part in _PARTS.split(raw):
        if understand_place(Place(raw=part)).city is None:
            yield from places_throughout(part)


def _of_title(title: str) -> Iterator[str]:
    for apart in _SET_APART.finditer(title):
        yield from places_throughout(apart[1] or apart[2], alone=True)


def _of_text(written: str) -> Iterator[str]:
    text, folded = plain_marks(written), fold(written)
    for cue in CUES.finditer(folded):
        if not _is_denied(folded, cue.start()):
            yield from broadest(places_at_start(text[cue.end() : cue.end() + _REACH]))
    for named in (*ONLY.finditer(text), *WELCOME.finditer(folded)):
        if not _is_denied(folded, named.start()):
            yield from places_throughout(_named(text, named))
    for aside in ASIDE.finditer(folded):
        yield from places_at_start(text[aside.end() : aside.end() + _REACH], towns=False)


def _named(text: str, at: re.Match[str]) -> str:
    """Return the places of a match, those that stand as what belongs to them by name: "Full Kenyan"."""
    written = text[slice(*at.span(at.lastindex or 0))]
    known = load_demonyms()
    return known.get(written) or known.get(written.partition(" ")[2], written)


def _is_denied(folded: str, place: int) -> bool:
    return DENIED.search(folded[max(0, place - _BEFORE) : place]) is not None


def _is_anywhere(posting: JobPosting) -> bool:
    fields = [posting.location.raw or "", *(apart[0] for apart in _SET_APART.finditer(posting.title))]
    if any(WHOLE_WORLD.search(fold(field)) for field in fields):
        return True
    folded = fold(posting.description_text)
    return any(not _is_taken_back(folded, at) for at in ANYWHERE.finditer(folded))


def _is_taken_back(folded: str, at: re.Match[str]) -> bool:
    """Tell whether one may not work from anywhere, or for some weeks only."""
    around = folded[max(0, at.start() - _BEFORE) : at.end() + _AFTER]
    return _is_denied(folded, at.start()) or FOR_A_WHILE.search(around) is not None
