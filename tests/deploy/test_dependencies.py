"""What we depend on is locked, and lxml, which is held back, is used in the safe ways alone."""

import ast
import re
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
from lxml import etree
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent.parent
ROOMS = (
    "adapters",
    "benchmarks",
    "cli",
    "data",
    "domain",
    "embedded",
    "models",
    "services",
    "web",
    "workers",
)
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ;.*)? \\$", re.MULTILINE)


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(package): version for package, version in LOCKED.findall(text)}


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield path, node


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-extra.txt"])
def test_every_requirement_is_locked_by_hash(name: str) -> None:
    """Whoever alters a package upstream does not reach us."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text(encoding="utf-8"))
    pins = [entry for entry in entries if re.match(r"[A-Za-z0-9._-]+==", entry)]
    assert len(pins) > 80
    assert not [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin]


def test_tests_run_on_the_versions_that_ship() -> None:
    """The development set only adds to the application's."""
    shipped, developed = _locked("requirements.txt"), _locked("requirements-dev.txt")
    assert {name: developed.get(name) for name in shipped} == shipped


def test_every_requirement_we_name_is_locked() -> None:
    """Nobody forgot `make lock`: each line of requirements.in is satisfied by the lock."""
    shipped = _locked("requirements.txt")
    for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            wanted = Requirement(line)
            version = shipped[canonicalize_name(wanted.name)]
            assert Version(version) in wanted.specifier, line


def test_lxml_is_held_back_only_by_linkedin_api() -> None:
    """On the day linkedin-api allows lxml 6.1, this fails and the pin goes."""
    holding = [
        Requirement(line) for line in requires("linkedin-api") or () if line.lower().startswith("lxml")
    ]
    assert holding
    assert not any(requirement.specifier.contains("6.1.0") for requirement in holding)


@pytest.mark.parametrize("name", ["iterparse", "ETCompatXMLParser"])
def test_no_parser_that_reads_external_entities(name: str) -> None:
    """CVE-2026-41066: before lxml 6.1 these two read local files into a document."""
    found = [
        str(path) for room in ROOMS for path in (ROOT / room).rglob("*.py") if name in path.read_text("utf-8")
    ]
    assert found == []


@pytest.mark.slow
def test_every_parser_refuses_entities_and_network() -> None:
    """Each XMLParser is built with the safe options, never with the defaults."""
    built = [(path, call) for path, call in _calls() if ast.unparse(call.func).endswith("XMLParser")]
    assert built
    for path, call in built:
        source = ast.unparse(call) + path.read_text(encoding="utf-8")
        assert call.keywords, f"{path}: no options"
        assert re.search(r"resolve_entities['\"]?\s*[:=]\s*False", source), path
        assert re.search(r"no_network['\"]?\s*[:=]\s*True", source), path


@pytest.mark.slow
def test_every_document_is_parsed_by_such_a_parser() -> None:
    """``fromstring`` and ``parse`` of etree always name their parser."""
    for path, call in _calls():
        if ast.unparse(call.func) in ("etree.fromstring", "etree.parse", "etree.XML"):
            assert len(call.args) > 1 or any(word.arg == "parser" for word in call.keywords), path


def test_the_safe_options_are_safe(tmp_path: Path) -> None:
    """The locked lxml does not read a file that a document asks for."""
    secret = tmp_path / "secret"
    secret.write_text("swordfish")
    attack = f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{secret}">]><a>&e;</a>'.encode()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    assert b"swordfish" not in etree.tostring(etree.fromstring(attack, parser))


def test_documents_are_read_in_a_child_process() -> None:
    """Only the sandbox's own server imports what parses files: no worker and no request does."""
    outside = [path for room in ("web", "workers", "adapters") for path in (ROOT / room).rglob("*.py")]
    reading = [path.name for path in outside if "services.resumes.understand" in path.read_text("utf-8")]
    assert reading == ["sandbox_server.py"]
