"""Read the project's own descriptions of occupations, ``data/taxonomy/occupation_profiles.txt``."""

from dataclasses import dataclass
from pathlib import Path

PROFILES = Path(__file__).parents[1] / "taxonomy" / "occupation_profiles.txt"
FIELDS = 4


@dataclass(frozen=True)
class OccupationProfile:
    """An occupation: its name, the titles it is advertised under, what is done, and words that tell it."""

    name: str
    titles: tuple[str, ...]
    duties: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return everything that describes the occupation, each item a sentence."""
        return ". ".join((self.name, *self.titles, *self.duties, *self.terms))


def read_profiles(path: Path = PROFILES) -> list[OccupationProfile]:
    """Return the occupations in the order of the list; ValueError names a line that is no profile."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_profile(line) for line in lines if line and not line.startswith("#")]


def _profile(line: str) -> OccupationProfile:
    fields = [field.strip() for field in line.split("|")]
    if len(fields) != FIELDS:
        raise ValueError(f"no profile of {FIELDS} fields: {line!r}")
    titles, duties, terms = (
        tuple(item.strip() for item in field.split(";") if item.strip()) for field in fields[1:]
    )
    return OccupationProfile(fields[0], titles, duties, terms)
