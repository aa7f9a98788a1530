"""The embedded servers keep what they were given, through every kind of end."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
from psycopg2.extras import wait_select
from redis import Redis

from embedded.daemon import StartFailed
from embedded.home import AlreadyRunning, Home
from embedded.ports import HOST
from embedded.processes import birth_of, recall
from embedded.servers import Servers

pytestmark = pytest.mark.services

ROOT = Path(__file__).parent.parent.parent
LAUNCHER = """
import sys, time
from pathlib import Path
from embedded.servers import Servers
servers = Servers(Path(sys.argv[1]))
servers.start()
print("up", flush=True)
time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A directory with a space in its name, as a user's may be."""
    return tmp_path / "my var"


def _query(url: str, sql: str) -> list[tuple]:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def _write_everywhere(servers: Servers) -> None:
    urls = servers.environ()
    _query(urls["OWNER_DATABASE_URL"], "create table note (body text); insert into note values ('kept')")
    with Redis.from_url(urls["BROKER_URL"]) as broker:
        broker.set("note", "kept")
        assert broker.waitaof(1, 0, 5000)[0] == 1  # on disk: appendfsync is once a second


def _assert_kept(servers: Servers) -> None:
    urls = servers.environ()
    assert _query(urls["DATABASE_URL"], "select body from note") == [("kept",)]
    with Redis.from_url(urls["BROKER_URL"]) as broker:
        assert broker.get("note") == b"kept"


def test_data_and_addresses_survive_a_clean_stop(home: Path) -> None:
    """The second start answers at the same URLs with the same data, within a second or two."""
    with Servers(home) as servers:
        _write_everywhere(servers)
        addresses = servers.environ()
    began = time.monotonic()
    with Servers(home) as again:
        assert time.monotonic() - began < 8
        assert again.environ() == addresses
        _assert_kept(again)


def test_data_survive_a_kill_of_everything(home: Path) -> None:
    """After kill -9 of the launcher and all servers, a new launcher finds all data."""
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER, home], cwd=ROOT, stdout=subprocess.PIPE)
    assert launcher.stdout is not None
    assert launcher.stdout.readline() == b"up\n"
    orphans = [recall(home / "run" / f"{name}.json") for name in ("postgres", "broker", "cache")]
    servers = Servers(home)
    servers.start()  # adopts what the launcher runs, for its addresses
    _write_everywhere(servers)
    launcher.kill()
    launcher.communicate()
    for orphan in orphans:
        assert orphan is not None
        orphan.send(signal.SIGKILL)
        assert orphan.wait(10)
    with Servers(home) as again:
        _assert_kept(again)


def test_orphans_of_a_killed_launcher_are_used_again(home: Path) -> None:
    """Only the launcher dies: its servers are recognised, used, and stopped by the next one."""
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER, home], cwd=ROOT, stdout=subprocess.PIPE)
    assert launcher.stdout is not None
    launcher.stdout.readline()
    launcher.kill()
    launcher.communicate()
    orphans = {path.stem: json.loads(path.read_text())["pid"] for path in (home / "run").glob("*.json")}
    with Servers(home) as servers:
        assert {daemon.name: daemon.pid for daemon in servers.daemons()} == orphans
        _write_everywhere(servers)
        _assert_kept(servers)
    assert not [pid for pid in orphans.values() if birth_of(pid)]


def test_each_server_can_crash_and_come_back(servers: Servers) -> None:
    """A crashed server is noticed, and answers again at the same address after a start."""
    before = servers.environ()
    for daemon in servers.daemons():
        daemon.kill()
        assert not daemon.alive()
        assert not daemon.ready()
        daemon.start()
        assert daemon.ready()
    assert servers.environ() == before


def test_postgres_comes_back_from_a_crash_under_load(servers: Servers) -> None:
    """Backends that outlive the postmaster, as long as their queries last, do not keep the new one out.

    They are sent away; whatever else somebody runs in that directory is not.
    """
    url = servers.environ()["DATABASE_URL"]
    bystander = subprocess.Popen(["sleep", "60"], cwd=servers.postgres.data)
    busy = [psycopg2.connect(url, async_=True) for _ in range(4)]
    for connection in busy:
        wait_select(connection)
        connection.cursor().execute("select count(*) from generate_series(1, 2000000000)")
    servers.postgres.kill()
    servers.postgres.start()
    assert _query(url, "select 1") == [(1,)]
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()
    for connection in busy:
        connection.close()


def test_wiping_the_broker_loses_its_messages(servers: Servers, broker: Redis) -> None:
    """The chaos test can take all of the broker's memory away."""
    broker.set("message", "hello")
    servers.broker.wipe()
    servers.broker.start()
    assert broker.get("message") is None


def test_the_application_is_neither_superuser_nor_owner(servers: Servers) -> None:
    """Row-level security can hold: the role cannot bypass it, and owns neither database nor tables."""
    urls = servers.environ()
    role = (
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
    )
    for url in (urls["DATABASE_URL"], urls["OWNER_DATABASE_URL"]):
        assert _query(url, role) == [(False, False, False, False)]
    owner = "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"
    assert _query(urls["DATABASE_URL"], owner) == [("rolefit_owner",)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        _query(urls["DATABASE_URL"], "create table mine (id int)")


def test_the_application_may_use_what_the_owner_makes(servers: Servers) -> None:
    """Default privileges reach tables and sequences of later migrations."""
    urls = servers.environ()
    _query(urls["OWNER_DATABASE_URL"], "create table later (id serial primary key, body text)")
    try:
        made = _query(urls["DATABASE_URL"], "insert into later (body) values ('x') returning id")
        assert made == [(1,)]
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            _query(urls["DATABASE_URL"], "truncate later")
    finally:
        _query(urls["OWNER_DATABASE_URL"], "drop table later")


@pytest.mark.parametrize("extension", ["pg_trgm", "unaccent", "vector"])
def test_extensions_are_there(servers: Servers, extension: str) -> None:
    """Full-text search and vectors need no superuser later."""
    found = _query(servers.environ()["DATABASE_URL"], "select extname from pg_extension")
    assert (extension,) in found


def test_no_door_opens_without_a_password(servers: Servers) -> None:
    """Another user of this machine can reach the ports, and nothing behind them."""
    for server in (servers.broker, servers.cache):
        with socket.create_connection((HOST, server.port)) as stranger:
            stranger.sendall(b"PING\r\n")
            assert stranger.recv(64).startswith(b"-NOAUTH")
    with pytest.raises(psycopg2.OperationalError, match="no password supplied"):
        psycopg2.connect(
            host=HOST, port=servers.postgres.port, user="rolefit_app", dbname="rolefit", password=""
        )
    with pytest.raises(psycopg2.OperationalError, match="authentication failed"):
        psycopg2.connect(
            host=HOST, port=servers.postgres.port, user="postgres", dbname="postgres", password="no"
        )


def test_policies_differ_between_broker_and_cache(broker: Redis, cache: Redis) -> None:
    """Messages are appended to a file and never evicted; the cache may drop anything."""
    wanted = ("appendonly", "maxmemory-policy")
    assert [broker.config_get(name)[name] for name in wanted] == ["yes", "noeviction"]
    assert [cache.config_get(name)[name] for name in wanted] == ["no", "allkeys-lru"]
    assert int(cache.config_get("maxmemory")["maxmemory"]) == 128 * 1024 * 1024


def test_secrets_are_for_the_owner_of_the_directory_alone(servers: Servers) -> None:
    """Files with secrets have mode 0600, the directory 0700, and no password shows in ``ps``."""
    home = servers.home.path
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    for path in (home / "secrets.json", home / "run" / "broker.conf", home / "run" / "cache.conf"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    secrets = json.loads((home / "secrets.json").read_text())
    assert not [name for name, secret in secrets.items() if secret in listing]


def test_two_launchers_do_not_share_a_directory(home: Path) -> None:
    """The second one is told who was first."""
    with Home(home).locked(), pytest.raises(AlreadyRunning, match=str(os.getpid())), Home(home).locked():
        pass
    with Home(home).locked():
        pass


def test_a_port_that_a_stranger_took_is_chosen_anew(home: Path) -> None:
    """Somebody else listens where the broker did: it moves, with its data."""
    with Servers(home) as servers:
        _write_everywhere(servers)
        port = servers.broker.port
    with socket.create_server((HOST, port)), Servers(home) as again:
        assert again.broker.port != port
        _assert_kept(again)


def test_a_stale_lock_file_of_postgres_does_not_stop_it(home: Path) -> None:
    """After a crash of the machine its old process id may belong to somebody else."""
    with Servers(home) as servers:
        _write_everywhere(servers)
    (home / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{home / 'postgres'}\n1\n1\n\n\n\n")
    with Servers(home) as again:
        assert again.postgres.pid != os.getpid()
        _assert_kept(again)


def test_an_interrupted_initdb_is_started_over(home: Path) -> None:
    """Half a cluster is never taken for a whole one."""
    (home / "postgres.partial" / "base").mkdir(parents=True)
    with Servers(home) as servers:
        assert _query(servers.environ()["DATABASE_URL"], "select 1") == [(1,)]


def test_data_of_another_postgres_are_refused(home: Path) -> None:
    """An upgrade of the wheel says what to do instead of damaging the cluster."""
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(StartFailed, match=r"of PostgreSQL 17, not 18.*docs/operations\.md"):
        Servers(home).start()


def test_configured_places_are_not_started(home: Path) -> None:
    """DATABASE_URL, BROKER_URL and CACHE_URL name servers that somebody else runs."""
    given = {"DATABASE_URL": "postgresql://a@b/c", "REDIS_HOST": "redis.example"}
    servers = Servers(home, given)
    assert servers.daemons() == []
    assert set(servers.environ()) == {"SECRET_KEY"}
