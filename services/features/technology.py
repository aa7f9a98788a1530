"""Tell technology (languages, products, platforms) from other skills, and read the lists that name it.

A list of tools vouches for its members: between "Oracle" and "Tomcat", "Frobnik 3" is a product too although
no taxonomy knows it. Such names are no skills that could be scored, since nothing says what they mean.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from domain.resumes import ParsedResume, Section
from domain.skills import ResumeSkill
from domain.spans import Span
from services.features.taxonomy import Taxonomy

PRODUCTS = frozenset(
    {
        *("Programming languages", "Frontend frameworks", "Web design and markup", "Mobile development"),
        *("Databases", "Backend frameworks", "Cloud platforms", "Cloud services"),
        *("DevOps and infrastructure", "Business software"),
    }
)
"""Groups whose skills are nearly all products or languages."""

MIXED = frozenset(
    {
        *("Data engineering", "Data science and AI", "Testing and quality", "Design and media", "Software"),
        *("Desktop support", "Windows server and Microsoft server products", "Networking"),
        *("Telephony and contact centre systems", "Unix, Linux and virtualisation"),
        *("Storage, backup and data centre", "Mainframe and midrange", "Reporting and business intelligence"),
        *("ERP and CRM", "ERP, CRM and HR systems", "IT service management", "Software testing"),
        *("Testing and quality assurance", "Cyber security and compliance"),
        "IT support, networks and unified communications",
        "Cybersecurity, governance, risk and compliance",
        *("Web content, documents and technical writing", "Geographic information systems"),
        *("Electronics laboratory and embedded tools", "Data science and statistics software"),
        *("Legacy languages and tools", "Statistics and research methods"),
    }
)
"""Groups of products and activities: "Apache Airflow" beside "Data pipelines"."""

UNSORTED = frozenset({"", "Information and communication technologies", "Working with computers"})
RARE_WORD = 3.5
"""Zipf frequency below which an unsorted name is taken for a product's."""

LONGEST_NAME, MOST_WORDS = 30, 3
LEAST_VOUCHERS = 2
"""How many known products a line must list before its unknown names count as products."""

_SEPARATOR = re.compile(r"[,;|•·●▪\t\n]| / | - |\s–\s|\band\b")
_ANNOUNCED = re.compile(
    r"\W*(?:environment|technolog\w+|tools?|(?:tech(?:nical)?|technology) (?:stack|skills?)|stack|software|"
    r"tool ?set|programming languages?|languages and tools|databases?|operating systems?|frameworks?)"
    r"[^:\n]{0,25}:",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[^:,\n]{2,40}:\s*")
_NAME = re.compile(r"[A-Z0-9.][\w.+#/-]*(?: [A-Z0-9(][\w.+#/()-]*)*")
_LISTING_SECTIONS = frozenset({"skills"})


def is_technology(skill: ResumeSkill, text: str, taxonomy: Taxonomy) -> bool:
    """Tell whether a skill, written as ``text``, is a product or language rather than an activity."""
    group = skill.group or ""
    if group in PRODUCTS:
        return _product_name(skill.name)
    rare = taxonomy.frequency(text) < RARE_WORD
    if group in MIXED:
        return rare and _product_name(skill.name)
    return group in UNSORTED and rare and _written_as_a_name(text)


def technologies(parsed: ParsedResume, taxonomy: Taxonomy) -> list[Span]:
    """Return every place that names technology, known or listed among known ones, in order."""
    named = [(skill, mention) for skill in parsed.skills for mention in skill.mentions]
    known = [mention.span for skill, mention in named if is_technology(skill, mention.text, taxonomy)]
    others = [
        mention.span for skill, mention in named if (skill.group or "") not in PRODUCTS | MIXED | UNSORTED
    ]
    listed = [
        item
        for line in _listing_lines(parsed.text, parsed.sections)
        for item in _vouched(_items(parsed.text, line), known)
        if not _meets(item, others)
    ]
    return sorted({*listed, *(span for span in known if not _meets(span, listed))})


def _listing_lines(text: str, sections: Sequence[Section]) -> Iterator[Span]:
    """Yield the lines under a heading of skills, and those that say "Environment:" or the like."""
    inside = [section.span for section in sections if section.kind in _LISTING_SECTIONS]
    start = 0
    for words in text.split("\n"):
        line = Span(start, start + len(words))
        if _ANNOUNCED.match(words) or any(span.start <= start < span.end for span in inside):
            yield line
        start = line.end + 1


def _vouched(items: Iterator[Span], known: Sequence[Span]) -> list[Span]:
    """Return the items of a list of which enough are known products, else none."""
    listed = list(items)
    vouching = sum(_meets(item, known) for item in listed)
    return listed if vouching >= min(LEAST_VOUCHERS, (len(listed) + 1) // 2) else []


def _items(text: str, line: Span) -> Iterator[Span]:
    """Yield the members of a list that are written like names."""
    words = text[line.start : line.end]
    label = _LABEL.match(words)
    start = label.end() if label else 0
    for end in [*(match.start() for match in _SEPARATOR.finditer(words, start)), len(words)]:
        item = words[start:end].partition(" (")[0].strip(" \t,;|•·●▪-–.()")
        if item and len(item) <= LONGEST_NAME and _written_as_a_name(item):
            at = line.start + words.index(item, start)
            yield Span(at, at + len(item))
        start = end + 1


def _product_name(name: str) -> bool:
    """Tell "pandas" and "Power BI" from "Data pipelines"."""
    return " " not in name or _NAME.fullmatch(name) is not None


def _written_as_a_name(words: str) -> bool:
    return len(words.split()) <= MOST_WORDS and _NAME.fullmatch(words) is not None and not words.isdigit()


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
