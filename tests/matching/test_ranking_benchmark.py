"""The ranking benchmark measures what it says, and reads sets as documented."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from benchmarks.rank import command
from benchmarks.ranking_measures import average_precision, measure, ndcg
from benchmarks.ranking_sets import NoSet, load_set
from domain.codes import Workplace

TODAY = date(2026, 11, 22)
RESUMES = {
    "nurse": "Work experience\nRegistered nurse, 2015 - 2020\nTriage, infection control and wound care.",
    "coder": "Work experience\nSoftware engineer, Acme, 2015 - 2020\nPython, PostgreSQL and Docker services.",
}
JOBS = {
    "ward": (
        "Registered Nurse",
        "You bring triage, wound care and infection control. Three years as a nurse.",
    ),
    "api": ("Backend Engineer", "You bring Python, PostgreSQL and Docker. Three years of backend services."),
}


def write_set(folder, judgements):
    """Write a ranking set of two resumes and two postings."""
    resumes = [{"id": name, "text": text} for name, text in RESUMES.items()]
    jobs = [{"id": name, "title": title, "text": text} for name, (title, text) in JOBS.items()]
    (folder / "resumes.jsonl").write_text("\n".join(map(json.dumps, resumes)))
    (folder / "jobs.jsonl").write_text("\n".join(map(json.dumps, jobs)))
    (folder / "judgements.tsv").write_text("query\tdocument\tgrade\n" + "\n".join(judgements) + "\n")


def run(*arguments):
    """Run the command and return its JSON."""
    result = CliRunner().invoke(command, [*arguments, "--json", "--today", "2026-11-22"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_ndcg_of_a_known_ranking():
    """Grades 0, 2, 1 in ranked order against the ideal 2, 1, 0, by hand."""
    assert ndcg([0, 2, 1], 3) == pytest.approx((2 / 1.58496 + 1 / 2) / (2 + 1 / 1.58496), abs=1e-4)
    assert ndcg([2, 1, 0], 3) == 1
    assert ndcg([0, 0], 3) is None


def test_average_precision_of_a_known_ranking():
    """Relevant at places 1 and 4: the mean of 1/1 and 2/4."""
    assert average_precision([1, 0, 0, 1], 1) == 0.75


def test_precision_counts_the_first_five():
    """Two of the five best are relevant."""
    measured = measure([9, 8, 7, 6, 5, 4], [1, 0, 0, 1, 0, 1], 1)
    assert measured["p@5"] == 0.4


@pytest.mark.parametrize(
    ("direction", "judgements"),
    [
        ("resume-to-job", ["nurse\tward\t1", "nurse\tapi\t0", "coder\tapi\t1", "coder\tward\t0"]),
        ("resume-to-job", ["nurse\tward\t1", "coder\tapi\t1"]),
        ("job-to-resume", ["ward\tnurse\t1", "ward\tcoder\t0", "api\tcoder\t1", "api\tnurse\t0"]),
    ],
)
def test_every_method_ranks_a_plain_case_right(tmp_path, direction, judgements):
    """Either way round, whether or not the irrelevant pairs are listed, the fitting one comes first."""
    write_set(tmp_path, judgements)
    report = run("--data", str(tmp_path), "--direction", direction)
    assert report["queries"] == 2
    assert {name: measures["ndcg@3"] for name, measures in report["methods"].items()} == dict.fromkeys(
        ("weighted", "learned", "learned_meaning", "tfidf", "bm25", "sentence", "original"), 1.0
    )


def test_files_are_read_as_uploads_are(tmp_path):
    """A resume given as a file is sniffed and parsed like one that a user uploads."""
    write_set(tmp_path, ["nurse\tward\t1"])
    (tmp_path / "cv.txt").write_text(RESUMES["nurse"])
    (tmp_path / "resumes.jsonl").write_text('{"id": "nurse", "file": "cv.txt"}\n')
    ranking = load_set(tmp_path, None, "resume-to-job", TODAY)
    assert "triage" in ranking.resumes["nurse"].text.lower()
    assert ranking.grades == {("nurse", "ward"): 1.0}


def with_ward(tmp_path, **said):
    """Write the plain case with more said of the ward's posting, and load it."""
    write_set(tmp_path, ["nurse\tward\t1", "nurse\tapi\t0"])
    ward, api = (json.loads(line) for line in (tmp_path / "jobs.jsonl").read_text().splitlines())
    (tmp_path / "jobs.jsonl").write_text("\n".join(map(json.dumps, [ward | said, api])))
    return load_set(tmp_path, None, "resume-to-job", TODAY)


@pytest.mark.parametrize(
    ("said", "left_out"), [("onsite", {"ward"}), ("Remote", set()), ("by the sea", set())]
)
def test_jobs_that_a_search_for_such_a_workplace_leaves_out_are_left_out(tmp_path, said, left_out):
    """What a posting does not say, or says in words nobody knows, is no contradiction."""
    assert with_ward(tmp_path, workplace=said).done_at([Workplace.REMOTE]).left_out == left_out


@pytest.mark.parametrize(
    ("place", "workplace", "left_out"),
    [
        ("Leeds, England", "onsite", set()),
        ("Leeds, England", "remote", set()),
        ("United Kingdom", "remote", set()),
        ("Austin, TX", "onsite", {"ward"}),
        ("Remote (US only)", "remote", {"ward"}),
    ],
)
def test_jobs_that_a_search_at_a_place_leaves_out_are_left_out(tmp_path, place, workplace, left_out):
    """Those elsewhere, and remote ones that are not open to those there."""
    found = with_ward(tmp_path, workplace=workplace, location=place).done_from("Leeds, United Kingdom")
    assert found.left_out == left_out


def test_a_good_job_left_out_by_a_filter_costs_what_it_should(tmp_path):
    """It ranks last: leaving it out of the count would flatter the filter that lost it."""
    with_ward(tmp_path, workplace="onsite")
    report = run("--data", str(tmp_path), "--workplace", "remote", "--method", "tfidf")
    assert report["jobs"] == 2
    assert report["methods"]["tfidf"]["ndcg@10"] == pytest.approx(0.6309, abs=1e-4)


def test_the_goldset_says_how_much_of_the_work_is_remote(tmp_path):
    """JSON Resume's words; its owner searches for work from home."""
    jobs = [
        {"id": number, "title": "Engineer", "description": "Python", "skills": [], "remote": remote}
        for number, remote in enumerate(("Full", "Hybrid", "None", None))
    ]
    (tmp_path / "corpus.json").write_text(json.dumps({"jobs": jobs}))
    (tmp_path / "goldset.json").write_text(json.dumps({"best": [{"id": 0}, {"id": 1}]}))
    (tmp_path / "resume.txt").write_text(RESUMES["coder"])
    report = run("--data", str(tmp_path), "--workplace", "remote", "--method", "tfidf")
    assert (report["set"], report["jobs"], report["queries"]) == ("jsonresume_goldset_remote", 4, 1)


def test_a_folder_without_a_set_is_said_so_and_no_failure(tmp_path):
    """Benchmarks never fail for want of data."""
    with pytest.raises(NoSet):
        load_set(tmp_path, None, "resume-to-job", TODAY)
    assert "no judgements.tsv" in run("--data", str(tmp_path))["skipped"]
