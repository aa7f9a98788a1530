"""The one sentence under each match."""

import pytest

from domain.codes import Importance
from domain.searches import Weighing
from services.matching.match import match_postings
from services.matching.tools import MatchTools
from tests.matching.matching_cases import asked, posting_of, resume_of

NAMES = ["Ansible", "Bash", "Consul", "Docker", "Elastic", "Flink", "Grafana", "Hive", "Istio", "Java"]
TEN = [f"rf:{name}" for name in NAMES]


class CloseToJava:
    """One relation: Java helps with Scala."""

    def credit(self, resume_skill_ids, /):
        """Grant half for Scala to who knows Java."""
        return {"rf:Scala": (0.5, "rf:Java")} if "rf:Java" in resume_skill_ids else {}


@pytest.mark.parametrize(
    ("own", "years", "wishes", "asks", "sentence"),
    [
        (
            TEN[2:],
            7.4,
            TEN,
            {"min_years": 5},
            "Covers 8 of 10 required skills (missing Ansible and Bash); 7.4 years where 5 are asked.",
        ),
        (TEN, 1, TEN, {"min_years": 1}, "Covers all 10 required skills; 1 year where 1 is asked."),
        (
            [],
            0,
            TEN,
            {"max_years": 3},
            (
                "Covers none of 10 required skills (missing Ansible, Bash and 8 more); "
                "0 years where up to 3 are asked."
            ),
        ),
        (
            ["rf:Java"],
            6,
            ["rf:Java", "rf:Scala", "rf:Hive"],
            {"min_years": 2, "max_years": 4},
            "Covers 1 of 3 required skills (close to Scala; missing Hive); 6 years where 2 to 4 are asked.",
        ),
        (
            ["rf:Java"],
            2,
            ["rf:Java"],
            {"level": 4},
            (
                "Covers the one required skill, with little else to go by; "
                "2 years, no number of years asked, a level above yours."
            ),
        ),
        (
            TEN,
            2,
            [asked(skill, Importance.PREFERRED) for skill in TEN[:3]],
            {"min_years": 2, "level": 1},
            "Covers all 3 named skills; 2 years where 2 are asked, 2 levels below yours.",
        ),
    ],
)
def test_summary(own, years, wishes, asks, sentence):
    """The sentence counts what is asked most strongly, names what is missing, and compares the years."""
    resume = resume_of(own, years, level=3 if "level" in asks else None)
    match = match_postings(resume, [posting_of(1, wishes, **asks)], Weighing(), MatchTools(CloseToJava()))[0]
    assert match.summary == sentence
