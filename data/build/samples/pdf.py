"""Write a truth file as PDF in one of five layouts, byte for byte the same each time."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from data.build.samples.truth import Resume, contact, extras, period, studies

INK, ACCENT, PALE = HexColor("#222222"), HexColor("#1f4e79"), HexColor("#eef2f6")
MARGIN = 18 * mm
SIDEBAR = 58 * mm


class Sheet:
    """Paragraph styles of one resume and the flowables made with them."""

    def __init__(self, resume: Resume, font: str, bold: str, size: float) -> None:
        self.resume = resume
        self.dates = resume["meta"]["dates"]
        base = ParagraphStyle("body", fontName=font, fontSize=size, leading=size * 1.36, textColor=INK)
        self.styles = {
            "body": base,
            "bold": ParagraphStyle("bold", base, fontName=bold),
            "right": ParagraphStyle("right", base, alignment=TA_RIGHT),
            "centered": ParagraphStyle("centered", base, alignment=TA_CENTER),
            "bullet": ParagraphStyle("bullet", base, leftIndent=11, bulletIndent=2),
            "heading": ParagraphStyle("heading", base, fontName=bold, fontSize=size + 2, leading=size + 6, textColor=ACCENT, spaceBefore=9, spaceAfter=2),
            "name": ParagraphStyle("name", base, fontName=bold, fontSize=size + 13, leading=size + 18),
            "name_centered": ParagraphStyle("name_centered", base, fontName=bold, fontSize=size + 11, leading=size + 16, alignment=TA_CENTER),
            "label": ParagraphStyle("label", base, fontSize=size + 2, leading=size + 6, textColor=ACCENT),
        }  # fmt: skip

    def say(self, text: str, style: str = "body") -> Paragraph:
        """Return one paragraph of plain text."""
        return Paragraph(escape(text), self.styles[style])

    def heading(self, text: str, *, rule: bool = True) -> list[Flowable]:
        """Return a section heading, underlined unless told otherwise."""
        line = [HRFlowable(width="100%", thickness=0.6, color=ACCENT, spaceAfter=3)] if rule else []
        return [self.say(text, "heading"), *line]

    def bullets(self, lines: Sequence[str]) -> list[Flowable]:
        """Return a bulleted list."""
        return [Paragraph(escape(line), self.styles["bullet"], bulletText="•") for line in lines]

    def row(self, cells: Sequence[Flowable | list[Flowable]], widths: Sequence[float]) -> Table:
        """Return cells side by side, aligned at the top."""
        pads = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
        return Table(
            [list(cells)], colWidths=list(widths), style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *pads]
        )

    def summary(self, heading: str, *, rule: bool = True) -> list[Flowable]:
        """Return the profile section."""
        return [*self.heading(heading, rule=rule), self.say(self.resume["basics"]["summary"])]

    def skill_groups(self) -> list[Flowable]:
        """Return one line per group of skills."""
        return [
            Paragraph(
                f"<b>{escape(group['name'])}:</b> {escape(', '.join(group['keywords']))}", self.styles["body"]
            )
            for group in self.resume["skills"]
        ]

    def extra_sections(self) -> list[Flowable]:
        """Return projects, certificates and languages."""
        return [part for heading, lines in extras(self.resume, self.dates) for part in (*self.heading(heading), *self.bullets(lines))]  # fmt: skip

    def dated_right(self, title: str, place: str, when: str, width: float) -> Table:
        """Return title and place with the dates at the right edge."""
        left = [self.say(title, "bold"), self.say(place)]
        return self.row([left, self.say(when, "right")], [width - 46 * mm, 46 * mm])

    def entry(self, head: Flowable, entry: Resume) -> list[Flowable]:
        """Return one position or course: its head kept with its first line, then the rest."""
        lines = ([self.say(entry["summary"])] if "summary" in entry else []) + self.bullets(
            entry.get("highlights", [])
        )
        return [KeepTogether([head, *lines[:2]]), *lines[2:], Spacer(1, 5)]


def dates_right(sheet: Sheet, width: float) -> list[Flowable]:
    """Lay out in one column with dates at the right edge."""
    resume = sheet.resume
    story: list[Flowable] = [
        sheet.say(resume["basics"]["name"], "name"),
        sheet.say(resume["basics"]["label"], "label"),
        sheet.say("  |  ".join(contact(resume))),
        *sheet.summary("Summary"),
        *sheet.heading("Experience"),
    ]
    for job in resume["work"]:
        place = f"{job['name']}, {job['location']}"
        story += sheet.entry(sheet.dated_right(job["position"], place, period(job, sheet.dates), width), job)
    story += sheet.heading("Education")
    for course in resume["education"]:
        story += sheet.entry(sheet.dated_right(studies(course), course["institution"], period(course, sheet.dates), width), course)  # fmt: skip
    return [*story, *sheet.heading("Skills"), *sheet.skill_groups(), *sheet.extra_sections()]


def dates_left(sheet: Sheet, width: float) -> list[Flowable]:
    """Lay out as European CVs do: dates in a left column, entries beside them."""
    resume, left = sheet.resume, 38 * mm
    story: list[Flowable] = [
        sheet.say("Curriculum Vitae", "label"),
        sheet.say(resume["basics"]["name"], "name"),
        *(sheet.say(line) for line in contact(resume)),
        *sheet.summary("Profile"),
        *sheet.heading("Professional Experience"),
    ]
    for job in resume["work"]:
        body = [
            sheet.say(job["position"], "bold"),
            sheet.say(f"{job['name']}, {job['location']}"),
            *sheet.bullets(job["highlights"]),
        ]
        story += [sheet.row([sheet.say(period(job, sheet.dates)), body], [left, width - left]), Spacer(1, 6)]
    story += sheet.heading("Education and Training")
    for course in resume["education"]:
        body = [sheet.say(studies(course), "bold"), sheet.say(course["institution"])]
        story += [
            sheet.row([sheet.say(period(course, sheet.dates)), body], [left, width - left]),
            Spacer(1, 6),
        ]
    return [*story, *sheet.heading("Skills"), *sheet.skill_groups(), *sheet.extra_sections()]


def centered(sheet: Sheet, _width: float) -> list[Flowable]:
    """Lay out with a centred head, capital headings and dates on the line below the title."""
    resume = sheet.resume
    story: list[Flowable] = [
        sheet.say(resume["basics"]["name"], "name_centered"),
        sheet.say(" · ".join(contact(resume)), "centered"),
        *sheet.summary("PROFILE"),
        *sheet.heading("EMPLOYMENT HISTORY"),
    ]
    for job in resume["work"]:
        head = [
            sheet.say(f"{job['position']}, {job['name']}, {job['location']}", "bold"),
            sheet.say(period(job, sheet.dates)),
        ]
        story += [KeepTogether(head), *sheet.bullets(job["highlights"]), Spacer(1, 6)]
    story += sheet.heading("EDUCATION")
    for course in resume["education"]:
        story += [sheet.say(f"{studies(course)}, {course['institution']}", "bold"), sheet.say(period(course, sheet.dates)), Spacer(1, 4)]  # fmt: skip
    return [*story, *sheet.heading("KEY SKILLS"), *sheet.skill_groups(), *sheet.extra_sections()]


def sidebar_story(sheet: Sheet) -> list[Flowable]:
    """Return contact, skills, certificates and languages, one under another, for a narrow column."""
    story = [*sheet.heading("Contact", rule=False), *(sheet.say(line) for line in contact(sheet.resume))]
    story += sheet.heading("Skills", rule=False)
    for group in sheet.resume["skills"]:
        story += [sheet.say(keyword) for keyword in group["keywords"]]
    for heading, lines in extras(sheet.resume, sheet.dates):
        story += [*sheet.heading(heading, rule=False), *(sheet.say(line) for line in lines)]
    return story


def main_story(sheet: Sheet) -> list[Flowable]:
    """Return name, profile, work and education for the wide column beside a sidebar."""
    resume = sheet.resume
    story: list[Flowable] = [
        sheet.say(resume["basics"]["name"], "name"),
        sheet.say(resume["basics"]["label"], "label"),
        *sheet.summary("About me"),
        *sheet.heading("Work Experience"),
    ]
    for job in resume["work"]:
        head = [
            sheet.say(job["position"], "bold"),
            sheet.say(f"{job['name']} | {job['location']} | {period(job, sheet.dates)}"),
        ]
        story += [KeepTogether(head), *sheet.bullets(job["highlights"]), Spacer(1, 6)]
    story += sheet.heading("Education")
    for course in resume["education"]:
        story += [sheet.say(studies(course), "bold"), sheet.say(f"{course['institution']} | {period(course, sheet.dates)}"), Spacer(1, 4)]  # fmt: skip
    return story


ONE_COLUMN = {"dates_right": dates_right, "dates_left": dates_left, "centered": centered}
FONTS = {
    "dates_left": ("Times-Roman", "Times-Bold", 10.5),
    "dates_right": ("Helvetica", "Helvetica-Bold", 10),
}


def write(resume: Resume, target: Path) -> None:
    """Write ``resume`` to ``target`` in its layout."""
    layout = resume["meta"]["layout"]
    sheet = Sheet(resume, *FONTS.get(layout, ("Helvetica", "Helvetica-Bold", 9.5)))
    size = LETTER if resume["basics"]["location"]["countryCode"] in ("US", "CA") else A4
    document = BaseDocTemplate(str(target), pagesize=size, invariant=1, title="Resume", author="", creator="")
    if layout in ONE_COLUMN:
        width = size[0] - 2 * MARGIN
        document.addPageTemplates(PageTemplate("page", [_frame(MARGIN, width, size)]))
        document.build(ONE_COLUMN[layout](sheet, width))
    else:
        _build_with_sidebar(document, sheet, size, on_left=layout == "sidebar_left")


def _frame(left: float, width: float, size: tuple[float, float]) -> Frame:
    return Frame(
        left,
        MARGIN,
        width,
        size[1] - 2 * MARGIN,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _build_with_sidebar(
    document: BaseDocTemplate, sheet: Sheet, size: tuple[float, float], *, on_left: bool
) -> None:
    gap, edge = 8 * mm, 12 * mm
    wide = size[0] - SIDEBAR - 2 * edge - gap
    side_left, main_left = (edge, edge + SIDEBAR + gap) if on_left else (edge + wide + gap, edge)
    side, main = _frame(side_left, SIDEBAR, size), _frame(main_left, wide, size)

    def shade(canvas: Any, _document: Any) -> None:
        canvas.setFillColor(PALE)
        canvas.rect(side_left - 4 * mm, 0, SIDEBAR + 8 * mm, size[1], stroke=0, fill=1)

    frames = [side, main] if on_left else [main, side]
    document.addPageTemplates(
        [PageTemplate("first", frames, onPage=shade), PageTemplate("later", [main], onPage=shade)]
    )
    parts = (
        [sidebar_story(sheet), main_story(sheet)] if on_left else [main_story(sheet), sidebar_story(sheet)]
    )
    document.build([NextPageTemplate("later"), *parts[0], FrameBreak(), *parts[1]])
