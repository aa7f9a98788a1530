"""The project's own sentences for the context filter: by hand, and by template."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.marked_texts import MarkedText
from domain.spans import Span
from services.features.taxonomy import Taxonomy

EXAMPLES = Path(__file__).with_name("context_examples.txt")
LISTS = (
    *("Tech: {}, Go, Swift", "React, {}, Express", "go, rust, {}", "{}, react, spark", "{} / Express / Go"),
    *("{}", "- {}", "Python, {}, Docker", "python, {}, docker", "Java | {} | SQL", "Tools: {}, Git, Jira"),
    *(
        "Experience with {} is a plus.",
        "You know {} and SQL.",
        "{} developer",
        "Services built with {} and Kafka.",
    ),
    *("Drafts in Figma and {}", "Scripts in Python or {}.", "Stack: Ansible, {}, Chef", "Five years of {}"),
    *("{} and Python on Linux", "Good command of {} expected", "We moved from Perl to {}.", "Expert in {}"),
    *(
        "Set up {} for twelve sites",
        "Deployed with {} on AWS",
        "skills: sql, {}",
        "kafka, {}, hadoop",
        "{}; SQL; Git",
    ),
)
PROSE = (
    *(
        "We {} every day.",
        "The {} is here for you.",
        "They want to {} and to learn.",
        "a {} of the best kind",
    ),
    *("You {} well with others.", "It is the {} that counts.", "Our {} people like this place."),
    *(
        "Started in {} 2016 with honours",
        "Please {} the form.",
        "an old {} and a new one",
        "your {} and our thanks",
    ),
    *(
        "{} is what we like most here.",
        "{} with us and stay.",
        "able to {} when asked",
        "this {} was sold",
        "{} and smile",
        "{}, you will hear from us.",
        "{}, we meet the team.",
    ),
    *(
        "Mrs {} will show you round.",
        "the {} of our town",
        "no {} on the floor",
        "We can {} it together, step by step.",
    ),
)
LETTERS = (
    *(
        "Our desk is in building {} on the first floor.",
        "Room {} is on the left.",
        "We meet in hall {} at nine.",
    ),
    *(
        "Section {} of the law",
        "Grade {} in English",
        "Team {} won the cup.",
        "Plan {} was better.",
        "Dr {}. Smith",
    ),
    *(
        "Take exit {} and turn right.",
        "Line {} runs all night.",
        "Type {} cables are stored here.",
        "Gate {} is open.",
    ),
)
TECHNICAL = {
    *(
        "Programming languages",
        "Frontend frameworks",
        "Web design and markup",
        "Mobile development",
        "Databases",
    ),
    *(
        "Backend frameworks",
        "Cloud platforms",
        "Cloud services",
        "DevOps and infrastructure",
        "Data engineering",
    ),
    *("Data science and AI", "Testing and quality", "Business software"),
}


def own_examples(path: Path = EXAMPLES) -> Iterator[MarkedText]:
    """Yield the project's sentences; ``[brackets]`` mark skills."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            marked = MarkedText()
            for piece in re.split(r"(\[[^]]*\])", line):
                word = piece.strip("[]") if piece.startswith("[") else piece
                if word != piece:
                    start = len(marked.text)
                    marked.marks.setdefault("knowledge", []).append(Span(start, start + len(word)))
                marked.text += word
            yield marked


def templates(taxonomy: Taxonomy) -> Iterator[MarkedText]:
    """Yield every technical form that is an ordinary word, in lists and in prose."""
    forms = taxonomy.forms
    for index in np.flatnonzero(forms.prose & forms.trusted).tolist():
        skill, word = taxonomy.at(int(forms.rows[index])), forms.texts[index]
        if skill.group in TECHNICAL:
            for template in LISTS:
                written = word if template == template.lower() else word.capitalize()
                text = template.format(written)
                yield MarkedText(text, marks={"knowledge": [Span(0, len(text))]})
            for template in (*PROSE, *(LETTERS if len(word) == 1 else ())):
                opens = template.startswith("{") or "Mrs" in template or template in LETTERS
                yield MarkedText(template.format(word.capitalize() if opens else word))
