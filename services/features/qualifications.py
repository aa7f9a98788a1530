"""Read what a resume shows of what postings demand beyond skills and years, with the lists for these."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.resumes import ParsedResume, Qualifications
from domain.spans import Span
from services.features.credentials import EDUCATION, read_certificates, read_clearance
from services.features.folding import fold
from services.features.importance import Zone, Zones
from services.features.shelf import book
from services.features.spoken import KNOWS, read_spoken_languages, spoken_language

_EVERYWHERE = Zones(())
"""An entry of a list asks for nothing: whatever it names, the person has."""

_CLAUSE = re.compile(r"[^.;,|•·\n]+")
_DENIED = re.compile(
    r"\b(?:not(?! only\b)|never|no(?!\s*\d)|nor|cannot|(?:do|does|ca)n't"
    r"|(?:eligible|apply\w*|applied) (?:for|to)"
    r"|(?:able|willing) to (?:obtain|get|gain|hold|receive|undergo)|stud(?:y|ying) (?:for|towards?)"
    r"|preparing (?:for|to)|working towards?|pursuing|candidate for|scheduled"
    r"|(?:plan|planning|intend\w*|hop(?:e|ing)|aim\w*|want|wish) to|(?:currently|now|am) learning"
    r"|keine?n?|noch nicht|pas de|aucune?|no tengo)\b"
)
"""Before what somebody has not, or not yet, in a clause."""

_PENDING = re.compile(
    r"[\s(\[–—-](?:in progress|in arbeit|en cours|expected|pending|expired|lapsed|ongoing"
    r"|candidate[\s)\]]*\Z)"
)
"""Behind it."""

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
    """Return the education, certificates, languages and clearance that ``text`` names beside the entries.

    ``text`` is the resume's, without what says who the person is. Whoever writes in a language knows it.
    What an entry says is the entry's alone: it goes where a person takes the entry away. What somebody has
    not, or not yet ("studying for the PMP"), is left out.
    """
    folded = fold(text)
    held = _held(folded)
    languages = (*read_spoken_languages(folded, held, listed=True), *_in_section(parsed, folded))
    written = _WRITTEN_IN.get(parsed.language or "")
    listed = {_language(language) for language in _listed_languages(parsed)}
    certificates = _listed_certificates(parsed)
    levels = any(entry.level in EDUCATION for entry in parsed.education)
    return Qualifications(
        education=None if levels else _highest(_levels(parsed, folded, text)),
        certificates=tuple(
            name for name in read_certificates(text, folded, held) if name not in certificates
        ),
        languages=tuple(
            language
            for language in _each_once((*languages, *([written] if written else [])))
            if _language(language) not in listed
        ),
        clearance=read_clearance(folded, held),
    )


def shown_qualifications(parsed: ParsedResume) -> Qualifications | None:
    """Return what the resume shows, its entries first: a person may have corrected them since it was read.

    None for a resume that was read before qualifications were.
    """
    read = parsed.qualifications
    if read is None:
        return None
    return replace(
        read,
        education=_highest(entry.level for entry in parsed.education) or read.education,
        certificates=tuple(dict.fromkeys((*read.certificates, *_listed_certificates(parsed)))),
        languages=_each_once((*_listed_languages(parsed), *read.languages)),
    )


def _listed_certificates(parsed: ParsedResume) -> tuple[str, ...]:
    named = " | ".join(entry.name for entry in parsed.certificates)
    folded = fold(named)
    return read_certificates(named, folded, _held(folded))


def _listed_languages(parsed: ParsedResume) -> tuple[str, ...]:
    entries = (spoken_language(entry.name, entry.detail) for entry in parsed.languages)
    return tuple(filter(None, entries))


def _held(folded: str) -> Zones:
    """Return the zones of a resume: of what a clause denies, from there on or up to there, it has nothing."""
    zones = []
    for clause in _CLAUSE.finditer(folded):
        denied, pending = _DENIED.search(clause[0]), _PENDING.search(clause[0])
        if pending:
            zones.append(Zone(Span(clause.start(), clause.end()), None))
        elif denied:
            zones.append(Zone(Span(clause.start() + denied.start(), clause.end()), None))
    return Zones(zones)


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
        found.setdefault(_language(language), language)
    return tuple(found.values())


def _language(language: str) -> str:
    return language.partition(" (")[0]
