"""What a posting asks beyond skills, and the wording that only looks like it."""

import pytest

from domain.codes import Provenance
from domain.postings import JobPosting, Requirements
from services.features.folding import fold
from services.features.importance import read_zones
from services.features.requirements import read_requirements


def read(text: str, title: str = "Nurse") -> Requirements:
    folded = fold(text)
    posting = JobPosting(source="test", external_id="1", title=title, description_text=text)
    return read_requirements(posting, folded, read_zones(folded))


ASKED = [
    # English
    ("3+ years of experience in Python", 3, None),
    ("3 + years of experience", 3, None),
    ("At least five years of experience in accounting", 5, None),
    ("5-7 yrs experience", 5, 7),
    ("5 - 7 yrs. experience in sales", 5, 7),
    ("5–7 years’ experience", 5, 7),
    ("5—7 years of experience", 5, 7),
    ("2 to 4 years with Kafka", 2, 4),
    ("Minimum of 3 years' experience in a care home", 3, None),
    ("Minimum 3 years experience", 3, None),
    ("A minimum of two (2) years of related experience", 2, None),
    ("Three (3) to five (5) years of progressive experience", 3, 5),
    ("10 plus years of leadership experience", 10, None),
    ("10 or more years of experience", 10, None),
    ("One or more years in a warehouse", 1, None),
    ("At least a year of experience in retail", 1, None),
    ("one year of specialized experience equivalent to the next lower grade", 1, None),
    ("Experience: 4 years", 4, None),
    ("Years of experience: 6", 6, None),
    ("Years of experience required: 6+", 6, None),
    ("Experience required: 3 - 5 Years", 3, 5),
    ("5+ YOE", 5, None),
    ("Over 8 years of nursing experience required", 8, None),
    ("More than two years of experience as a welder", 2, None),
    ("Between three and five years of experience in design", 3, 5),
    ("1.5 years of experience with React", 1.5, None),
    ("0-2 years of experience", 0, 2),
    ("Up to 2 years of experience", None, 2),
    ("No more than 3 years of professional experience", None, 3),
    ("6 months of experience in a kitchen", 0.5, None),
    ("12-18 months' experience in a call centre", 1, 1.5),
    ("a minimum of 12 months post qualification experience", 1, None),
    ("2 years as a team lead", 2, None),
    ("You have worked as an electrician for at least 4 years, with experience of solar", 4, None),
    ("7 years or more experience working as an estimator", 7, None),
    ("Must have 5 years in logistics", 5, None),
    ("Two years solid teaching experience is essential", 2, None),
    ("5+ years", 5, None),
    ("3-year experience with SAP", 3, None),
    ("We are looking for a chef with 6+ years in fine dining", 6, None),
    ("We require 3 years of experience in payroll", 3, None),
    ("Our ideal candidate has 5+ years of experience", 5, None),
    ("At least two years' experience within the last five years", 2, None),
    ("3 years of Java development", 3, None),
    ("2+ years experience in customer service", 2, None),
    ("3 years customer service experience", 3, None),
    ("Bachelor's degree and 2 years of experience, or 6 years of experience", 2, None),
    ("Master's and 3 years of experience or a bachelor's and 5 years of experience", 3, None),
    ("5 years of experience in finance\n2 years of experience with SAP", 5, None),
    ("3 years of experience required, 5 years of experience preferred", 3, None),
    ("Ten years' experience in hotels", 10, None),
    ("At least 3 full years of experience", 3, None),
    ("At least 3 years to 5 years experience in a national account role", 3, 5),
    (
        "Support for the multidisciplinary team with a minimum of 2 years experience in a senior position",
        2,
        None,
    ),
    ("A business degree and over 10 years experience in engineering", 10, None),
    ("A minimum of 2 years management and a clean record", 2, None),
    ("Two years of nursing experience and education", 2, None),
    ("No prior experience necessary, we train you", 0, None),
    ("No experience required", 0, None),
    ("Experience is not required", 0, None),
    # German
    ("Mindestens 3 Jahre Berufserfahrung", 3, None),
    ("mind. 5 Jahre Erfahrung in der Pflege", 5, None),
    ("Sie bringen zwei bis vier Jahre Erfahrung mit", 2, 4),
    ("Mindestens dreijährige Berufserfahrung", 3, None),
    ("3-jährige Erfahrung im Vertrieb", 3, None),
    ("Berufserfahrung von mehr als 5 Jahren", 5, None),
    ("Keine Erfahrung erforderlich", 0, None),
    # French
    ("3 ans d'expérience minimum", 3, None),
    ("Expérience de 2 à 5 ans sur un poste similaire", 2, 5),
    ("Au moins cinq ans d’expérience en comptabilité", 5, None),
    ("1 an d'expérience", 1, None),
    ("Débutant accepté", 0, None),
    # Spanish, Italian, Dutch, Portuguese, Romanian
    ("5 años de experiencia", 5, None),
    ("Mínimo 3 años de experiencia en ventas", 3, None),
    ("Entre 2 y 4 años de experiencia", 2, 4),
    ("Sin experiencia", 0, None),
    ("Almeno 3 anni di esperienza", 3, None),
    ("Esperienza di almeno due anni nel ruolo", 2, None),
    ("Minimaal 3 jaar ervaring als verpleegkundige", 3, None),
    ("2 tot 4 jaar werkervaring", 2, 4),
    ("Mínimo de 2 anos de experiência", 2, None),
    ("De 3 a 5 anos de experiência com Java", 3, 5),
    ("Minim 3 ani de experiență", 3, None),
    ("Cel puțin doi ani experiență în vânzări", 2, None),
]

NOT_ASKED = [
    "Must be at least 18 years of age",
    "You must be at least 18 years of age and pass a background check",
    "Applicants are 21 years or older with a track record of safe driving",
    "You must be 21 years or older",
    "You are at least 18 years old",
    "Minimum age: 18 years",
    "aged 16 to 24 years",
    "A 25 years old company",
    "We have over 30 years of history",
    "Acme has been in business for over 40 years",
    "Our team has more than 20 years of experience in insurance",
    "With a history of over 90 years, we know timber",
    "Our company has 15 years of experience in the field",
    "30 years of experience: our company knows the trade",
    "5 year contract",
    "This is a 2-year fixed-term contract",
    "Initial contract: 12 months",
    "6 month contract with possible extension",
    "401k vesting 3 years",
    "401(k) that vests over 4 years",
    "in the last 3 years we opened five shops",
    "over the past 10 years",
    "within 2 years you may become a manager",
    "after 5 years of service you get two more weeks of leave",
    "every 3 years",
    "two years of references",
    "30 days of leave, rising after 2 years",
    "a 4-year degree",
    "two years of college",
    "a three year strategic plan",
    "2 years of progressively higher level graduate education leading to a degree, or experience",
    "2 years (90 quarter or 60 semester hours) of study above high school, or experience",
    "courses completed during the final 2 years of the curriculum, with experience",
    "a 5 year warranty",
    "3 month probation",
    "20 days of holiday a year",
    "£25,000 per year",
    "We are celebrating our 50 years anniversary",
    "children aged 2 to 11 years",
    "Founded 12 years ago",
    "a 12 month maternity leave cover",
    "Befristet auf 2 Jahre",
    "Seit über 30 Jahren sind wir für unsere Kunden da",
    "Mindestalter 18 Jahre",
    "Depuis plus de 20 ans, notre entreprise innove",
    "CDD de 6 mois",
    "Desde hace 10 años somos líderes",
    "Da oltre 20 anni siamo leader nel settore",
    "Al meer dan 25 jaar een begrip",
    "A 3 month temporary role; candidates need experience of Excel",
    "3 months with a high likelihood of extension",
    "Able to commit to the whole 7 months",
    "They have over 12 years of experience in washrooms",
    "Several years of experience",
    "Mehrjährige Berufserfahrung",
    "A duration of 3 years",
    "The 2020-2022 years were hard",
    "",
]


@pytest.mark.parametrize(("text", "low", "high"), ASKED, ids=[row[0][:60] for row in ASKED])
def test_years_of_experience_are_read(text: str, low: float | None, high: float | None) -> None:
    found = read(text)
    assert (found.min_years, found.max_years) == (low, high)
    assert found.years_span is not None
    assert found.provenance is Provenance.STATED


@pytest.mark.parametrize("text", NOT_ASKED, ids=[text[:60] or "nothing" for text in NOT_ASKED])
def test_years_of_something_else_are_unknown_not_zero(text: str) -> None:
    found = read(text)
    assert (found.min_years, found.max_years, found.years_span) == (None, None, None)


def test_the_span_points_at_the_words() -> None:
    text = "Who we are: an İstanbul bakery.\nYou have at least 3 years of experience."
    span = read(text).years_span
    assert span is not None
    assert span.of(text) == "at least 3 years"


def test_preferred_years_decide_only_where_none_are_required() -> None:
    assert read("5 years of experience preferred").min_years == 5
    assert read("Requirements\n2 years of experience\nNice to have\n5 years of experience").min_years == 2


EDUCATION = [
    ("Bachelor's degree required", "bachelor"),
    ("BSc or MSc in physics", "bachelor"),
    ("B.S. in Computer Science", "bachelor"),
    ("Bachelor's degree required, master's preferred", "bachelor"),
    ("Master's degree in nursing", "master"),
    ("PhD in chemistry required", "doctorate"),
    ("High school diploma or GED", "school"),
    ("Associate degree in nursing", "associate"),
    ("A relevant degree is essential", "bachelor"),
    ("Abgeschlossene Ausbildung als Elektriker", "vocational"),
    ("Abgeschlossenes Studium der Informatik", "bachelor"),
    ("Diplôme Bac+5 en informatique", "master"),
    ("Licenciatura en Derecho", "bachelor"),
    ("HBO-niveau", "bachelor"),
    ("Studii superioare", "bachelor"),
    ("A high degree of autonomy", None),
    ("Master's preferred", None),
    ("No degree required", None),
    ("You master the art of bread", None),
]


@pytest.mark.parametrize(("text", "level"), EDUCATION, ids=[row[0] for row in EDUCATION])
def test_education_is_the_lowest_level_that_will_do(text: str, level: str | None) -> None:
    assert read(text).education == level


CERTIFICATES = [
    ("Active RN license required", ("RN licence",)),
    ("CPA or ACCA", ("CPA", "ACCA")),
    ("PMP certification, CISSP", ("PMP", "CISSP")),
    ("Valid CDL and clean record", ("CDL",)),
    ("AWS Certified Solutions Architect", ("AWS certification",)),
    ("Führerschein Klasse B", ("Driving licence",)),
    ("Permis B exigé", ("Driving licence",)),
    ("Staplerschein erforderlich", ("Forklift licence",)),
    ("CPA is a plus", ()),
    ("No CDL required", ()),
    ("Our cpa campaigns", ()),
]


@pytest.mark.parametrize(("text", "names"), CERTIFICATES, ids=[row[0] for row in CERTIFICATES])
def test_certificates_are_named(text: str, names: tuple[str, ...]) -> None:
    assert read(text).certificates == names


CLEARANCES = [
    ("Active TS/SCI clearance", "TS/SCI"),
    ("Must hold a Secret clearance", "Secret"),
    ("Secret clearance required, Top Secret preferred", "Secret"),
    ("Public Trust background investigation", "Public Trust"),
    ("SC cleared candidates only", "SC"),
    ("Security clearance required", "security clearance"),
    ("No security clearance required", None),
    ("The secret of our bread", None),
]


@pytest.mark.parametrize(("text", "clearance"), CLEARANCES, ids=[row[0] for row in CLEARANCES])
def test_clearance_is_the_highest_asked_for(text: str, clearance: str | None) -> None:
    assert read(text).clearance == clearance


LANGUAGES = [
    ("Fluent in German and English", ("German (fluent)", "English (fluent)")),
    ("German (C1) and English (B2)", ("German (C1)", "English (B2)")),
    ("Deutschkenntnisse auf C1-Niveau", ("German (C1)",)),
    ("Sehr gute Englischkenntnisse", ("English (fluent)",)),
    ("Deutsch fließend in Wort und Schrift", ("German (fluent)",)),
    ("Anglais courant exigé", ("English (fluent)",)),
    ("Native French speaker", ("French (native)",)),
    ("Nivel alto de inglés", ("English",)),
    ("Ottima conoscenza della lingua inglese", ("English (fluent)",)),
    ("Limba engleză nivel avansat", ("English (fluent)",)),
    ("Conversational Spanish required", ("Spanish (conversational)",)),
    ("French is a plus", ()),
    ("Our German customers love bread", ()),
    ("English teacher wanted", ()),
]


@pytest.mark.parametrize(("text", "languages"), LANGUAGES, ids=[row[0] for row in LANGUAGES])
def test_languages_are_read_with_their_level(text: str, languages: tuple[str, ...]) -> None:
    assert read(text).languages == languages


def test_a_posting_that_says_nothing_asks_nothing() -> None:
    assert read("We bake bread and we love it.") == Requirements()
