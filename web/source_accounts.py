"""``/api/source-accounts``: logins at job sources, stored encrypted and never shown again."""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from services.jobs.source_accounts import LoginChange, NewLogin, SourceAccounts
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.source_accounts import (
    SourceAccountArgsSchema,
    SourceAccountChangeSchema,
    SourceAccountListSchema,
    SourceAccountSchema,
)
from web.shapes.source_accounts import shown_login
from web.unit_of_work import account_id, protect

blueprint = protect(
    ApiBlueprint(
        "source_accounts", __name__, url_prefix="/api/source-accounts", description="Logins at job sources"
    )
)


@blueprint.route("")
class Logins(MethodView):
    """The account's logins."""

    @blueprint.response(200, SourceAccountListSchema)
    def get(self) -> dict[str, Any]:
        """List logins and how they stand."""
        logins = _logins().list(dependencies().now())
        return {"items": [shown_login(login) for login in logins], "next_cursor": None}

    @blueprint.arguments(SourceAccountArgsSchema)
    @blueprint.response(201, SourceAccountSchema)
    def post(self, args: dict[str, Any]) -> dict[str, Any]:
        """Store a login; its credentials are encrypted and in no answer."""
        new = NewLogin(args["source"], args["label"], args["credentials"], args["acknowledge_terms_risk"])
        return shown_login(_logins().add(account_id(), new, dependencies().now()))


@blueprint.route("/<source_account_id>")
class OneLogin(MethodView):
    """One login."""

    @blueprint.response(200, SourceAccountSchema)
    def get(self, source_account_id: str) -> dict[str, Any]:
        """Return a login and how it stands."""
        key = row_id("source_account", source_account_id)
        return shown_login(_logins().get(key, dependencies().now()))

    @blueprint.arguments(SourceAccountChangeSchema)
    @blueprint.response(200, SourceAccountSchema)
    def patch(self, args: dict[str, Any], source_account_id: str) -> dict[str, Any]:
        """Rename a login, replace its credentials, disable it or enable it again."""
        key = row_id("source_account", source_account_id)
        return shown_login(_logins().change(key, LoginChange(**args), dependencies().now()))

    @blueprint.response(204)
    def delete(self, source_account_id: str) -> None:
        """Delete a login, its credentials and its session."""
        _logins().remove(row_id("source_account", source_account_id))


@blueprint.route("/<source_account_id>/resume")
class Resumption(MethodView):
    """A person has acted."""

    @blueprint.response(200, SourceAccountSchema)
    def post(self, source_account_id: str) -> dict[str, Any]:
        """Use a resting login again, after confirming it in a browser for instance."""
        key = row_id("source_account", source_account_id)
        return shown_login(_logins().resume(key, dependencies().now()))


def _logins() -> SourceAccounts:
    found = dependencies()
    return SourceAccounts(session(), found.cipher, found.logins)
