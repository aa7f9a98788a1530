"""Turn a document into a parsed resume: sections first, then what each kind of section holds."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain import resumes
from domain.resumes import Basics, Location, ParsedResume, Section
from domain.spans import Span
from services.resumes.bodies import join_wrapped
from services.resumes.careers import read_careers
from services.resumes.confidence import confidence_of
from services.resumes.contact import as_profiles, find_email, find_phone, find_urls
from services.resumes.documents import Document
from services.resumes.education import read_education, studies
from services.resumes.experience import experience_of, overlapping
from services.resumes.extras import read_certificates, read_languages, read_projects
from services.resumes.hyphens import mend
from services.resumes.names import find_name
from services.resumes.sections import Part, Placed, cut, place
from services.resumes.words import PLACE, is_place, title_score


def structure(document: Document, *, today: date) -> ParsedResume:
    """Return what ``document`` says about a person; every span points into the result's ``text``."""
    text, placed = place(mend(document.lines))
    cuts = cut(placed)
    name = find_name(placed, cuts)
    parts, work = read_careers(cuts, text, name, today=today)
    parsed = ParsedResume(
        text=text,
        basics=_basics(document, text, parts, name, today),
        work=work,
        education=read_education(studies(parts), today=today),
        projects=read_projects([part for part in parts if part.kind == "projects"], today=today),
        certificates=read_certificates([part for part in parts if part.kind == "certificates"], today=today),
        languages=read_languages([part for part in parts if part.kind == "languages"]),
        sections=tuple(
            Section(part.kind, part.heading, Span(part.start, part.end))
            for part in parts
            if part.end > part.start
        ),
        experience=experience_of(work, text, today=today),
        pages=document.pages,
        ocr=document.recognised is not None,
    )
    return _judged(parsed, document, today)


def _judged(parsed: ParsedResume, document: Document, today: date) -> ParsedResume:
    confidence = confidence_of(parsed, document.recognised)
    return replace(parsed, confidence=confidence, warnings=tuple(_warnings(parsed, document, today)))


def _warnings(parsed: ParsedResume, document: Document, today: date) -> list[resumes.Warning]:
    found = [resumes.Warning(code, detail) for code, detail in document.notes]
    if document.hidden:
        count = sum(len(text) for text in document.hidden)
        found.append(
            resumes.Warning(
                "hidden_text", f"{count} characters that no reader sees were set aside and are not scored."
            )
        )
    if overlapping(parsed.work, today=today):
        found.append(
            resumes.Warning(
                "overlapping_roles", "Some positions ran at the same time; their months are counted once."
            )
        )
    if any(entry.start_date and len(entry.start_date) == 4 for entry in parsed.work):
        found.append(
            resumes.Warning("year_only_dates", "Some positions name only years; whole years were counted.")
        )
    if not parsed.work:
        found.append(resumes.Warning("no_work_found", "No positions were found."))
    elif not parsed.experience.intervals:
        added = "; the lengths that are stated were added up" if _lengths(parsed) else ""
        found.append(resumes.Warning("undated_positions", f"No position has a date{added}."))
    if parsed.experience.total_months and not parsed.experience.intervals and not _lengths(parsed):
        stated = f"The {parsed.experience.total_years:g} years that the text states were taken."
        found.append(resumes.Warning("stated_experience", stated))
    if parsed.basics.email is None:
        found.append(resumes.Warning("no_email", "No e-mail address was found."))
    return found


def _lengths(parsed: ParsedResume) -> bool:
    """Tell whether a position says how long it was held."""
    return any(entry.months for entry in parsed.work)


def _basics(document: Document, text: str, parts: Sequence[Part], name: str | None, today: date) -> Basics:
    profiles, own = as_profiles(find_urls(text, document.links))
    head = [item for part in parts if part.kind == "basics" for item in part.lines]
    return Basics(
        name=name,
        email=find_email(text, document.links),
        phone=find_phone(_contact_text(parts, text), document.links, today=today),
        url=own,
        label=_label(head, name),
        summary=_summary(parts),
        location=_location(_without(name, head)),
        profiles=profiles,
    )


def _contact_text(parts: Sequence[Part], text: str) -> str:
    """Return the text with what precedes the first heading and contact sections in front."""
    head = "\n".join(item.text for part in parts if part.kind == "basics" for item in part.lines)
    return f"{head}\n{text}"


_REACHED_BY = re.compile(r"\S{1,80}@|https?:|www\.|\+?\(?\d{3}[\d ().-]{4}")
_APART = re.compile(r"\s[|•·–—/]+\s|\s--\s|;\s|\t")
_BESIDE = re.compile(r"^[\s,;:|•·()–—-]+|[\s,;:|•·(–—-]+$")
"""What is left around a headline when the name before it is taken away."""


def _label(head: Sequence[Placed], name: str | None) -> str | None:
    """Return the line near the name that says what the person does."""
    for item in head[:8]:
        bare = item.text.partition("\t")[0]
        said = _headline(bare, name)
        if title_score(said) and len(bare) < 100 and not bare.endswith("."):
            return said
    return None


def _headline(line: str, name: str | None) -> str:
    """Return what a line says without the name and how to reach the person: who is called Baker is none."""
    unnamed = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", line, count=1, flags=re.I) if name else line
    parts = _APART.split(_REACHED_BY.split(unnamed)[0])
    return _BESIDE.sub("", next(filter(title_score, parts), parts[0]))


def _summary(parts: Sequence[Part]) -> str | None:
    prose = ""
    for part in parts:
        if part.kind == "basics":
            for item in part.lines:
                if len(item.text.split()) > 7 or (prose and item.text[:1].islower()):
                    prose = join_wrapped(prose, item.text)
    return prose or None


_ADDRESS_LINE = 160
"""Letters of a line at the head in which a place is looked for: many words with strokes between take long."""
_REACHED = r"(?<!\S)\S+@\S+|https?://\S+|www\.\S+|(?<!\S)\S+\.(?:com|net|org|io|dev)/\S+"
"""Ways to be reached online, which may hold the name again."""


def _without(name: str | None, head: Sequence[Placed]) -> list[str]:
    """Return the head's lines without name and addresses: people are called Washington and Paris."""
    written = re.compile(rf"{re.escape(name)}|{_REACHED}" if name else _REACHED, re.I)
    return [written.sub("", item.text) for item in head]


def _location(head: Sequence[str]) -> Location:
    for line in head[:15]:
        for cell in re.split(r"\t|\s[|•·]\s|(?<=\d)\s{2,}", line):
            bare = re.sub(
                r"^(?:address|location|adresse|wohnort|dirección|indirizzo|adres|endereço)\s*:\s*",
                "",
                cell,
                flags=re.I,
            ).strip()
            if is_place(bare):
                city, _, region = bare.partition(",")
                return Location(city=city.strip(), region=region.strip() or None)
    reached = (PLACE.search(line[:_ADDRESS_LINE]) for line in head[:8])
    match = next((found for found in reached if found and "," in found[0]), None)
    if match is None:
        return Location()
    city, _, region = match[0].partition(",")
    return Location(city=city.strip(), region=region.strip() or None)
