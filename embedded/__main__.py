"""Run the whole stack, stop it, or lend its servers to one command.

`python -m embedded` serves until Ctrl-C; `python -m embedded stop` ends what runs, orphans too;
`python -m embedded with COMMAND …` starts Postgres and Valkey alone for, say, a benchmark.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from embedded.apps import ROOT
from embedded.daemon import StartFailed
from embedded.home import AlreadyRunning, Home
from embedded.servers import Servers
from embedded.stack import CannotStart, Stack

_INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: Sequence[str]) -> int:
    """Return the exit status: 0 after a clean stop, 1 with one line on stderr if it cannot start."""
    for number in _INTERRUPTS:
        signal.signal(number, signal.default_int_handler)
    read_dotenv(ROOT / ".env", os.environ)
    home = Home(Path(os.environ.get("ROLEFIT_VAR") or ROOT / "var"))
    if arguments == ["stop"]:
        return _stop(home)
    try:
        with home.locked():
            return _lend(home, arguments[1:]) if arguments[:1] == ["with"] else _serve(home)
    except (AlreadyRunning, CannotStart, StartFailed) as error:
        print(f"rolefit: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def read_dotenv(path: Path, environ: MutableMapping[str, str]) -> None:
    """Add the ``NAME=value`` lines of ``path`` to ``environ``; what is set already stays."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            environ.setdefault(name.strip(), value.strip().strip("\"'"))


def _serve(home: Home) -> int:
    began = time.monotonic()
    stack = Stack(home, os.environ)
    try:
        stack.start()
        print(f"Rolefit is up after {time.monotonic() - began:.1f} s.", flush=True)
        stack.show_main_job()
        _introduce(stack)
        while True:
            signal.pause()
    except KeyboardInterrupt:
        print("Stopping.", flush=True)
    finally:
        for number in _INTERRUPTS:
            signal.signal(number, signal.SIG_IGN)
        stack.stop()
    return 0


def _stop(home: Home) -> int:
    """Ask the launcher to stop; if it was killed, stop what it left behind."""
    launcher = home.launcher()
    if launcher is not None:
        os.kill(launcher, signal.SIGTERM)
        while home.launcher() == launcher:
            time.sleep(0.1)
        return 0
    with home.locked():
        Stack(home, os.environ).stop_orphans()
    return 0


def _introduce(stack: Stack) -> None:
    print(
        f"\nAPI and documentation  {stack.url}/api/docs"
        f"\nKey, Flower's password {stack.owner_file}"
        f"\nLogs                   {stack.home.path / 'log'}"
        "\nCtrl-C stops everything.",
        flush=True,
    )


def _lend(home: Home, command: Sequence[str]) -> int:
    with Servers(home.path, os.environ) as servers:
        environ = {**os.environ, **servers.environ(), "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, env=environ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
