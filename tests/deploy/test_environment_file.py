"""`.env.example` names every variable, and `deploy/make-env` fills in the secrets."""

import re
import stat
import subprocess
from pathlib import Path

from embedded.__main__ import read_dotenv
from settings import Settings

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
NAMED = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", EXAMPLE, re.MULTILINE))


def _make_env() -> str:
    return subprocess.run([ROOT / "deploy" / "make-env"], capture_output=True, text=True, check=True).stdout


def test_every_setting_is_in_the_example() -> None:
    """Whoever reads the file knows all there is to set."""
    source = (ROOT / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", source)) | {"DB_OWNER_PASSWORD"}
    assert len(read) > 25
    assert read <= NAMED


def test_every_variable_of_the_containers_is_in_the_example() -> None:
    """Compose asks for nothing that the example does not name."""
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{([A-Z_]+)", compose)) - {"ROLEFIT_VERSION"} <= NAMED


def test_the_example_gives_away_no_secret() -> None:
    """Every line in force is empty: nothing works by accident with a known password."""
    in_force = re.findall(r"^[A-Z_]+=(.*)$", EXAMPLE, re.MULTILINE)
    assert in_force
    assert not any(in_force)


def test_make_env_draws_each_secret_anew() -> None:
    """Two runs share no secret, each has 256 bits, and the result satisfies the settings."""
    first, second = (dict(re.findall(r"^([A-Z_]+)=(.+)$", _make_env(), re.MULTILINE)) for _ in range(2))
    assert len(set(first.values()) | set(second.values())) == 2 * len(first)
    assert all(re.fullmatch(r"[0-9a-f]{64}", secret) for secret in first.values())
    assert Settings.from_environ({**first, "DB_USER": "rolefit_app"}).secret_keys == (first["SECRET_KEY"],)


def test_dotenv_adds_but_does_not_override(tmp_path: Path) -> None:
    """A variable given on the command line wins over the file; comments and quotes are understood."""
    path = tmp_path / ".env"
    path.write_text(
        "# PORT=1\nPORT=9000\n FLOWER_PORT = '5556'\nnonsense\nLOG_LEVEL=\"DEBUG\"\nSECRET_KEY=a=b\n"
    )
    environ = {"PORT": "7000"}
    read_dotenv(path, environ)
    assert environ == {"PORT": "7000", "FLOWER_PORT": "5556", "LOG_LEVEL": "DEBUG", "SECRET_KEY": "a=b"}


def test_scripts_can_be_run() -> None:
    """A checkout needs no chmod."""
    for name in ("rolefit", ".ci/run", "deploy/make-env", "deploy/make-venv"):
        assert (ROOT / name).stat().st_mode & stat.S_IXUSR, name
