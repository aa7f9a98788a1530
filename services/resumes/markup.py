"""Read HTML: what a browser would show, block by block; scripts, styles and hidden parts are not shown."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from domain.codes import ReadFailure
from services.resumes.characters import bullet_end, clean, drop_soft_hyphens
from services.resumes.documents import Document, Line, Link
from services.resumes.failures import ReadFailed
from services.resumes.plain import decode

_UNSEEN = frozenset(
    [
        "script",
        "nav",
        "style",
        "head",
        "template",
        "noscript",
        "svg",
        "iframe",
        "object",
        "select",
        "textarea",
        "button",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "address",
        "figure",
        "hr",
        "form",
        "fieldset",
        "body",
        "html",
    ]
)
_HEADINGS = {"h1": 24.0, "h2": 16.0, "h3": 13.0, "h4": 12.0, "h5": 11.0, "h6": 11.0}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)", re.I
)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.I)


def read_html(data: bytes) -> Document:
    """Return the visible lines of a page; ReadFailed when there are none."""
    tree = LexborHTMLParser(_text(data))
    lines: list[Line] = []
    hidden: list[str] = []
    if tree.body is not None:
        lines = list(_lines(_pieces(tree.body, hidden)))
    if not lines:
        raise ReadFailed(ReadFailure.NO_TEXT, "The page shows no words.")
    links = tuple(
        Link(node.attributes.get("href") or "", node.text().strip()) for node in tree.css("a[href]")
    )
    return Document(tuple(lines), links=links, hidden=tuple(hidden))


def _text(data: bytes) -> str:
    declared = _CHARSET.search(data[:2048])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


_Piece = tuple[str, str, bool]


def _pieces(root: LexborNode, hidden: list[str]) -> Iterator[_Piece]:
    """Yield ``(text, tag of its block, bold)`` in order; an empty text ends a line (no recursion)."""
    stack: list[LexborNode | _Piece] = [root]
    context = {root.mem_id: ("body", False)}
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            yield node
            continue
        block, strong = context.get(node.mem_id, ("body", False))
        tag = node.tag or ""
        if tag == "-text":
            yield node.text_content or "", block, strong
            continue
        if tag in _UNSEEN or tag.startswith(("-", "_", "!")):
            continue
        if _is_hidden(node):
            hidden.append(" ".join(node.text().split()))
            continue
        if tag == "br":
            yield "", block, strong
            continue
        inner = (tag if tag in _BLOCKS else block, strong or tag in ("b", "strong"))
        end: list[_Piece] = (
            [("", block, strong)]
            if tag in _BLOCKS
            else [("\t", block, strong)]
            if tag in ("td", "th")
            else []
        )
        children: list[LexborNode | _Piece] = []
        for child in node.iter(include_text=True):
            context[child.mem_id] = inner
            if children and _are_boxes(children[-1], child):
                children.append((" ", *inner))
            children.append(child)
        if tag in _BLOCKS:
            yield "", block, strong
        stack.extend([*end, *reversed(children)])


def _are_boxes(last: "LexborNode | _Piece", node: LexborNode) -> bool:
    """Tell whether two elements follow each other with nothing between: a style sheet sets them apart."""
    return not isinstance(last, tuple) and last.tag != "-text" and node.tag != "-text"


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _lines(pieces: Iterator[_Piece]) -> Iterator[Line]:
    words: list[str] = []
    block, letters, bold_letters = "body", 0, 0
    for text, tag, strong in pieces:
        if text:
            words.append(text if text == "\t" else re.sub(r"\s+", " ", text))
            letters += len(text.strip())
            bold_letters += len(text.strip()) if strong else 0
            block = tag if text.strip() else block
            continue
        shown = clean(drop_soft_hyphens("".join(words)))
        if shown:
            marked = f"• {shown}" if block == "li" and not bullet_end(shown) else shown
            yield Line(
                marked,
                _HEADINGS.get(block, 0.0) and _HEADINGS[block],
                bold_letters * 2 > letters or block in _HEADINGS,
                heading=block in _HEADINGS,
            )
        words, letters, bold_letters = [], 0, 0
    shown = clean("".join(words))
    if shown:
        yield Line(shown)
