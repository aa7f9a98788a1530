"""The fork server behind :mod:`adapters.sandbox`: one child per file, under hard limits.

Run as ``python -m adapters.sandbox_server FD FEATURES`` by the sandbox alone. It ends when its parent does.
"""

import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from adapters.sandbox import receive_frame, send_frame
from domain.codes import ReadFailure
from domain.records import from_record, to_record
from domain.skills import OwnSkill
from services.resumes import read, sniff
from services.resumes.failures import ReadFailed
from services.resumes.ocr import recogniser
from services.resumes.understand import understand, understand_pictures

_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_MAX_ANSWER = 64 * 2**20
_POLL_SECONDS = 1.0
_SPARE_SECONDS = 3.0  # a second child must end before the worker stops waiting for the first
_SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
_ONE_RESUME = b"""Ada Example
ada@example.org, +44 20 7946 0991
Experience
Data Engineer, Example Ltd, Jan 2015 - Dec 2018
Built reporting with Python and SQL for a team whose submis-
sions grew every year.
"""
_WARM_UPS = ((sniff.TEXT, _ONE_RESUME), (sniff.TEXT, b"two words"), (sniff.JSON, b'{"basics": {}}'))
"""Read before any child is forked, with the sample resumes: whatever loads at first use is then there."""

_OUT_OF_MEMORY = b'{"failure": "resource_limit", "detail": "Reading it takes more memory than is allowed."}'


def serve(connection: socket.socket, tools: Any) -> None:
    """Answer requests until the parent closes its end or dies."""
    parent = os.getppid()
    send_frame(connection, b"ready")
    while _next_request(connection, parent):
        header = json.loads(receive_frame(connection))
        data = receive_frame(connection)
        send_frame(connection, _run(connection, header, data, tools))


def _next_request(connection: socket.socket, parent: int) -> bool:
    """Wait for a request; False once the parent is gone."""
    while os.getppid() == parent:
        readable, _, _ = select.select([connection], [], [], _POLL_SECONDS)
        if readable:
            return bool(connection.recv(1, socket.MSG_PEEK))
    return False


def _run(connection: socket.socket, header: Mapping[str, Any], data: bytes, tools: Any) -> bytes:
    """Return a child's answer for one file; pages that are only pictures get a second, larger child."""
    begin = time.monotonic()
    record = _in_child(connection, header, data, tools)
    if _wants_recogniser(record, header):
        first = record["usage"]
        record = _in_child(connection, _for_pictures(header, time.monotonic() - begin), data, tools)
        record["usage"] = _both(first, record["usage"])
    return json.dumps(record).encode()


def _wants_recogniser(record: Mapping[str, Any], header: Mapping[str, Any]) -> bool:
    without_text = record.get("failure") == ReadFailure.NO_TEXT.value
    return without_text and header["media_type"] == sniff.PDF and recogniser() is not None


def _for_pictures(header: Mapping[str, Any], spent: float) -> dict[str, Any]:
    limits = dict(header["limits"])
    limits |= {"memory": limits["picture_memory"], "cpu_seconds": limits["picture_cpu_seconds"]}
    limits["wall_seconds"] -= spent + _SPARE_SECONDS
    return {**header, "limits": limits, "pictures": True}


def _both(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    seconds = first["seconds"] + second["seconds"]
    return {"seconds": seconds, "bytes": max(first["bytes"], second["bytes"])}


def _in_child(
    connection: socket.socket, header: Mapping[str, Any], data: bytes, tools: Any
) -> dict[str, Any]:
    """Fork a child for one file and return its answer, or what its death means."""
    limits = header["limits"]
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        connection.close()
        _child(writing, header, data, tools)
    os.close(writing)
    answer, late = _collect(reading, pid, time.monotonic() + limits["wall_seconds"])
    os.close(reading)
    _, status, usage = os.wait4(pid, 0)
    record = _parsed_answer(answer) or _judge(status, usage.ru_maxrss * 1024, limits["memory"], late=late)
    record["usage"] = {"seconds": usage.ru_utime + usage.ru_stime, "bytes": usage.ru_maxrss * 1024}
    return record


def _collect(reading: int, pid: int, deadline: float) -> tuple[bytes, bool]:
    """Return what the child wrote and whether it had to be killed at its deadline."""
    parent, pieces, size = os.getppid(), [], 0
    while True:
        remaining = deadline - time.monotonic()
        readable, _, _ = select.select([reading], [], [], max(0.0, min(remaining, _POLL_SECONDS)))
        if readable:
            piece = os.read(reading, 2**20)
            pieces.append(piece)
            size += len(piece)
            if not piece:
                return b"".join(pieces), False
        if remaining <= 0 or size > _MAX_ANSWER or os.getppid() != parent:
            os.kill(pid, signal.SIGKILL)
            return b"", remaining <= 0


def _parsed_answer(answer: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(answer)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _judge(status: int, used: int, memory: int, *, late: bool) -> dict[str, Any]:
    """Say what the end of a child without an answer means."""
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if late or ended_by in (signal.SIGXCPU, signal.SIGALRM):
        return {"failure": ReadFailure.TIMEOUT.value, "detail": "Reading it takes longer than is allowed."}
    if ended_by in (signal.SIGKILL, signal.SIGABRT, signal.SIGXFSZ) or used > 0.5 * memory:
        return json.loads(_OUT_OF_MEMORY)  # type: ignore[no-any-return]
    return {"failure": ReadFailure.UNREADABLE.value, "detail": "The file makes its reader fail."}


def _child(writing: int, header: Mapping[str, Any], data: bytes, tools: Any) -> None:
    """Read one file under limits, write the answer and end; never returns."""
    try:
        _confine(header["limits"])
        answer = _answer(data, header, tools)
    except MemoryError:
        answer = _OUT_OF_MEMORY
    except BaseException as error:  # noqa: BLE001 - whatever a hostile file makes a library raise is an outcome
        answer = _failure(ReadFailure.UNREADABLE, f"The file makes its reader fail ({type(error).__name__}).")
    view = memoryview(answer)
    while view:
        view = view[os.write(writing, view) :]
    os._exit(0)


def _answer(data: bytes, header: Mapping[str, Any], tools: Any) -> bytes:
    today = date.fromisoformat(header["today"])
    try:
        tools = _with_own(tools, header["own"])
        if header.get("pictures"):
            parsed = understand_pictures(data, today=today, tools=tools)
        else:
            parsed = understand(data, header["media_type"], today=today, tools=tools)
    except ReadFailed as failed:
        return _failure(failed.failure, failed.detail)
    return json.dumps({"parsed": to_record(parsed)}).encode()


def _with_own(tools: Any, own: list[Any]) -> Any:
    """Return tools that also know the skills an account has added."""
    if tools is None or not own:
        return tools
    from services.features.own_skills import with_own_skills

    return with_own_skills(tools, from_record(own, list[OwnSkill]))


def _failure(failure: ReadFailure, detail: str) -> bytes:
    return json.dumps({"failure": failure.value, "detail": detail}).encode()


def _confine(limits: Mapping[str, Any]) -> None:
    """Set the child's limits, and have the kernel end it with its server."""
    _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    for kind, value in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, limits["file_bytes"]),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # SIGXCPU at the soft CPU limit tells a slow file from a large one; SIGKILL at the hard one would not.
        spare = 1 if kind == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else 0
        resource.setrlimit(kind, (bounded, bounded + spare))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def warm_up(*, features: bool) -> Any:
    """Load whatever a child would have to load by itself, and return the feature tools, None without."""
    read.preload()
    tools = _load_tools() if features else None
    samples = [(sniff.PDF, path.read_bytes()) for path in sorted(_SAMPLES.glob("*.pdf"))]
    for media_type, data in (*_WARM_UPS, *samples):
        _answer(data, {"media_type": media_type, "today": "2020-01-01", "own": []}, tools)
    return tools


def _load_tools() -> Any:
    from services.features import stems
    from services.features.tools import load_feature_tools

    stems.warm_up()
    return load_feature_tools()


def main(arguments: list[str]) -> None:
    """Load what reading needs, shut the network out where the kernel lets us, and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(_libc(), "unshare"):
        _libc().unshare(_CLONE_NEWNET)
    tools = warm_up(features=arguments[1] == "1")
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=int(arguments[0])) as connection:
        serve(connection, tools)


if __name__ == "__main__":
    main(sys.argv[1:])
