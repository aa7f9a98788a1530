"""Find commands by name and import each one only when it is called: `rolefit --help` stays instant."""

import sys
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "account": "Create accounts.",
    "api-key": "Create and revoke API keys.",
    "bench": "Measure speed and quality.",
    "db": "Migrate the database.",
    "demo": "Match the bundled sample resume against the demo postings.",
    "judge": "Say which matches are of interest.",
    "jobs": "Import postings of your own.",
    "match": "Match a resume against job postings.",
    "openapi": "Print the API's OpenAPI document.",
    "parse": "Show what is read from a resume.",
    "ranker": "Learn from verdicts on matches.",
    "reparse": "Read stored resumes again after an upgrade.",
    "vectors": "Renew stored vectors after an upgrade.",
    "sources": "List the job sources, and check them live.",
    "statistics": "Count which words the stored postings share.",
    "setup": "Create the owner account and its key, once.",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        return import_module(f"cli.{cmd_name.replace('-', '_')}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def _root() -> None:
    """Find the jobs that fit a resume, and see why."""


def main(**options: Any) -> None:
    """Run the command line; expected failures are one line on stderr and exit status 1."""
    from domain.problems import DomainError
    from settings import SettingsError

    try:
        _root(**options)
    except (DomainError, SettingsError) as error:
        click.echo(f"rolefit: {error}", err=True)
        sys.exit(1)
