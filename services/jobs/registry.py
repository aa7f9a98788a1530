"""Which job sources exist, and which of them a search will ask."""

from collections.abc import Iterable, Sequence

from domain.problems import Invalid, Problem
from domain.sources import Unavailable
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

    def choose(self, wanted: Sequence[str]) -> list[str]:
        """Return the names to ask: those wanted, or all; Invalid for a name nobody knows."""
        unknown = sorted(set(wanted) - set(self._sources))
        if unknown:
            known = ", ".join(self._sources)
            raise Invalid(sources=f"no source named {', '.join(unknown)}; there are: {known}")
        return list(dict.fromkeys(wanted)) or self._default_names()

    def missing(self, name: str) -> Problem | None:
        """Return why a source cannot be used here, or None if it can."""
        reason = self.get(name).capabilities.missing
        return Unavailable(reason).as_problem() if reason else None

    def _default_names(self) -> list[str]:
        """Ask everything but the fictional postings; those answer only where nothing else is set up."""
        real = [name for name, source in self._sources.items() if not _is_fallback(source)]
        return real if any(self.missing(name) is None for name in real) else self.names()


def _is_fallback(source: JobSource) -> bool:
    return source.capabilities.demo and not source.capabilities.needs_credentials
