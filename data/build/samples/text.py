"""Write a truth file as plain text, as people paste it into forms."""

from pathlib import Path

from data.build.samples.truth import Resume, contact, extras, period, studies


def plain(resume: Resume) -> list[str]:
    """Return capital headings, one line per job with the dates in brackets."""
    basics, style = resume["basics"], resume["meta"]["dates"]
    lines = [
        basics["name"].upper(),
        basics["label"],
        " / ".join(contact(resume)),
        "",
        "OBJECTIVE",
        basics["summary"],
    ]
    lines += ["", "WORK EXPERIENCE"]
    for job in resume["work"]:
        lines += ["", f"{job['position']}, {job['name']}, {job['location']} ({period(job, style)})"]
        lines += [f"- {highlight}" for highlight in job["highlights"]]
    lines += ["", "EDUCATION", *(f"{studies(course)}, {course['institution']} ({period(course, style)})" for course in resume["education"])]  # fmt: skip
    lines += ["", "SKILLS", *(", ".join(group["keywords"]) for group in resume["skills"])]
    for heading, items in extras(resume, style):
        lines += ["", heading.upper(), *(f"- {item}" for item in items)]
    return lines


def markdown_like(resume: Resume) -> list[str]:
    """Return underlined headings, title and dates on lines of their own."""
    basics, style = resume["basics"], resume["meta"]["dates"]
    lines = [
        basics["name"],
        "=" * len(basics["name"]),
        *contact(resume),
        "",
        *_underlined("About"),
        basics["summary"],
    ]
    lines += ["", *_underlined("Experience")]
    for job in resume["work"]:
        lines += ["", job["position"], f"{job['name']}, {job['location']}", period(job, style)]
        lines += [f"* {highlight}" for highlight in job["highlights"]]
    lines += ["", *_underlined("Education")]
    for course in resume["education"]:
        lines += ["", course["institution"], studies(course), period(course, style)]
    lines += [
        "",
        *_underlined("Skills"),
        *(f"{group['name']}: {', '.join(group['keywords'])}" for group in resume["skills"]),
    ]
    for heading, items in extras(resume, style):
        lines += ["", *_underlined(heading), *items]
    return lines


def _underlined(heading: str) -> list[str]:
    return [heading, "-" * len(heading)]


LAYOUTS = {"plain": plain, "markdown_like": markdown_like}


def write(resume: Resume, target: Path) -> None:
    """Write ``resume`` to ``target`` in its layout, UTF-8 with line feeds."""
    target.write_text(
        "\n".join(LAYOUTS[resume["meta"]["layout"]](resume)) + "\n", encoding="utf-8", newline="\n"
    )
