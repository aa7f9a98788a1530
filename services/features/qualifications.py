"""Read what a resume shows of what postings demand beyond skills and years, with the lists for these."""

from collections.abc import Iterator
from dataclasses import replace

from domain.resumes import ParsedResume, Qualifications
from services.features.credentials import EDUCATION, read_certificates, read_clearance
from services.features.folding import fold
from services.features.importance import Zones
from services.features.shelf import book
from services.features.spoken import KNOWS, read_spoken_languages, spoken_language

_EVERYWHERE = Zones(())
"""A resume asks for nothing: whatever it names, it has."""

_WRITTEN_IN = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "ro": "Romanian",
}


def read_qualifications(parsed: ParsedResume, text: str) -> Qualifications:
    """Return the education, certificates, languages and clearance that ``text`` names.

    ``text`` is the resume's, without what says who the person is. Whoever writes in a language knows it.
    """
    folded = fold(text)
    languages = (*read_spoken_languages(folded, _EVERYWHERE), *_in_section(parsed, folded))
    written = _WRITTEN_IN.get(parsed.language or "")
    return Qualifications(
        education=_highest(_levels(parsed, folded, text)),
        certificates=read_certificates(text, folded, _EVERYWHERE),
        languages=_each_once((*languages, *([written] if written else []))),
        clearance=read_clearance(folded, _EVERYWHERE),
    )


def shown_qualifications(parsed: ParsedResume) -> Qualifications | None:
    """Return what the resume shows, its entries first: a person may have corrected them since it was read.

    None for a resume that was read before qualifications were.
    """
    read = parsed.qualifications
    if read is None:
        return None
    named = " | ".join(entry.name for entry in parsed.certificates)
    entries = (spoken_language(entry.name, entry.detail) for entry in parsed.languages)
    return replace(
        read,
        education=_highest(entry.level for entry in parsed.education) or read.education,
        certificates=tuple(
            dict.fromkeys((*read.certificates, *read_certificates(named, fold(named), _EVERYWHERE)))
        ),
        languages=_each_once((*filter(None, entries), *read.languages)),
    )


def _levels(parsed: ParsedResume, folded: str, text: str) -> Iterator[str]:
    spans = [section.span for section in parsed.sections if section.kind == "education"]
    for hit in book("education").find(folded, text):
        if any(span.start <= hit.span.start < span.end for span in spans):
            yield hit.label


def _highest(levels: Iterator[str | None]) -> str | None:
    return max((level for level in levels if level in EDUCATION), key=EDUCATION.index, default=None)


def _in_section(parsed: ParsedResume, folded: str) -> Iterator[str]:
    """Yield the languages of a section for them, where a name alone is enough."""
    for section in parsed.sections:
        if section.kind == "languages":
            within = folded[section.span.start : section.span.end]
            yield from (hit.label for hit in book("spoken").find(within) if hit.label != KNOWS)


def _each_once(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return every language as it stands first."""
    found: dict[str, str] = {}
    for language in languages:
        found.setdefault(language.partition(" (")[0], language)
    return tuple(found.values())
