"""Score parsed resumes against their truth, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from benchmarks.parse_truth import Case, Truth, count_matches, plain, total_months
from domain.resumes import ParsedResume


@dataclass
class Tally:
    """Counts of one field. ``stated`` are the true values that the document shows at all."""

    right: int = 0
    found: int = 0
    stated: int = 0
    right_of_all: int = 0
    wanted: int = 0

    def add(self, found: tuple[str, ...], wanted: tuple[str, ...], stated: tuple[str, ...]) -> bool:
        """Count one document; return whether everything stated was found and nothing else."""
        right, given, shown = count_matches(found, stated)
        self.right += right
        self.found += given
        self.stated += shown
        self.right_of_all += count_matches(found, wanted)[0]
        self.wanted += len(wanted)
        return right == given == shown

    def report(self) -> dict[str, float]:
        """Return precision, recall and F1 over stated values, and F1 over all true values."""
        return {
            "precision": round(self.right / max(self.found, 1), 4),
            "recall": round(self.right / max(self.stated, 1), 4),
            "f1": round(2 * self.right / max(self.found + self.stated, 1), 4),
            "f1_of_all": round(2 * self.right_of_all / max(self.found + self.wanted, 1), 4),
            "stated": self.stated,
            "wanted": self.wanted,
        }


@dataclass
class Scores:
    """Tallies of a group of documents, and how many have their experience exact to the month.

    ``inclusive`` counts both end months of every merged interval, as the product does; ``exclusive`` the
    first alone.
    """

    fields: dict[str, Tally] = field(default_factory=dict)
    files: int = 0
    inclusive: int = 0
    exclusive: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, case: Case, parsed: ParsedResume, raw: str, today: date) -> None:
        """Count one document; ``raw`` is its text by a second reader, which decides what is stated."""
        found = found_fields(parsed)
        self.files += 1
        for name, wanted in case.truth.fields.items():
            stated = stated_values(name, wanted, case.truth, plain(raw), found[name])
            if not self.fields.setdefault(name, Tally()).add(found[name], wanted, stated):
                self.misses.append(
                    f"{case.path.name}: {name}: found {list(found[name])}, stated {list(stated)}"
                )
        total = parsed.experience.total_months
        self.inclusive += total == total_months(case.truth.ranges, today, inclusive=True)
        self.exclusive += _exclusive(parsed) == total_months(case.truth.ranges, today, inclusive=False)

    def report(self) -> dict[str, Any]:
        """Return the figures as JSON-ready values."""
        return {
            "files": self.files,
            "fields": {name: tally.report() for name, tally in self.fields.items()},
            "experience_exact": round(self.inclusive / max(self.files, 1), 4),
            "experience_exact_exclusive": round(self.exclusive / max(self.files, 1), 4),
            "misses": self.misses,
        }


def _exclusive(parsed: ParsedResume) -> int:
    return parsed.experience.total_months - len(parsed.experience.intervals)


def found_fields(parsed: ParsedResume) -> dict[str, tuple[str, ...]]:
    """Return what was parsed under the names that truths use."""
    work, education, basics = parsed.work, parsed.education, parsed.basics
    dated = [entry for entry in work if entry.start_date]
    return {
        "name": _given([basics.name]),
        "email": _given([basics.email]),
        "phone": _given([basics.phone]),
        "positions": _given(entry.position for entry in work),
        "companies": _given(entry.company for entry in work),
        "institutions": _given(entry.institution for entry in education),
        "start_months": _given(entry.start_date for entry in dated),
        "end_months": _given(entry.end_date or "present" for entry in dated),
        "education_start": _given(entry.start_date for entry in education),
        "education_end": _given(entry.end_date for entry in education),
    }


def _given(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def stated_values(
    name: str, wanted: tuple[str, ...], truth: Truth, raw: str, found: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the true values that the document shows; nobody can read what a theme leaves out.

    A company counts as shown where it stands within 200 letters of one of its positions: some themes print
    no employers, whose names then stand only in references or prose.
    What was found right is stated, wherever it stands.
    """
    known = set(map(plain, found))
    if name in ("start_months", "end_months", "education_start", "education_end"):
        return tuple(value for value in wanted if value == "present" or value[2:4] in raw)
    if name == "companies":
        near = truth.fields["positions"]
        return tuple(value for value in wanted if plain(value) in known or _stands_near(value, near, raw))
    return tuple(value for value in wanted if plain(value) in known or plain(value) in raw)


_NEAR = 200


def _stands_near(company: str, positions: tuple[str, ...], raw: str) -> bool:
    bare = plain(company)
    for position in map(plain, positions):
        place = raw.find(position)
        while place >= 0:
            if bare in raw[max(0, place - _NEAR) : place + len(position) + _NEAR]:
                return True
            place = raw.find(position, place + 1)
    return False
