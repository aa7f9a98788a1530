"""What outlives a request to LinkedIn, and may outlive the process."""

from dataclasses import dataclass, field

from adapters.linkedin.cookies import CookieStore, MemoryCookies
from adapters.linkedin.geo import KnownPlaces
from domain.postings import JobPosting
from services.ports import NullCache

MOST_HALFWAY = 256


@dataclass(frozen=True)
class Memory:
    """Sessions' cookies, numbers of places, and postings whose skills are still to be asked for, by id."""

    cookies: CookieStore = field(default_factory=MemoryCookies)
    places: KnownPlaces = field(default_factory=lambda: KnownPlaces(NullCache()))
    halfway: dict[str, JobPosting] = field(default_factory=dict)

    def keep_halfway(self, posting: JobPosting) -> None:
        """Keep a posting until its skills are there; losing one costs a request."""
        if len(self.halfway) >= MOST_HALFWAY:
            self.halfway.clear()
        self.halfway[posting.external_id] = posting
