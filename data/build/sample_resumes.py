"""Build the fictional sample resumes under ``data/samples`` from their truth files.

Run ``python -m data.build.sample_resumes``; the same truth writes the same bytes.
"""

from pathlib import Path

from data.build.samples import docx, pdf, text
from data.build.samples.truth import FOLDER, truths

WRITERS = {".pdf": pdf.write, ".docx": docx.write, ".txt": text.write}


def build(folder: Path = FOLDER) -> list[Path]:
    """Write all sample resumes into ``folder`` and return their paths."""
    written = []
    for resume in truths():
        target = folder / resume["meta"]["file"]
        WRITERS[target.suffix](resume, target)
        written.append(target)
    return written


def main() -> None:
    """Write the files."""
    for target in build():
        print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
