"""A description as sanitised HTML and as the text that spans point into, whatever a source sends."""

import re
from html import unescape

import nh3

_ALLOWED_TAGS = {
    *("p", "br", "hr", "div", "ul", "ol", "li", "strong", "b", "em", "i", "u", "a", "code", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "thead", "tbody", "tr", "th", "td"),
}
_ENTITY_TAG = re.compile(r"&lt;/?[a-zA-Z]")
_TAG = re.compile(r"<[^>]*>")
_MOST_CHARACTERS = 200_000
"""Longer descriptions are cut: the longest real ones have some 30,000 characters."""


def clean_html(html: str) -> str:
    """Return the HTML with nothing in it that could run, load or track."""
    return nh3.clean(
        unescaped(html[:_MOST_CHARACTERS]),
        tags=_ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def html_text(html: str) -> str:
    """Return sanitised HTML as text: list items and paragraphs on lines of their own."""
    from inscriptis import get_text  # brings lxml: only the processes that read postings pay for it

    if not html.strip():
        return ""
    text: str = get_text(html)
    lines = (line.rstrip() for line in text.replace("\xa0", " ").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def tidy_text(text: str) -> str:
    """Return plain text as :func:`html_text` would after making HTML of it, a hundred times faster."""
    lines = (" ".join(line.split()) for line in text.replace("\xa0", " ").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def unescaped(html: str) -> str:
    """Undo one escaping of a whole document: Greenhouse sends its HTML as entities."""
    return unescape(html) if _ENTITY_TAG.search(html) and not _TAG.search(html) else html


def quick_text(html: str) -> str:
    """Return the words of some HTML for searching: fast, and not for people to read."""
    return unescape(_TAG.sub(" ", unescaped(html)))
