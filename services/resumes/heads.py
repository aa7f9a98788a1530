"""Read position, company and place from the lines that head an entry, in whatever order they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from services.resumes.head_lines import HEAD_LENGTH, Cell, Entry
from services.resumes.pieces import CLEAR_TITLE, LABEL, pieces_of
from services.resumes.towns import without_town
from services.resumes.words import (
    company_score,
    has_legal_form,
    is_large_city,
    is_place,
    might_be_company,
    title_score,
)

_NO_EMPLOYER = re.compile(r"(?:freelanc\w*|self[- ]employed|independent|contract(?:or)?|selbstständig)", re.I)
_PROSE_LENGTH = 75
"""Letters from which a line below the dates is a sentence, unless a title begins it."""
_ASIDE = re.compile(
    r"(?<=\w[\w.])\s+\([^()]*\)?$|(?<=\w{4})\s+in\s+(?:[A-ZÀ-Þ][\w'’-]+\s?){1,2}$"
    r"|,\s+(?:Department|Dept\.|Division|School|Faculty|Office)\s+of\s[^,]+$"
)
"""What describes a company behind its name: "Naranja (furniture, EUR 38M)", "Garden Parcel in Secaucus"."""
_ARTICLE = re.compile(r"^(?:the|[Mm]/[Ss]\.?)\s+(?=[A-ZÀ-Þ])")
_NO_COMPANY = re.compile(
    r"(?:(?:most recent|current|present|previous|last|first|next|earlier)\s+"
    r"(?:job|position|role|employer|post)s?|(?:job|position|employer)\s+(?:#|no\.?\s?)?(?:\d+|one|two|three|four|five)"
    r"|job before that|before|and|earlier|later|now|present|current|prior|then|where(?: and when.*)?"
    r"|(?:spring|summer|autumn|fall|winter)s?(?:\s+\d{4})?|[\W\d]+)",
    re.I,
)
"""What forms and letters write over a job."""
_TRIALS = ((False, False), (False, True), (True, False), (True, True))
"""Whether to part names at commas, and whether to take rows below the dates: in the order to try."""
_TRIALS_WITH_COMMAS = ((False, False), (True, False), (False, True), (True, True))


@dataclass(frozen=True)
class Named:
    """What a head says; ``used_rows`` are the rows below the dates that belong to it."""

    position: str | None
    company: str | None
    location: str | None
    used_rows: frozenset[int] = frozenset()

    @property
    def complete(self) -> bool:
        """Tell whether both position and company are known."""
        return bool(self.position and self.company)


@dataclass(frozen=True)
class Habit:
    """How one section writes its heads: which name comes first, if by commas, if below the dates."""

    title_first: bool
    commas: bool
    below: bool


def habit_of(entries: Sequence[Entry]) -> Habit:
    """Return what the entries of a section share; the clear ones decide for the unclear."""
    title_first = _votes_for_title(entries) >= 0
    below = sum(_names_below(entry) for entry in entries)
    split = [_assign(pieces_of(entry.head, commas=True), title_first).complete for entry in entries]
    mostly_below = below * 2 >= max(len(entries), 1)
    return Habit(title_first, all(split) and not mostly_below, mostly_below)


def _votes_for_title(entries: Sequence[Entry]) -> int:
    votes = 0
    for entry in entries:
        names = [piece for piece in pieces_of(entry.head, commas=True) if not is_place(piece)]
        if len(names) > 1:
            first, second = title_score(names[0]), title_score(names[1])
            votes += (first > second) - (second > first)
    return votes


def _names_below(entry: Entry) -> bool:
    """Tell whether the first line below the dates looks like a company's ("Spotify, London, UK")."""
    row = min((cell.row for cell in entry.tail), default=-1)
    below = [cell for cell in entry.tail if cell.row == row]
    pieces = pieces_of(below, commas=False)
    if not all(_may_name(cell) for cell in below) or all(map(is_place, pieces)):
        return False
    return any(is_place(piece) or company_score(piece) == 1.0 for piece in pieces)


def name_head(entry: Entry, habit: Habit) -> Named:
    """Return position, company and place, taking lines below the dates while something is missing.

    Whole cells are tried before cells split at commas, unless this section parts its names by commas.
    """
    unsure: Named | None = None
    for commas, below in _TRIALS_WITH_COMMAS if habit.commas else _TRIALS:
        for rows in _growing(entry) if below else (frozenset[int](),):
            cells = [*entry.head, *(cell for cell in entry.tail if cell.row in rows)]
            named = replace(_assign(pieces_of(cells, commas=commas), habit.title_first), used_rows=rows)
            if named.complete and _reads_as_title(named.position or ""):
                return _with_place(named, entry)
            unsure = unsure or (named if named.complete else None)
    return _with_place(unsure, entry) if unsure else _incomplete(entry, habit)


def name_cells(cells: Sequence[Cell]) -> Named:
    """Return what cells name where no dates and no neighbours tell more, parted at commas."""
    return _assign(pieces_of(cells, commas=True), title_first=True)


def _reads_as_title(text: str) -> bool:
    """Tell whether a name is surely a position: a title's word in it, and capitals as names have them."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return title_score(text) >= CLEAR_TITLE and all(word[0].isupper() for word in words[:1])


def _growing(entry: Entry) -> Iterator[frozenset[int]]:
    """Yield the sets of rows below the dates to try: none, the first, the first two."""
    rows: frozenset[int] = frozenset()
    yield rows
    for row in sorted({cell.row for cell in entry.tail}):
        if not all(_may_name(cell) for cell in entry.tail if cell.row == row):
            return
        rows |= {row}
        yield rows


def _with_place(named: Named, entry: Entry) -> Named:
    """Return the name with the place on the next row below, if none was found and that row is one."""
    following = [cell for cell in entry.tail if cell.row not in named.used_rows]
    row = min((cell.row for cell in following), default=-1)
    places = [cell.text for cell in following if cell.row == row]
    if named.location or not places or not all(map(is_place, places)):
        return named
    return replace(named, location=places[0], used_rows=named.used_rows | {row})


def _incomplete(entry: Entry, habit: Habit) -> Named:
    """Return what can be told where one of the two names is missing."""
    found = Named(None, None, None)
    for rows in _growing(entry):
        cells = [*entry.head, *(cell for cell in entry.tail if cell.row in rows)]
        named = _assign(pieces_of(cells, commas=False), habit.title_first)
        placed = _company_in_place(replace(named, used_rows=rows), habit)
        if placed.complete:
            return placed
        if not (found.position or found.company):
            found = placed
    return _with_place(found, entry)


def _company_in_place(named: Named, habit: Habit) -> Named:
    """Read "Delta Air Lines, Singapore" as a company and its place where no other company is named."""
    name, comma, region = (named.location or "").partition(", ")
    if named.company or not comma or not (habit.below or might_be_company(name)):
        return named
    return replace(named, company=name, location=region)


def _may_name(cell: Cell) -> bool:
    """Tell whether a line below the dates can still name something: no label, no sentence."""
    text = cell.text
    longest = HEAD_LENGTH if _is_name(text) else _PROSE_LENGTH
    if len(text) >= longest or text.endswith(":") or (": " in text and not LABEL.match(text)):
        return False
    return not text.endswith(".") or company_score(text) == 1.0 or has_legal_form(text)


def _is_name(text: str) -> bool:
    """Tell whether a long line is names yet: a title at its beginning, or capitals as names have them."""
    long = [word.strip("(\"“'") for word in text.split() if len(word) > 4]
    return title_score(text.partition(",")[0]) >= CLEAR_TITLE or all(word[:1].isupper() for word in long)


def _assign(pieces: Sequence[str], title_first: bool) -> Named:
    pieces = [piece for piece in pieces if not _NO_COMPANY.fullmatch(piece)]
    places = [piece for piece in pieces if is_place(piece)]
    names = [piece for piece in pieces if piece not in places]
    if not places and (len(names) > 2 or _names_both(names)):
        places = [name for name in names[1:] if is_large_city(name)][:1]
        names = [name for name in names if name not in places]
    location = places[0] if places else None
    if not names:
        return Named(None, None, location)
    position = _position(names, title_first)
    others = list(names)
    if position is not None:
        others.remove(position)
    return Named(position, _company(others), location)


def _names_both(names: Sequence[str]) -> bool:
    """Tell whether the first of two names holds title and company ("UX Designer, Faktura Nord")."""
    title, comma, employer = names[0].partition(", ") if names else ("", "", "")
    return bool(
        comma and title_score(title) >= CLEAR_TITLE and not title_score(employer) and employer[:1].isupper()
    )


def _position(names: Sequence[str], title_first: bool) -> str | None:
    scores = [_position_score(name) for name in names]
    best = max(scores)
    if best > 0:
        tied = [name for name, score in zip(names, scores, strict=True) if score == best]
        return tied[0] if title_first else tied[-1]
    if len(names) == 1:
        return None if company_score(names[0]) == 1.0 else names[0]
    unnamed = [name for name in names if company_score(name) < 1.0] or names
    return unnamed[0] if title_first or len(unnamed) == 1 else unnamed[1]


def _position_score(name: str) -> float:
    if _NO_EMPLOYER.fullmatch(name):
        return 0.2
    return title_score(name) - 0.5 * (company_score(name) == 1.0)


def _company(others: Sequence[str]) -> str | None:
    """Return the name with a legal form, else the first: what follows in a cell describes the company."""
    found = next((name for name in others if has_legal_form(name)), next(iter(others), None))
    return _ARTICLE.sub("", _ASIDE.sub("", without_town(_ASIDE.sub("", found)))) if found else None
