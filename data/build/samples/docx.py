"""Write a truth file as a Word document from XML of our own, byte for byte the same each time.

Part names and elements follow ECMA-376 (WordprocessingML).
"""

from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.build.samples.truth import Resume, contact, extras, period, studies

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def paragraph(text: str, *, bold: bool = False, size: int = 21, bullet: bool = False) -> str:
    """Return one paragraph; ``size`` in half points."""
    indent = '<w:pPr><w:ind w:left="360" w:hanging="200"/></w:pPr>' if bullet else ""
    weight = "<w:b/>" if bold else ""
    content = escape(f"• {text}" if bullet else text)
    run = f'<w:r><w:rPr>{weight}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'
    return f"<w:p>{indent}{run}</w:p>"


def heading(text: str) -> str:
    """Return a section heading with Word's own heading style."""
    return f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'


def text_box(lines: list[str]) -> str:
    """Return a floating text box (VML, as Word has written since 1997) with one paragraph per line."""
    inner = "".join(paragraph(line, size=19) for line in lines)
    style = "position:absolute;margin-left:330pt;margin-top:0;width:150pt;height:62pt"
    shape = f'<v:shape type="#_x0000_t202" style="{style}"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>'
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def table(rows: list[tuple[str, str]]) -> str:
    """Return a borderless table of two columns; cells hold ready paragraphs."""
    grid = '<w:tblPr><w:tblW w:w="9600" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2400"/><w:gridCol w:w="7200"/></w:tblGrid>'
    body = "".join(f"<w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr>" for left, right in rows)
    return f"<w:tbl>{grid}{body}</w:tbl><w:p/>"


def bullets(lines: list[str]) -> str:
    """Return a list of bulleted paragraphs."""
    return "".join(paragraph(line, bullet=True) for line in lines)


def closing_sections(resume: Resume) -> str:
    """Return skills, certificates and languages."""
    groups = "".join(
        paragraph(f"{group['name']}: {', '.join(group['keywords'])}") for group in resume["skills"]
    )
    lists = "".join(heading(name) + bullets(lines) for name, lines in extras(resume, resume["meta"]["dates"]))
    return heading("Skills") + groups + lists


def header_and_text_box(resume: Resume) -> tuple[str, str]:
    """Return header and body: the name in the page header, the contact in a text box."""
    style = resume["meta"]["dates"]
    body = text_box(contact(resume)) + paragraph(resume["basics"]["label"], bold=True, size=26)
    body += heading("Profile") + paragraph(resume["basics"]["summary"]) + heading("Work Experience")
    for job in resume["work"]:
        body += paragraph(f"{job['position']} | {job['name']}, {job['location']}", bold=True)
        body += paragraph(period(job, style)) + bullets(job["highlights"])
    body += heading("Education")
    for course in resume["education"]:
        body += paragraph(studies(course), bold=True) + paragraph(
            f"{course['institution']}, {period(course, style)}"
        )
    return paragraph(resume["basics"]["name"], bold=True, size=40), body + closing_sections(resume)


def tabular(resume: Resume) -> tuple[str, str]:
    """Return header and body: contact in the page header, work and education as tables."""
    style = resume["meta"]["dates"]
    jobs = [
        (
            paragraph(period(job, style)),
            paragraph(job["position"], bold=True)
            + paragraph(f"{job['name']}, {job['location']}")
            + bullets(job["highlights"]),
        )
        for job in resume["work"]
    ]
    courses = [
        (
            paragraph(period(course, style)),
            paragraph(studies(course), bold=True) + paragraph(course["institution"]),
        )
        for course in resume["education"]
    ]
    body = paragraph(resume["basics"]["name"], bold=True, size=36) + paragraph(resume["basics"]["summary"])
    body += heading("Employment") + table(jobs) + heading("Education") + table(courses)
    return paragraph(" | ".join(contact(resume)), size=18), body + closing_sections(resume)


LAYOUTS = {"header_and_text_box": header_and_text_box, "table": tabular}


def parts(resume: Resume) -> dict[str, str]:
    """Return the package's files by name."""
    header, body = LAYOUTS[resume["meta"]["layout"]](resume)
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
    style = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>'
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>',
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations([("header", "header1.xml"), ("styles", "styles.xml")]),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/header1.xml": f"{HEAD}<w:hdr {NAMESPACES}>{header}</w:hdr>",
        "word/styles.xml": f"{HEAD}<w:styles {NAMESPACES}>{style}</w:styles>",
    }


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def write(resume: Resume, target: Path) -> None:
    """Write ``resume`` to ``target`` in its layout, with a fixed time stamp."""
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, content in parts(resume).items():
            info = ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            package.writestr(info, content)
