"""`rolefit bench NAME`: every module of `benchmarks/` with a `command` is one benchmark."""

import os
import re
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import click

import benchmarks

_ROOT = Path(__file__).resolve().parent.parent
_COMMAND = re.compile(r"^(def command\(|command\s*=)", re.MULTILINE)
_LENT = "ROLEFIT_LENT_SERVERS"


class _Benchmarks(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        files = Path(benchmarks.__path__[0]).glob("*.py")
        return sorted(file.stem for file in files if _COMMAND.search(file.read_text(encoding="utf-8")))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"benchmarks.{cmd_name}")
        if getattr(module, "NEEDS_SERVERS", False) and _LENT not in os.environ and "--help" not in sys.argv:
            sys.exit(_with_servers())
        command: click.Command = module.command
        return command


def _with_servers() -> int:
    """Run this very command again beside fresh servers of its own, never against anybody's data."""
    inherited = {name: value for name, value in os.environ.items() if not name.endswith(("_URL", "_USER"))}
    with tempfile.TemporaryDirectory(prefix="rolefit-bench-") as directory:
        environ = {**inherited, "ROLEFIT_VAR": directory, _LENT: "1", "PYTHONPATH": str(_ROOT)}
        again = [sys.executable, "-m", "embedded", "with", sys.executable, "-m", "cli", *sys.argv[1:]]
        return subprocess.run(again, env=environ, cwd=_ROOT).returncode  # noqa: S603 - our own command line


@click.group(cls=_Benchmarks)
def command() -> None:
    """Measure speed and quality; ratios to a ceiling taken in the same run."""
