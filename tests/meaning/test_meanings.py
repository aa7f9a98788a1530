"""What a sentence model reads: positions without the person, each text once, kept beside its row."""

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import select

from benchmarks.fairness import CHANGES, TODAY, resumes
from domain.postings import JobPosting
from domain.resumes import Basics
from models.meaning import PostingMeaning, ResumeMeaning
from models.resume import Resume
from models.sessions import act_as
from services.accounts.keys import create_account
from services.features.tools import load_feature_tools
from services.jobs.store import save_posting
from services.matching.meaning import Likeness
from services.meaning.compare import Comparer
from services.meaning.stored import Meanings, load_meanings, store_meanings
from services.meaning.texts import MOST_POSITIONS, position_texts
from services.resumes.understand import understand
from tests.matching.matching_cases import owned, resume_of
from tests.shortlist.test_term_statistics import NOW

WIDTH = 64


class Words:
    """A sentence model that knows which words a text has, and counts what it reads."""

    name = "words"

    def __init__(self):
        self.read = []

    def encode(self, texts):
        """Return a row per text with a place per word, of length one."""
        self.read += texts
        rows = np.zeros((len(texts), WIDTH), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[[sum(map(ord, word)) % WIDTH for word in text.lower().split()]] = 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


NURSE = resume_of(positions=[("Staff Nurse", 24), ("Park Ranger", 24)])


def test_the_nearest_position_is_found_and_every_text_read_once():
    """Two positions and a posting are three texts; asked again with what was made, nothing is read."""
    model = Words()
    comparer = Comparer(model, Meanings(), NURSE)
    found = comparer.likeness(7, "staff nurse")
    assert found == Likeness(10_000, 1.0, "Staff Nurse")
    assert len(model.read) == 3
    again = Comparer(model, comparer.made, NURSE)
    assert again.likeness(7, "staff nurse") == found
    assert len(model.read) == 3
    assert again.made == Meanings()
    assert again.likeness(7, "park ranger wanted").position == "Park Ranger"
    assert len(model.read) == 4, "another text is read anew"


def test_a_resume_that_tells_nothing_is_like_no_posting():
    """One of nothing but a name is compared without an error, again too, and the sub-score is 0."""
    empty, model = resume_of(positions=[]), Words()
    assert position_texts(empty) == []
    comparer = Comparer(model, Meanings(), empty)
    assert comparer.likeness(7, "staff nurse") == Likeness(0)
    assert Comparer(model, comparer.made, empty).likeness(7, "staff nurse") == Likeness(0)


def test_neither_skills_nor_years_are_read():
    """More of them can lower no likeness."""
    richer = replace(NURSE, skills=(owned("rf:skill-1"),), experience=resume_of(years=9).experience)
    assert position_texts(richer) == position_texts(NURSE)


def test_a_long_life_is_read_in_part():
    """A resume of a hundred positions costs no more than one of sixteen."""
    assert len(position_texts(resume_of(positions=[("Cook", 1)] * 100))) == MOST_POSITIONS


@pytest.fixture(scope="module")
def tools():
    return load_feature_tools()


@pytest.mark.parametrize("person", list(resumes())[::12], ids=lambda person: person.id)
def test_nothing_that_is_read_tells_who_somebody_is(person, tools):
    """The same person under another name, gender, address or age is read word for word the same."""

    def read(text):
        parsed = understand(text.encode(), "text/plain", today=TODAY, tools=tools)
        return [position.text for position in position_texts(parsed)]

    before = read(person.text)
    assert before
    assert {name: read(change(person)) == before for name, change in CHANGES.items()} == dict.fromkeys(
        CHANGES, True
    )


def test_the_name_in_a_position_is_not_read():
    """A person called like a trade is not of that trade."""
    named = replace(resume_of(positions=[("Robin Baker", 12)]), basics=Basics("Robin Baker"))
    assert position_texts(named) == []


@pytest.fixture
def stored(sessions):
    """Make an account with a resume and a posting; return their keys."""
    with sessions.begin() as session:
        account = create_account(session, "owner").id
    with sessions.begin() as session:
        act_as(session, account)
        posting = save_posting(session, account, JobPosting("demo", "1", "Nurse"), NOW)
        resume = Resume(
            account_id=account,
            label="cv",
            status="ready",
            filename="cv",
            media_type="text/plain",
            byte_count=1,
        )
        session.add(resume)
        session.flush()
        return account, resume.id, posting


def test_what_was_read_is_kept_until_its_row_goes(sessions, stored):
    """Stored, read back to the last unit, renewed with another text, and gone with resume and posting."""
    account, resume, posting = stored
    model = Words()
    for text, reads in (("staff nurse", 3), ("staff nurse", 3), ("charge nurse", 4)):
        with sessions.begin() as session:
            act_as(session, account)
            comparer = Comparer(model, load_meanings(session, resume, [posting]), NURSE)
            comparer.likeness(posting, text)
            store_meanings(session, account, resume, comparer.made)
        assert len(model.read) == reads
    with sessions.begin() as session:
        act_as(session, account)
        session.delete(session.get(Resume, resume))
        session.flush()
        assert session.scalars(select(ResumeMeaning)).all() == []
        assert len(session.scalars(select(PostingMeaning)).all()) == 1
