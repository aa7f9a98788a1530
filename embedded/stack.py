"""The whole application on one machine: servers, migration, processes, first results."""

import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from embedded.apps import ROOT, App, make_apps
from embedded.home import Home, read_json, write_json, write_private
from embedded.ports import HOST, is_free
from embedded.servers import Servers
from embedded.supervisor import Supervisor

_LEAVING_SECONDS = 3.0


class CannotStart(Exception):
    """Something on this machine is in the way; the message is one line that says what."""


class Stack:
    """Start everything in order, keep it running, stop it in the opposite order."""

    def __init__(self, home: Home, environ: Mapping[str, str]) -> None:
        self.home = home
        self.ports = (_port(environ, "PORT", 8000), _port(environ, "FLOWER_PORT", 5555))
        self.servers = Servers(home.path, environ)
        self._given = dict(environ)
        self._apps: list[App] = []
        self._supervisor: Supervisor | None = None

    @property
    def url(self) -> str:
        """Return where the API answers."""
        return f"http://{HOST}:{self.ports[0]}"

    def start(self) -> None:
        """Bring up everything; CannotStart or StartFailed before anything is changed if a port is taken."""
        self._apps = make_apps(self.home, {}, self.ports)
        left = [app.name for app in self._apps if app.clear()]
        self._check_ports(_LEAVING_SECONDS if left else 0)
        self.servers.start()
        self._start_apps()

    def stop(self) -> None:
        """Stop everything: the application side by side, then the servers."""
        if self._supervisor is not None:
            self._supervisor.stop()
        stopping = [threading.Thread(target=app.stop) for app in self._apps]
        for thread in stopping:
            thread.start()
        for thread in stopping:
            thread.join()
        self.servers.stop()
        self._address_book.unlink(missing_ok=True)

    def show_main_job(self) -> None:
        """Match the bundled resume once in the life of this directory, and print the ranked table."""
        shown = self.home.path / "run" / "shown"
        if not shown.exists() and self._command("demo").returncode == 0:
            shown.touch()

    def stop_orphans(self) -> None:
        """Stop what the launcher of an earlier run left when it was killed."""
        for app in make_apps(self.home, {}, self.ports):
            app.clear()
        for daemon in self.servers.daemons():
            daemon.take_over()
        self.servers.stop()

    @property
    def owner_file(self) -> Path:
        """Return where the owner's key is written (mode 0600)."""
        return self.home.path / "owner.json"

    @property
    def _address_book(self) -> Path:
        return self.home.path / "run" / "environ"

    def _check_ports(self, patience: float) -> None:
        """Refuse a taken port, except for ``patience`` seconds: what an earlier run left may be leaving."""
        deadline = time.monotonic() + patience
        for name, port in zip(("PORT", "FLOWER_PORT"), self.ports, strict=True):
            while not is_free(port):
                if time.monotonic() > deadline:
                    raise CannotStart(f"port {port} is taken; choose another one: {name}={port + 1} make run")
                time.sleep(0.1)

    def _environ(self) -> dict[str, str]:
        return {
            **self._given,
            **self.servers.environ(),
            "PORT": str(self.ports[0]),
            "FLOWER_PORT": str(self.ports[1]),
            "PUBLIC_URL": self._given.get("PUBLIC_URL") or self.url,
            "ROLEFIT_VAR": str(self.home.path),
            "PYTHONPATH": str(ROOT),
        }

    def _command(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([sys.executable, "-m", "cli", *arguments], cwd=ROOT, env=self._environ())

    def _run_once(self, *arguments: str) -> None:
        if self._command(*arguments).returncode:
            raise CannotStart(f"`rolefit {' '.join(arguments)}` failed (see above)")

    def _introduce_owner(self) -> None:
        """Make the owner's account on the first start; tell the file where things are on each."""
        if not self.owner_file.exists():
            self._run_once("setup")
        owner = read_json(self.owner_file) or {}
        flower = {
            "flower_url": f"http://{HOST}:{self.ports[1]}",
            "flower_password": self.servers.credentials.flower,
        }
        write_json(self.owner_file, {**owner, "url": self.url, **flower})

    def _start_apps(self) -> None:
        """Start the web while the schema is migrated, then the rest: importing is what takes time."""
        environ = self._environ() | {"FLOWER_BASIC_AUTH": f"rolefit:{self.servers.credentials.flower}"}
        self._write_address_book(environ)
        environ.pop("OWNER_DATABASE_URL", None)  # running processes cannot change the schema
        self._apps = make_apps(self.home, environ, self.ports)
        web, *others = self._apps
        web.start()
        self._run_once("db", "upgrade")
        self._introduce_owner()
        web.await_ready()
        for app in others:
            app.start()
        self._supervisor = Supervisor([*self.servers.daemons(), *self._apps], _say)
        self._supervisor.watch()

    def _write_address_book(self, environ: Mapping[str, str]) -> None:
        """Let the `rolefit` command find a running stack: it sources this file."""
        names = ("DATABASE_URL", "OWNER_DATABASE_URL", "BROKER_URL", "CACHE_URL", "SECRET_KEY", "PUBLIC_URL")
        lines = [f"{name}={shlex.quote(environ[name])}\n" for name in names if name in environ]
        write_private(self._address_book, "".join(lines))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "").strip()
    if text and not (text.isdigit() and 0 < int(text) < 65536):
        raise CannotStart(f"{name} must be a port number, not {text!r}")
    return int(text) if text else default
