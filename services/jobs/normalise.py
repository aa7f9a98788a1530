"""Complete a posting with what its own text says of pay and place, whatever source it comes from."""

from dataclasses import replace

from domain.postings import JobPosting
from services.jobs.places import understand_place
from services.jobs.salary import read_salary


def normalise(posting: JobPosting) -> JobPosting:
    """Return ``posting`` with pay and place filled in where the source left them open.

    What a source states in its own fields is never replaced by what is read from prose.
    """
    return replace(
        posting,
        salary=posting.salary or read_salary(posting.description_text),
        location=understand_place(posting.location),
    )
