"""The web's fixtures, for tests of the job service through the API and the database."""

from tests.web.conftest import (  # noqa: F401 - fixtures, used by name
    app,
    caller,
    config,
    dependencies,
    engine_of_work,
    make_caller,
    make_due,
    pacing_clock,
    sandbox,
    source_options,
    work,
)
