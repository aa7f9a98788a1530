"""`rolefit bench NAME`: every module of `benchmarks/` that has a `command` is one benchmark."""

from importlib import import_module
from pathlib import Path

import click

import benchmarks


class _Benchmarks(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        folder = Path(benchmarks.__path__[0])
        return sorted(
            path.stem
            for path in folder.glob("*.py")
            if "\ncommand" in path.read_text("utf-8") or "def command(" in path.read_text("utf-8")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        return import_module(f"benchmarks.{cmd_name}").command


@click.group(cls=_Benchmarks)
def command() -> None:
    """Measure speed and quality; ratios to a ceiling taken in the same run."""
