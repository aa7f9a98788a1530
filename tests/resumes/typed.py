"""Read resumes that are typed into the tests themselves."""

from datetime import date

from services.resumes.sniff import TEXT
from services.resumes.understand import parse

TODAY = date(2026, 11, 30)
LETTER = "Jane Example\njane@example.org\n\n"
FORM = "Jane Example\njane@example.org | 505-555-0143\n\n"
"""What stands over a letter, and over a form."""


def work(text):
    """Return the entries of a resume."""
    return parse(text.encode(), TEXT, today=TODAY).work


def form_work(text):
    """Return the entries of a form under a head with name and address."""
    return work(FORM + text)


def positions(text):
    """Return position, company and dates of every entry."""
    return [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in work(text)]
