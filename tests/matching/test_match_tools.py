"""The tools that the search task matches with, as shipped."""

from domain.codes import Importance
from domain.searches import Weighing
from domain.skills import PostingSkill, ResumeSkill
from services.features.taxonomy import load_taxonomy
from services.matching.loading import load_match_tools
from services.matching.match import match_postings
from tests.matching.matching_cases import posting_of, resume_of


def test_shipped_rarity_tells_common_from_rare_skills():
    """What many demo postings ask for weighs less than what few do, and every weight is in bounds."""
    rarity = load_match_tools().rarity
    by_frequency = sorted(rarity.frequencies, key=rarity.frequencies.__getitem__)
    weights = [rarity.weight(skill) for skill in by_frequency]
    assert rarity.version != "prior"
    assert weights == sorted(weights, reverse=True)
    assert 0.25 <= weights[-1] < 0.7 < 1 < weights[0] <= 1.5


def test_a_framework_earns_credit_for_its_language():
    """With the shipped relations Django in a resume counts in part for a posting that wants Python."""
    taxonomy = load_taxonomy()
    django, python = taxonomy.find("Django"), taxonomy.find("Python")
    resume = resume_of()
    resume = type(resume)(text="", skills=(ResumeSkill(django.id, django.name),))
    wish = PostingSkill(python.id, python.name, Importance.REQUIRED)
    (match,) = match_postings(resume, [posting_of(1, [wish])], Weighing(), load_match_tools())
    (credit,) = match.breakdown.skills.related
    assert (credit.name, credit.via) == ("Python", django.id)
    assert 0 < credit.credit <= 0.5
    assert "close to Python" in match.summary
