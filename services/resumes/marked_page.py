"""Show a parse as one page: the text as stored, with every span marked; no asset from outside."""

from collections.abc import Iterator
from html import escape

from domain.resumes import ParsedResume
from domain.spans import Span

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
pre { white-space: pre-wrap; font: inherit; }
.block { border-left: 4px solid; padding-left: .6rem; display: block; }
.work { border-color: #2563eb; } .education { border-color: #15803d; } .other { border-color: #a16207; }
mark { border-radius: 3px; padding: 0 2px; background: #fde68a; color: inherit; }
.tag { font-size: 12px; color: #555; } table { border-collapse: collapse; }
td { padding: 2px 12px 2px 0; vertical-align: top; }
"""


def marked_page(parsed: ParsedResume, title: str) -> str:
    """Return an HTML page: what was read in a table, then the text with entries and skills marked."""
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in _facts(parsed)
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(parsed.basics.name or title)}</h1><table>{rows}</table>"
        f"<h2>Text</h2><pre>{''.join(_marked(parsed))}</pre></body></html>"
    )


def _facts(parsed: ParsedResume) -> Iterator[tuple[str, str]]:
    basics, experience = parsed.basics, parsed.experience
    yield "E-mail", basics.email or "–"
    yield "Phone", basics.phone or "–"
    yield "Experience", f"{experience.total_months} months ({experience.total_years:g} years)"
    for entry in parsed.work:
        names = ", ".join(filter(None, (entry.position, entry.company)))
        held = f"{entry.start_date} – {entry.end_date or 'present'}" if entry.start_date else "no dates"
        yield "Work", f"{held}: {names}"
    for course in parsed.education:
        yield "Education", ", ".join(filter(None, (course.study_type, course.area, course.institution)))
    for warning in parsed.warnings:
        yield "Warning", f"{warning.code}: {warning.detail}"
    yield "Reader", parsed.parser_version


def _marked(parsed: ParsedResume) -> Iterator[str]:
    """Yield the text in pieces, each escaped, with tags where spans open and close."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for span, tag, label in _spans(parsed):
        opens.setdefault(span.start, []).append(f'<{tag} title="{escape(label, quote=True)}">')
        closes.setdefault(span.end, []).insert(0, f"</{tag.split()[0]}>")
    position = 0
    for place in sorted({*opens, *closes, len(parsed.text)}):
        yield escape(parsed.text[position:place])
        yield "".join(closes.get(place, ()))
        yield "".join(opens.get(place, ()))
        position = place


def _spans(parsed: ParsedResume) -> Iterator[tuple[Span, str, str]]:
    """Yield entries first and mentions after them, none crossing another."""
    blocks = list(_blocks(parsed))
    taken: list[Span] = []
    for span, tag, label in blocks:
        if span.end > span.start and not any(_overlap(span, other) for other in taken):
            taken.append(span)
            yield span, tag, label
    edges = {edge for span in taken for edge in span}
    last = 0
    for span, label in sorted(_mentions(parsed)):
        if span.start >= last and not any(span.start < edge < span.end for edge in edges):
            last = span.end
            yield span, "mark", label


def _blocks(parsed: ParsedResume) -> Iterator[tuple[Span, str, str]]:
    for entry in parsed.work:
        yield entry.span, 'span class="block work"', f"work: {entry.position} at {entry.company}"
    for course in parsed.education:
        yield course.span, 'span class="block education"', f"education: {course.institution}"
    for named in (*parsed.projects, *parsed.certificates):
        yield named.span, 'span class="block other"', named.name


def _mentions(parsed: ParsedResume) -> Iterator[tuple[Span, str]]:
    for skill in parsed.skills:
        for mention in skill.mentions:
            yield mention.span, f"skill: {skill.name}"


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
