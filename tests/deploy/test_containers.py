"""The container files are valid, complete and careful; no engine is needed to know that."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
REQUIRED = re.compile(r"\$\{([A-Z_]+):\?")
APPS = ("migrate", "web", "worker-cpu", "worker-io", "beat", "flower")
SERVERS = ("postgres", "redis-broker", "redis-cache")


def _tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is missing: make install-dev"
    return found


def _secrets() -> dict[str, str]:
    return {name: f"secret-of-{name.lower()}" for name in set(REQUIRED.findall(COMPOSE.read_text()))}


def _compose(file: Path, environ: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    argv = [
        _tool("docker-compose"),
        "-f",
        str(file),
        "--project-directory",
        str(ROOT),
        "--env-file",
        os.devnull,
    ]
    clean = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environ}
    return subprocess.run([*argv, "config", *options], capture_output=True, text=True, env=clean)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """What Compose itself makes of the file."""
    resolved = _compose(COMPOSE, _secrets(), "--format", "json")
    assert resolved.returncode == 0, resolved.stderr
    return json.loads(resolved.stdout)["services"]


def test_the_compose_file_is_valid() -> None:
    """Compose accepts it without a word."""
    checked = _compose(COMPOSE, _secrets(), "-q")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("interval: 5s", "interval: soon"),
        ("condition: service_healthy", "condition: service_hopeful"),
        ("redis-broker:/data", "nowhere:/data"),
        ("image: redis:8", "imge: redis:8"),
    ],
)
def test_a_bad_compose_file_is_refused(tmp_path: Path, good: str, bad: str) -> None:
    """The check above can fail: one wrong word is enough."""
    text = COMPOSE.read_text()
    assert good in text
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(text.replace(good, bad))
    assert _compose(broken, _secrets(), "-q").returncode != 0


@pytest.mark.parametrize("name", sorted(_secrets()))
def test_each_secret_is_demanded(name: str) -> None:
    """There is no default secret: without it nothing starts, and the message names it."""
    environ = _secrets()
    del environ[name]
    refused = _compose(COMPOSE, environ, "-q")
    assert refused.returncode != 0
    assert f"required variable {name} is missing" in refused.stderr


def test_all_services_are_there(services: dict[str, Any]) -> None:
    """The stack is the one that `make run` starts, as containers."""
    assert set(services) == {*SERVERS, *APPS}


def test_services_recover_and_tell_how_they_are(services: dict[str, Any]) -> None:
    """Everything that stays up has a health check and comes back after a crash."""
    for name, service in services.items():
        assert service["restart"] in ("unless-stopped", "on-failure:5"), name
        assert name == "migrate" or service["healthcheck"]["test"], name


def test_the_broker_keeps_and_the_cache_forgets(services: dict[str, Any]) -> None:
    """Messages survive on a volume and are never evicted; the cache evicts."""
    resolved = json.loads(_compose(COMPOSE, _secrets(), "--format", "json").stdout)
    broker, cache = resolved["configs"]["broker"]["content"], resolved["configs"]["cache"]["content"]
    assert "noeviction" in broker
    assert "appendonly yes" in broker
    assert "allkeys-lru" in cache
    assert [volume["type"] for volume in services["redis-broker"]["volumes"]] == ["volume"]
    assert services["postgres"]["volumes"][0]["source"] == "postgres"


def test_ports_are_published_on_loopback_alone(services: dict[str, Any]) -> None:
    """Who wants to serve others puts a proxy in front."""
    for service in services.values():
        assert {port["host_ip"] for port in service.get("ports", [])} <= {"127.0.0.1"}


def test_applications_run_with_few_rights(services: dict[str, Any]) -> None:
    """Read-only, no capabilities, and only the migration knows the owner's password."""
    for name in APPS:
        service = services[name]
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert ("DB_OWNER_PASSWORD" in service["environment"]) == (name == "migrate"), name


def test_nothing_starts_before_the_migration(services: dict[str, Any]) -> None:
    """The schema is in place before anything reads it."""
    for name in set(APPS) - {"migrate"}:
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_dockerfile_passes_hadolint() -> None:
    """Not even a hint is left."""
    linted = subprocess.run([_tool("hadolint"), str(DOCKERFILE)], capture_output=True, text=True)
    assert (linted.returncode, linted.stdout) == (0, "")


def test_a_careless_dockerfile_is_refused(tmp_path: Path) -> None:
    """The check above can fail: an unpinned base image, a superuser."""
    bad = tmp_path / "Dockerfile"
    bad.write_text(
        DOCKERFILE.read_text().replace(":3.11-slim-bookworm", "").replace("USER 10001", "USER root")
    )
    linted = subprocess.run([_tool("hadolint"), str(bad)], capture_output=True, text=True)
    assert linted.returncode != 0
    assert {"DL3006", "DL3002"} <= set(re.findall(r"DL\d+", linted.stdout))


def test_the_image_installs_as_make_does() -> None:
    """What was tried with `make run` is what the image contains."""
    planned = subprocess.run(
        ["make", "--always-make", "--dry-run", "install"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    installing = [line for line in planned.splitlines() if " pip install " in line or " -m pip " in line]
    assert len(installing) == 2
    image = DOCKERFILE.read_text()
    for command in installing:
        assert command in image


def test_the_image_runs_as_an_ordinary_user() -> None:
    """The last word on the user is a number that is not root's."""
    assert re.findall(r"^USER (.+)$", DOCKERFILE.read_text(), re.MULTILINE)[-1] == "10001"


def test_secrets_and_local_data_stay_out_of_the_image() -> None:
    """The build context leaves out what must not travel."""
    assert {".env", "var", ".git", ".venv"} <= set((ROOT / ".dockerignore").read_text().split())
