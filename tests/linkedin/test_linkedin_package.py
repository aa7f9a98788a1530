"""The private seams of linkedin-api that the adapter stands on: an upgrade that moves one shows here."""

import inspect
from importlib.metadata import version

from linkedin_api import Linkedin
from linkedin_api import client as package
from linkedin_api.client import Client


def test_the_version_is_the_one_the_seams_were_read_in() -> None:
    assert version("linkedin-api") == "2.3.1"


def test_every_job_call_reaches_the_network_through_fetch_alone() -> None:
    assert list(inspect.signature(Linkedin._fetch).parameters) == [
        "self", "uri", "evade", "base_request", "kwargs",
    ]  # fmt: skip
    for call in (Linkedin.search_jobs, Linkedin.get_job, Linkedin.get_job_skills):
        used = set(call.__code__.co_names)
        assert "_fetch" in used
        assert not used & {"client", "_post", "requests", "session"}


def test_search_jobs_still_takes_what_we_pass() -> None:
    parameters = inspect.signature(Linkedin.search_jobs).parameters
    wanted = {"keywords", "location_name", "experience", "remote", "job_type", "listed_at", "limit", "offset"}
    assert wanted <= parameters.keys()


def test_the_sign_in_reaches_the_network_through_two_names() -> None:
    """``requests`` and ``Client`` are what the adapter binds anew; nothing may go around them."""
    for method in (Client._request_session_cookies, Client._do_authentication_request):
        assert {"requests", "Client"} <= set(method.__code__.co_names)
        assert method.__code__.co_freevars == ()
    assert package.__dict__["requests"].__name__ == "requests"
    assert Client.authenticate.__code__.co_names[:1] == ("_use_cookie_cache",)


def test_the_package_is_unmodified_by_importing_the_adapter() -> None:
    import adapters.linkedin.source  # noqa: F401

    assert Client.LINKEDIN_BASE_URL == "https://www.linkedin.com"
    assert Client.API_BASE_URL == "https://www.linkedin.com/voyager/api"
    assert Linkedin._fetch.__module__ == "linkedin_api.linkedin"
    assert Client._do_authentication_request.__module__ == "linkedin_api.client"
