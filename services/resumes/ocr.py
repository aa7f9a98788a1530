"""See words in pictures, where a recogniser is installed: Tesseract's program, else rapidocr with its models.

Neither is required, and nothing is ever fetched: rapidocr counts as installed only when its models lie in
its own package.
"""

import os
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

_THREADS = 2
_DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_WORD_LEVEL = "5"


class Seen(NamedTuple):
    """A line of words in a picture: its box in pixels from the top left, and how certain it is, in [0, 1]."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    certainty: float


Recogniser = Callable[[Any, float], list[Seen]]
"""From a grey picture (height x width bytes) to the lines seen until a moment of the monotonic clock."""


def recogniser() -> Recogniser | None:
    """Return what sees words here, None where nothing is installed."""
    if shutil.which("tesseract"):
        return _by_tesseract
    return _by_rapidocr if _models() is not None else None


def _models() -> Path | None:
    """Return the folder of rapidocr's models, None unless both came with the package."""
    found = find_spec("rapidocr")
    if found is None or found.origin is None or find_spec("onnxruntime") is None:
        return None
    folder = Path(found.origin).parent / "models"
    return folder if all((folder / name).is_file() for name in (_DETECTOR, _RECOGNISER)) else None


def _by_tesseract(picture: Any, until: float) -> list[Seen]:
    """Pipe the picture through Tesseract as a PGM; it writes no files, which the sandbox would not allow."""
    height, width = picture.shape
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "--psm", "3", "tsv"],  # noqa: S607 - found on the path just before
            input=b"P5 %d %d 255\n" % (width, height) + picture.tobytes(),
            capture_output=True,
            timeout=max(until - time.monotonic(), 0.1),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return []
    return list(_joined(str(done.stdout, "utf-8", "replace").splitlines()))


def _joined(table: Iterable[str]) -> Iterator[Seen]:
    """Yield the lines of Tesseract's table of words: level, five numbers, box, confidence, text."""
    lines: dict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    for cells in (row.split("\t") for row in table):
        if len(cells) == 12 and cells[0] == _WORD_LEVEL and cells[11].strip():
            lines[tuple(cells[1:5])].append(cells)
    for words in lines.values():
        boxes = [tuple(map(float, cells[6:10])) for cells in words]
        yield Seen(
            " ".join(cells[11].strip() for cells in words),
            min(left for left, _, _, _ in boxes),
            min(top for _, top, _, _ in boxes),
            max(left + width for left, _, width, _ in boxes),
            max(top + height for _, top, _, height in boxes),
            sum(float(cells[10]) for cells in words) / len(words) / 100,
        )


def _by_rapidocr(picture: Any, until: float) -> list[Seen]:
    """Find the lines, then read one after the other: a batch would take more memory and could not stop.

    Every call names both parts, for the engine remembers what a former call switched off.
    """
    engine = _engine()
    found: list[Seen] = []
    boxes = engine(picture, use_det=True, use_rec=False).boxes
    for corners in () if boxes is None else boxes.tolist():
        if time.monotonic() > until:
            break
        found.extend(_read_line(engine, picture, corners))
    return found


def _read_line(engine: Any, picture: Any, corners: list[list[float]]) -> Iterator[Seen]:
    across, down = zip(*corners, strict=True)
    left, top, right, bottom = min(across), min(down), max(across), max(down)
    crop = picture[int(max(top, 0)) : int(bottom) + 1, int(max(left, 0)) : int(right) + 1]
    read = engine(crop, use_det=False, use_rec=True)
    for text, certainty in zip(read.txts or (), read.scores or (), strict=False):
        if text.strip():
            yield Seen(text, left, top, right, bottom, float(certainty))


@cache
def _engine() -> Any:
    """Load rapidocr once a process. Models are named by path, which is what keeps it from fetching any."""
    folder = _models()
    assert folder is not None  # noqa: S101 - recogniser() asked before
    threads = min(_THREADS, os.cpu_count() or 1)
    options = {
        "Global.use_cls": False,
        "Global.log_level": "critical",
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Det.model_path": str(folder / _DETECTOR),
        "Rec.model_path": str(folder / _RECOGNISER),
    }
    return import_module("rapidocr").RapidOCR(params=options)
