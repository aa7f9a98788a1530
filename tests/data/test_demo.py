"""The demo postings and sample resumes are fictional, varied, well formed and reproducible."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.build.demo_postings import build as build_postings
from data.build.demo_postings import serialise
from data.build.sample_resumes import build as build_resumes
from data.build.samples.truth import FOLDER, truths
from domain.codes import JobType, Level, Workplace

POSTINGS = Path(__file__).parents[2] / "data" / "demo" / "postings.jsonl"
ROWS = [json.loads(line) for line in POSTINGS.read_text("utf-8").splitlines()]
KEYS = [
    "id", "title", "company", "company_url", "location", "workplace", "job_type", "level", "salary",
    "posted_days_ago", "expires_in_days", "apply_url", "description_html", "skills", "profession",
]  # fmt: skip
WELL_KNOWN = (
    "accenture", "adidas", "airbus", "allianz", "amazon", "apple", "barclays", "basf", "bayer", "bmw", "boeing",
    "bosch", "deloitte", "dhl", "facebook", "fedex", "google", "hilton", "hsbc", "ibm", "ikea", "infosys", "intel",
    "marriott", "mckinsey", "meta", "microsoft", "netflix", "nvidia", "oracle", "pfizer", "sap", "shell", "siemens",
    "spotify", "tata", "tesco", "tesla", "toyota", "uber", "unilever", "volkswagen", "walmart",
)  # fmt: skip
TRAPS = (
    "company is 25 years old", "18 years of age", "Next, you", "react quickly", "goes the extra mile", "swift fixes",
    "express interest", "you excel at", "Express parcels", "react within", "spring start",
)  # fmt: skip
VOID = {"br"}


class Balance(HTMLParser):
    """Collects the tags that are open; a wrong end tag is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """Open a tag."""
        self.seen[tag] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag


def test_the_postings_are_many_and_of_many_trades() -> None:
    """At least 330 postings, 14 professions of ten or more, 40 companies, ten countries."""
    assert len(ROWS) >= 330
    assert sum(count >= 10 for count in Counter(row["profession"] for row in ROWS).values()) >= 14
    assert len({row["company"] for row in ROWS}) >= 40
    assert len({row["location"]["country"] for row in ROWS}) >= 10


def test_every_posting_has_the_agreed_shape() -> None:
    """Sources read these keys, in this order, with ids of ten digits that occur once."""
    assert all(list(row) == KEYS for row in ROWS)
    assert all(re.fullmatch(r"\d{10}", row["id"]) for row in ROWS)
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert all(set(row["location"]) == {"raw", "city", "region", "country"} for row in ROWS)
    assert all(row["posted_days_ago"] >= 0 < row["expires_in_days"] for row in ROWS)


@pytest.mark.parametrize(
    ("key", "values", "at_least"),
    [
        ("level", list(Level), 15),
        ("workplace", list(Workplace), 30),
        ("job_type", [letter for letter in JobType if letter is not JobType.OTHER], 5),
    ],
)
def test_every_parameter_value_finds_postings(key: str, values: list, at_least: int) -> None:
    """Whatever a user filters by, the demo has something to show."""
    counts = Counter(row[key] for row in ROWS)
    assert set(counts) == set(values)
    assert min(counts.values()) >= at_least


def test_pay_is_stated_in_some_postings_and_sensible() -> None:
    """A range with a currency, by year, month, day or hour; volunteers are not paid."""
    paid = [row["salary"] for row in ROWS if row["salary"]]
    assert 100 <= len(paid) <= len(ROWS) - 100
    assert all(0 < pay["min"] < pay["max"] < 2 * pay["min"] for pay in paid)
    assert {pay["period"] for pay in paid} == {"YEAR", "MONTH", "DAY", "HOUR"}
    assert len({pay["currency"] for pay in paid}) >= 6
    assert not any(row["salary"] for row in ROWS if row["job_type"] == "V")


def test_only_vague_postings_state_no_skill() -> None:
    """Some ads say nothing; all others name what they want."""
    vague = [row for row in ROWS if not row["skills"]]
    assert 4 <= len(vague) <= 10
    assert all(len(row["description_html"]) < 500 for row in vague)
    assert all(len(set(row["skills"])) == len(row["skills"]) for row in ROWS)


def test_neighbouring_trades_share_some_skills_but_not_all() -> None:
    """Ranking between them is a question, not a lookup."""
    skills = {
        trade: {skill for row in ROWS if row["profession"] == trade for skill in row["skills"]}
        for trade in ("data engineering", "data science", "software backend", "nursing")
    }
    for one, other in (("data engineering", "data science"), ("data engineering", "software backend")):
        shared = len(skills[one] & skills[other]) / min(len(skills[one]), len(skills[other]))
        assert 0.15 < shared < 0.85
    assert len(skills["nursing"] & skills["software backend"]) < 10


def test_the_html_is_well_formed() -> None:
    """Every tag is closed in order, and headings, paragraphs and lists all occur."""
    seen: Counter[str] = Counter()
    for row in ROWS:
        parser = Balance()
        parser.feed(row["description_html"])
        parser.close()
        assert not parser.open, row["id"]
        seen += parser.seen
    assert {"h2", "h3", "p", "ul", "li", "strong", "br"} <= set(seen)
    assert not {"script", "style", "a", "img"} & set(seen)


def test_no_company_is_real_and_no_address_reaches_anybody() -> None:
    """Names are made up; addresses use the reserved example domains (RFC 2606)."""
    names = {word for row in ROWS for word in re.findall(r"\w+", row["company"].lower())}
    assert not names & set(WELL_KNOWN)
    text = POSTINGS.read_text("utf-8")
    hosts = set(re.findall(r"@([\w.-]+\w)", text)) | set(re.findall(r"https?://([\w.-]+)", text))
    assert hosts
    assert all(re.search(r"(^|\.)example\.(com|org)$", host) for host in hosts)


@pytest.mark.parametrize("words", TRAPS)
def test_the_postings_hold_traps(words: str) -> None:
    """Words that look like a skill or a requirement and are none."""
    assert any(words in row["description_html"] for row in ROWS)


@pytest.mark.parametrize("words", ["Ihre Aufgaben", "Vos missions", "Requisitos", "🙂"])
def test_some_postings_are_in_other_languages_or_tones(words: str) -> None:
    """German, French and Spanish ads occur, and ads with emoji."""
    assert any(words in row["description_html"] for row in ROWS)


def test_some_vacancies_are_posted_again() -> None:
    """Duplicates are found by their text: at least five ads occur twice under different ids."""
    texts = Counter((row["company"], row["description_html"]) for row in ROWS)
    assert sum(count == 2 for count in texts.values()) >= 5


def test_nothing_is_left_unfilled() -> None:
    """No template shows its braces, and no sentence an odd number of years."""
    text = POSTINGS.read_text("utf-8")
    descriptions = "".join(row["description_html"] + row["title"] for row in ROWS)
    assert not re.search(r"[{}]", descriptions)
    assert not re.search(r"\b(1|one) years\b|\b1\+ years|\ba [AEI][a-z]", text)


def test_the_same_material_writes_the_same_postings() -> None:
    """The committed file is what the script builds."""
    assert serialise(build_postings()) == POSTINGS.read_text("utf-8")


def test_the_same_truth_writes_the_same_resumes(tmp_path: Path) -> None:
    """Every committed sample is what the script builds, byte for byte."""
    written = build_resumes(tmp_path)
    assert len(written) >= 8
    assert {path.suffix for path in written} == {".pdf", ".docx", ".txt"}
    for path in written:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


@pytest.mark.parametrize("truth", truths(), ids=lambda truth: truth["meta"]["file"])
def test_a_truth_is_consistent(truth: dict) -> None:
    """Stated months are those of the merged entries; contact details are reserved ones."""
    months: set[int] = set()
    for job in truth["work"]:
        months |= set(range(_month(job["startDate"]), _month(job.get("endDate", truth["meta"]["as_of"])) + 1))
    assert truth["meta"]["total_months"] == len(months)
    assert re.search(r"@example\.(com|org)$", truth["basics"]["email"])
    assert re.search(r"555|496 0", truth["basics"]["phone"])


def _month(written: str) -> int:
    year, month = map(int, written.split("-"))
    return 12 * year + month
