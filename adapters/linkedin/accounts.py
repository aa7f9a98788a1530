"""The account that LinkedIn is asked with, and what is still missing before it may be used."""

import hashlib
from dataclasses import dataclass, field

from adapters.linkedin.transport import Deadlines
from adapters.pacing.policies import Policy

LINKEDIN = "https://www.linkedin.com"
USER_AGREEMENT = "https://www.linkedin.com/legal/user-agreement"

MISSING_CREDENTIALS = (
    "LinkedIn needs an account: store one at /api/source-accounts, or set LINKEDIN_LI_AT and"
    " LINKEDIN_JSESSIONID (the cookies of a signed-in browser), or LINKEDIN_USERNAME and LINKEDIN_PASSWORD"
)
MISSING_ACKNOWLEDGEMENT = (
    "LinkedIn's user agreement forbids scripted access and may cost you the account: set"
    " LINKEDIN_ACCEPT_TERMS=yes to say that you know and want it"
)


@dataclass(frozen=True)
class LinkedInAccount:
    """Credentials of either kind; cookies win over a password, which more often meets a challenge."""

    username: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    li_at: str | None = field(default=None, repr=False)
    jsessionid: str | None = field(default=None, repr=False)
    terms_accepted: bool = False
    stored_as: str | None = None

    @property
    def has_cookies(self) -> bool:
        """Tell whether a browser's session was given."""
        return bool(self.li_at and self.jsessionid)

    @property
    def missing(self) -> str | None:
        """Return what must be set before this account may be used, None if nothing."""
        if not self.has_cookies and not (self.username and self.password):
            return MISSING_CREDENTIALS
        return None if self.terms_accepted else MISSING_ACKNOWLEDGEMENT

    @property
    def key(self) -> str:
        """Return a name for pacing and cookies that tells nobody who the account is."""
        if self.stored_as:
            return self.stored_as
        identity = self.li_at if self.has_cookies else self.username
        return "linkedin-" + hashlib.sha256((identity or "").encode()).hexdigest()[:16]

    @property
    def cookies(self) -> dict[str, str]:
        """Return the given session's cookies; LinkedIn writes JSESSIONID in double quotes."""
        return {"li_at": self.li_at or "", "JSESSIONID": f'"{(self.jsessionid or "").strip(chr(34))}"'}


def linkedin_policy(seconds_per_request: float = 4.0, daily_budget: int = 500) -> Policy:
    """Return the pace of one account, judged and not known to be safe; 0 switches either limit off.

    One request at a time; one that never reported back is given up after two minutes, the longest that a
    sign-in and a request with its repetitions may take.
    """
    return Policy(
        interval=max(0.0, seconds_per_request),
        daily_budget=daily_budget or None,
        lease_seconds=120.0 if seconds_per_request > 0 else None,
    )


@dataclass(frozen=True)
class LinkedInSettings:
    """Where to ask, as whom, how often, how long to wait, and how old (in days) a posting may be.

    ``with_skills`` asks for the skills LinkedIn sees in each posting: one more request for each.
    The package always filters by age and means one day unless told; a month is the most LinkedIn offers.
    """

    account: LinkedInAccount = field(default_factory=LinkedInAccount)
    base_url: str = LINKEDIN
    deadlines: Deadlines = field(default_factory=Deadlines)
    listed_within_days: int = 30
    with_skills: bool = False
    policy: Policy = field(default_factory=linkedin_policy)
