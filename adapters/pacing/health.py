"""How the keys of one policy fare: what the web shows of logins."""

from dataclasses import dataclass

from adapters.pacing.pacer import Pacer
from adapters.pacing.policies import Policy
from domain.sources import PacingStatus


@dataclass(frozen=True)
class PacingHealth:
    """``services.jobs.source_accounts.LoginHealth`` over a pacer."""

    pacer: Pacer
    policy: Policy

    def status(self, login: str) -> PacingStatus:
        """Say how a login stands."""
        return self.pacer.status(login, self.policy)

    def reset(self, login: str) -> None:
        """Close the login's breaker: a person has acted."""
        self.pacer.reset(login)
