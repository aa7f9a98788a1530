"""What the job service asks of a job source; the adapters implement it."""

from typing import Protocol, runtime_checkable

from domain.postings import JobPosting
from domain.sources import Capabilities, PacingStatus, Page, SourceQuery


class JobSource(Protocol):
    """A place where postings come from. One call is at most one request, so one task is one request.

    Both calls raise :class:`domain.sources.SourceError` subclasses and nothing else: ``Unavailable`` while
    ``capabilities.missing`` says something, ``Paced`` when the source's own pacing wants the caller back
    later. An error is never an empty page.
    """

    @property
    def name(self) -> str:
        """Return the name that searches and stored postings carry, such as ``linkedin``."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """Say what this source can do and what it still needs."""
        ...

    def search_page(self, query: SourceQuery, cursor: str | None) -> Page:
        """Return one page of cards in the source's own order; ``cursor`` None is the first page.

        ``capabilities.extra["cursor"]`` says what cursors are, so that pages may be asked for side by side:
        ``offset`` decimal offsets (``str(page_size * n)``), ``page`` numbers below ``extra["pages"]``,
        ``company`` the companies whose boards the source reads.
        """
        ...

    def fetch(self, external_id: str) -> JobPosting:
        """Return the whole posting; ``PostingGone`` when the source no longer has it."""
        ...


@runtime_checkable
class PerAccount(Protocol):
    """A source that answers each account in its own way: with its logins, its keys, its companies."""

    def for_account(self, account_id: int) -> JobSource:
        """Return the source as this account has set it up; cheap, asks nobody."""
        ...


@runtime_checkable
class KnowsStanding(Protocol):
    """A source that can say how it fares: breaker and budget."""

    def standing(self) -> PacingStatus:
        """Return how the source stands at this moment; asks nobody outside."""
        ...


@runtime_checkable
class Resumable(Protocol):
    """A source that may rest until a person has acted."""

    def resume(self, *, shared: bool) -> None:
        """Use the account's logins again, as a person has acted; with ``shared`` the installation's as well.

        Raise Forbidden where there is none but the installation's, and that is not to be touched.
        """
        ...
