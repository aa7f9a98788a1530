"""A posting is completed from its own text, and what its source states stands."""

from domain.codes import Provenance
from domain.postings import JobPosting, Place, Salary
from services.jobs.normalise import normalise


def test_pay_and_place_are_filled_in() -> None:
    """A board that gives only a text and a line of place still yields pay, city and country."""
    posting = JobPosting(
        source="x",
        external_id="1",
        title="Nurse",
        location=Place(raw="Leeds, UK"),
        description_text="Band 5.\nSalary: £28,407 to £34,581 a year",
    )
    read = normalise(posting)
    assert read.salary == Salary(28_407, 34_581, "GBP", "YEAR", Provenance.STATED)
    assert read.location == Place("Leeds, UK", "Leeds", None, "United Kingdom")


def test_stated_pay_is_not_replaced() -> None:
    """The source's own field wins over prose."""
    stated = Salary(1, 2, "EUR", "HOUR")
    posting = JobPosting(
        source="x", external_id="1", title="Nurse", salary=stated, description_text="Salary: $90,000 a year"
    )
    assert normalise(posting).salary == stated
