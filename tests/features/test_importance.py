"""How strongly a posting asks for what it names."""

import pytest

from domain.codes import Importance
from services.features.folding import fold
from services.features.importance import read_zones, strongest

R, P, M = Importance.REQUIRED, Importance.PREFERRED, Importance.MENTIONED

SENTENCES = [
    ("You must have Python.", "Python", R),
    ("Python is required.", "Python", R),
    ("Experience with Python and SQL.", "SQL", R),
    ("Python is a plus.", "Python", P),
    ("Nice to have: Python", "Python", P),
    ("Python, Go and Rust are nice to have", "Go", P),
    ("Knowledge of Python preferred", "Python", P),
    ("Ideally you know Python", "Python", P),
    ("Python would be an advantage", "Python", P),
    ("Our product is written in Python.", "Python", M),
    ("no Python required", "Python", None),
    ("Python is not required.", "Python", None),
    ("No prior knowledge of Python is needed.", "Python", None),
    ("You do not need Python", "Python", None),
    ("Python is helpful but not required.", "Python", P),
    ("Python required, Go a plus", "Python", R),
    ("Python required, Go a plus", "Go", P),
    ("Must know Python, ideally also Go", "Python", R),
    ("Must know Python, ideally also Go", "Go", P),
    ("You must know Python, Go is a plus", "Go", P),
    ("You must know Python, Go is a plus", "Python", R),
    ("SQL required, no Python needed", "SQL", R),
    ("SQL required, no Python needed", "Python", None),
    ("Python used as required by law", "Python", M),
    # German
    ("Python ist zwingend erforderlich.", "Python", R),
    ("Sehr gute Kenntnisse in Python", "Python", R),
    ("Kenntnisse in Python sind von Vorteil.", "Python", P),
    ("Idealerweise kennst du Python", "Python", P),
    ("Python wünschenswert", "Python", P),
    ("Keine Python-Kenntnisse erforderlich", "Python", None),
    # French
    ("Maîtrise de Python exigée", "Python", R),
    ("La connaissance de Python est un plus", "Python", P),
    ("Python serait un atout", "Python", P),
    ("Python souhaité", "Python", P),
    ("Pas besoin de Python", "Python", None),
    # Spanish, Italian, Dutch, Portuguese, Romanian
    ("Imprescindible Python", "Python", R),
    ("Se valorará Python", "Python", P),
    ("No se requiere Python", "Python", None),
    ("È richiesta la conoscenza di Python", "Python", R),
    ("Python costituisce titolo preferenziale", "Python", P),
    ("Ervaring met Python vereist", "Python", R),
    ("Python is een pré", "Python", P),
    ("Domínio de Python obrigatório", "Python", R),
    ("Python é um diferencial", "Python", P),
    ("Cunoștințe de Python obligatorii", "Python", R),
    ("Python constituie un avantaj", "Python", P),
]

HEADINGS = [
    ("Requirements", R),
    ("REQUIREMENTS:", R),
    ("What you'll bring", R),
    ("What you’ll bring to the team:", R),
    ("** Minimum qualifications **", R),
    ("Qualifications & skills", R),
    ("Preferred qualifications", P),
    ("Nice to have", P),
    ("Bonus points", P),
    ("Even better if you have", P),
    ("Responsibilities", M),
    ("What we offer", None),
    ("About us", None),
    ("Essential duties and responsibilities", M),
    ("Ihr Profil", R),
    ("Das bringst du mit", R),
    ("Von Vorteil", P),
    ("Ihre Aufgaben", M),
    ("Wir bieten", None),
    ("Profil recherché", R),
    ("Vos missions", M),
    ("Les plus", P),
    ("Requisitos", R),
    ("Se valora", P),
    ("Funciones", M),
    ("Requisiti", R),
    ("Chi siamo", None),
    ("Functie-eisen", R),
    ("Wij bieden", None),
    ("Requisitos obrigatórios", R),
    ("Diferenciais", P),
    ("Cerințe", R),
    ("Ce oferim", None),
    ("You might also like these tools we never named", M),
    ("To do this job you must have all of the following", R),
]


def importance_of(text: str, word: str) -> Importance | None:
    return read_zones(fold(text)).at(text.index(word))


@pytest.mark.parametrize(
    ("text", "word", "importance"), SENTENCES, ids=[f"{row[0]}|{row[1]}" for row in SENTENCES]
)
def test_a_sentence_says_how_strongly_it_asks(text: str, word: str, importance: Importance | None) -> None:
    assert importance_of(text, word) == importance


@pytest.mark.parametrize(("heading", "importance"), HEADINGS, ids=[row[0] for row in HEADINGS])
def test_a_heading_rules_what_stands_under_it(heading: str, importance: Importance | None) -> None:
    assert importance_of(f"Intro\n\n{heading}\n\n  * Kotlin\n  * Python\n", "Python") == importance


def test_a_heading_on_the_same_line_rules_the_rest_of_it() -> None:
    assert importance_of("Requirements: Kotlin, Python", "Python") == R
    assert importance_of("Bonus: Kotlin, Python", "Python") == P


def test_an_unknown_heading_ends_the_rule_of_the_one_before() -> None:
    text = "Requirements\n* Kotlin\n\nIn the kitchen corner\n* Python posters\n"
    assert importance_of(text, "Kotlin") == R
    assert importance_of(text, "Python") == M


def test_a_heading_of_few_words_ends_what_the_employer_says_of_itself() -> None:
    text = "About us\nKotlin is what we sell.\n\nThe kitchen corner\nPython is used here.\n"
    assert importance_of(text, "Kotlin") is None
    assert importance_of(text, "Python") == M


def test_an_employer_that_speaks_of_the_job_speaks_no_longer_of_itself() -> None:
    text = "Who we are\nWe sell Kotlin to banks. In this role Python is your tool. Postgres is there too.\n"
    assert importance_of(text, "Kotlin") is None
    assert importance_of(text, "Python") == M
    assert importance_of(text, "Postgres") == M


@pytest.mark.parametrize(
    "sentence",
    [
        "We are an equal opportunity employer of Python people.",
        "Our mission is Python for all.",
        "We offer medical, dental and Python insurance.",
        "Qualified applicants are considered without regard to race, Python or age.",
        "Acme is a leading maker of Python.",
    ],
)
def test_what_an_employer_says_of_itself_asks_nothing(sentence: str) -> None:
    assert importance_of(f"Kotlin. {sentence} Kotlin again.", "Python") is None
    assert importance_of(f"{sentence} Kotlin again.", "Kotlin again") == M


@pytest.mark.parametrize(
    ("duty", "skill"),
    [
        ("Conduct background checks, onboarding and payroll for new staff.", "payroll"),
        ("Sell health insurance, life insurance and Medicare products.", "Medicare"),
        ("Administer 401k, dental and vision plans in Workday.", "Workday"),
        ("Track requests for reasonable accommodation in SharePoint.", "SharePoint"),
        ("Write affirmative action plans in Excel.", "Excel"),
        ("Interview job applicants and keep their records in Taleo.", "Taleo"),
        ("Set base salary and pay range by market pricing.", "market pricing"),
        ("Draft the privacy policy and keep GDPR records.", "GDPR"),
        ("Run equal employment opportunity training with Moodle.", "Moodle"),
        ("Support clients of any gender identity with motivational interviewing.", "motivational"),
    ],
)
def test_the_trade_of_whoever_works_with_benefits_and_applicants_is_theirs(duty: str, skill: str) -> None:
    assert importance_of(duty, skill) == M


def test_what_is_asked_among_benefits_is_asked() -> None:
    assert importance_of("Benefits\nPaid time off. Experience with Python required.\n", "Python") == R
    assert importance_of("Benefits\nPaid time off. Experience with Python, gladly.\n", "Python") == M


def test_a_sentence_overrules_its_heading() -> None:
    assert importance_of("Requirements\n* Kotlin\n* Python is a plus\n", "Python") == P
    assert importance_of("About us\n* You must know Python\n", "Python") == R


def test_the_strongest_of_several_mentions_wins() -> None:
    assert strongest([M, P, R, M]) == R
    assert strongest([M, P]) == P
    assert strongest([M]) == M


def test_zones_stay_true_when_lower_case_is_longer() -> None:
    text = "İİİİ\nRequirements\nPython\nNice to have\nGo"
    assert importance_of(text, "Python") == R
    assert importance_of(text, "Go") == P
