"""One offer on several boards is recognised, and different offers are not taken for one."""

from dataclasses import replace

import pytest

from benchmarks.twins import measure
from domain.postings import Company, JobPosting, Place
from services.jobs.fingerprints import fingerprint, signature, similarity
from services.jobs.same_offer import group_offers, repeats, same_offer

TEXT = """You will run our warehouse in two shifts, plan the staff, keep the stock right and the aisles safe.
We look for somebody who has led a team of ten, knows forklifts and scanners and likes to be on the floor.
We offer a permanent contract, thirty days of leave and a canteen where the cook knows your name."""
OFFER = JobPosting(
    source="one",
    external_id="1",
    title="Senior Warehouse Manager",
    company=Company("Acme Logistics GmbH"),
    location=Place("Köln, Germany", "Köln", None, "Germany"),
    description_text=TEXT,
)
SAME = {
    "a board's own words": replace(
        OFFER, title="SR. WAREHOUSE MANAGER (m/w/d)", description_text="New! " + TEXT
    ),
    "another name of the town": replace(OFFER, location=Place("Cologne", "Cologne", None, "Germany")),
    "the place in the title": replace(OFFER, title="Senior Warehouse Manager – Köln"),
    "no company given": replace(OFFER, company=Company()),
    "an agency": replace(OFFER, company=Company("Bright Search Partners")),
    "a longer company name": replace(OFFER, company=Company("Acme Logistics Careers")),
    "no town given": replace(OFFER, location=Place("Germany", None, None, "Germany")),
}
OTHER = {
    "another rank": replace(OFFER, title="Junior Warehouse Manager"),
    "another town": replace(OFFER, location=Place("Hamburg", "Hamburg", None, "Germany")),
    "another role": replace(OFFER, title="Senior Fleet Manager"),
    "another text at another company": replace(
        OFFER, company=Company("Zenith"), description_text=" ".join(reversed(TEXT.split()))
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_offer_is_recognised(name: str) -> None:
    """What boards change about an offer does not hide that it is the same."""
    assert same_offer(fingerprint(OFFER), fingerprint(SAME[name]))


@pytest.mark.parametrize("name", OTHER)
def test_other_offers_stay_apart(name: str) -> None:
    """Another rank, town, role or text is another offer, even under the same words."""
    assert not same_offer(fingerprint(OFFER), fingerprint(OTHER[name]))


def test_groups_name_their_smallest_posting() -> None:
    """Three postings of one offer point at the first; the fourth stays alone."""
    made = {7: OFFER, 3: SAME["an agency"], 9: SAME["no town given"], 4: OTHER["another rank"]}
    groups = group_offers({key: fingerprint(posting) for key, posting in made.items()})
    assert groups == {7: 3, 9: 3}
    assert repeats(groups, [9, 4, 7, 3]) == {7, 3}


def test_postings_without_a_text_need_the_exact_key() -> None:
    """With nothing to compare, only the same title, company and place count."""
    short = replace(OFFER, description_text="Call us.")
    assert same_offer(
        fingerprint(short), fingerprint(replace(short, title="Senior Warehouse Manager (m/w/d)"))
    )
    assert not same_offer(fingerprint(short), fingerprint(replace(short, company=Company("Zenith"))))


def test_signatures_estimate_the_share_of_common_word_pairs() -> None:
    """Equal texts give 1, strangers about 0, and case and punctuation nothing."""
    assert similarity(signature(TEXT), signature(TEXT.upper().replace(",", ""))) == 1
    assert similarity(signature(TEXT), signature(" ".join(reversed(TEXT.split())))) < 0.1


@pytest.mark.quality
def test_planted_repeats_are_found() -> None:
    """Precision of at least 0.98 at a recall of at least 0.95 with 0 to 30 % of the words edited."""
    result = measure()
    assert result["precision"] >= 0.98
    assert result["recall"] >= 0.95
