"""Complete a posting with what its own text says of pay and places, whatever source it comes from."""

from dataclasses import replace

from domain.postings import JobPosting
from services.jobs.places.applicants import read_applicant_places
from services.jobs.places.understand import understand_place
from services.jobs.salary import read_salary


def normalise(posting: JobPosting) -> JobPosting:
    """Return ``posting`` with pay, place and where applicants may be filled in where they were left open.

    What a source states in its own fields is never replaced by what is read from prose.
    """
    applicants = posting.applicant_location_requirements or read_applicant_places(posting)
    return replace(
        posting,
        salary=posting.salary or read_salary(posting.description_text),
        location=understand_place(posting.location),
        applicant_location_requirements=applicants,
    )
