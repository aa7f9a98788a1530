"""Which job sources exist, and which of them a search will ask."""

from collections.abc import Iterable, Sequence

from domain.problems import Invalid, Problem
from domain.sources import Unavailable
from services.jobs.companies import systems_of
from services.jobs.sources import JobSource, PerAccount


class SourceRegistry:
    """Hold the sources that the composition root has set up, by name."""

    def __init__(self, sources: Iterable[JobSource]) -> None:
        self._sources = {source.name: source for source in sources}

    def for_account(self, account_id: int) -> "SourceRegistry":
        """Return the sources as this account has set them up."""
        return SourceRegistry(
            source.for_account(account_id) if isinstance(source, PerAccount) else source
            for source in self._sources.values()
        )

    def get(self, name: str) -> JobSource:
        """Return a source; Unavailable when this installation does not have it."""
        if name not in self._sources:
            raise Unavailable(f"this installation has no source named {name}")
        return self._sources[name]

    def names(self) -> list[str]:
        """Return all names, in the order in which they are asked."""
        return list(self._sources)

    def choose(self, wanted: Sequence[str], companies: Sequence[str] = ()) -> list[str]:
        """Return the names to ask: those wanted, or all; Invalid for a name nobody knows.

        Boards of single companies are asked where ``companies`` names one of theirs.
        """
        unknown = sorted(set(wanted) - set(self._sources))
        if unknown:
            known = ", ".join(self._sources)
            raise Invalid(sources=f"no source named {', '.join(unknown)}; there are: {known}")
        return list(dict.fromkeys(wanted)) or self._default_names(systems_of(companies))

    def missing(self, name: str) -> Problem | None:
        """Return why a source cannot be used here, or None if it can."""
        reason = self.get(name).capabilities.missing
        return Unavailable(reason).as_problem() if reason else None

    def is_spare(self, name: str) -> bool:
        """Tell whether a source only stands in while no real one answers: the fictional postings."""
        able = self.get(name).capabilities
        return able.demo and not able.needs_credentials

    def _default_names(self, systems: set[str]) -> list[str]:
        """Ask everything; the fictional postings only where no source with credentials is set up."""
        real = [name for name in self._sources if not self.is_spare(name) and self._is_asked(name, systems)]
        set_up = any(
            self._sources[name].capabilities.needs_credentials for name in real if self._usable(name)
        )
        return real if set_up else real + [name for name in self._sources if self.is_spare(name)]

    def _usable(self, name: str) -> bool:
        return self.missing(name) is None

    def _is_asked(self, name: str, systems: set[str]) -> bool:
        able = self._sources[name].capabilities
        return name in systems or (able.extra.get("cursor") != "company" and not able.extra.get("opt_in"))
