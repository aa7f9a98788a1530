"""Careers told in sentences: who worked where, as what and when, and what is nobody's job."""

from datetime import date
from time import process_time

import pytest

from services.resumes.prose.sentences import sentences_of
from services.resumes.sniff import TEXT
from services.resumes.understand import parse

TODAY = date(2026, 11, 30)
LETTER = "Jane Example\njane@example.org\n\n"
BIOGRAPHY = "Marcus Bell\nmarcus@example.org\n\n"


def work(text):
    """Return the entries of a resume."""
    return parse(text.encode(), TEXT, today=TODAY).work


def positions(text):
    """Return position, company and dates of every entry."""
    return [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in work(text)]


TOLD = [
    (
        (
            "I spent six years at Harbor Health as a charge nurse before moving to Lakeview Clinic as nurse "
            "manager in 2019."
        ),
        [("charge nurse", "Harbor Health", None, None), ("nurse manager", "Lakeview Clinic", "2019", None)],
    ),
    (
        (
            "I trained as a carpenter and from 2008 to 2015 I worked for Dobson Joinery as a bench joiner. In 2015 "
            "I moved to Ashworth Kitchens, where I am now workshop foreman."
        ),
        [
            ("bench joiner", "Dobson Joinery", "2008", "2015"),
            ("workshop foreman", "Ashworth Kitchens", "2015", None),
        ],
    ),
    (
        (
            "My career began at Price Harlow LLP in 2006, where I was a tax associate for four years. In 2010 I was "
            "hired by Cantor Mills as a senior tax accountant and stayed there until 2016. Since then I have been "
            "tax manager at Bluefin Logistics."
        ),
        [
            ("tax associate", "Price Harlow LLP", "2006", "2010"),
            ("senior tax accountant", "Cantor Mills", "2010", "2016"),
            ("tax manager", "Bluefin Logistics", "2016", None),
        ],
    ),
    (
        (
            "From 2014 to 2019 I led the payroll team of Kemp & Sons. I then took a job as payroll manager with "
            "Orchard Group, which I still have."
        ),
        [(None, "Kemp & Sons", "2014", "2019"), ("payroll manager", "Orchard Group", "2019", None)],
    ),
    (
        (
            "Currently I work as a data analyst for Merrow Insurance, a job I have held since 2021; earlier I worked "
            "in the claims department of Sutton Mutual as a claims handler between 2016 and 2021."
        ),
        [
            ("data analyst", "Merrow Insurance", "2021", None),
            ("claims handler", "Sutton Mutual", "2016", "2021"),
        ],
    ),
    (
        (
            "I joined the Royal Navy as a marine engineer in 2001 and served until early 2013. On leaving, I took up "
            "a role as maintenance engineer at Tarmac Works, and in 2018 I was made maintenance manager there."
        ),
        [
            ("marine engineer", "Royal Navy", "2001", "2013"),
            ("maintenance engineer", "Tarmac Works", "2013", "2018"),
            ("maintenance manager", "Tarmac Works", "2018", None),
        ],
    ),
    (
        (
            "I worked at Fielding Hotel as a night porter (2009-2011), at the Crown Inn as a barman (2011-2013) and "
            "at Bistro Verde as a waiter (2013-2016)."
        ),
        [
            ("night porter", "Fielding Hotel", "2009", "2011"),
            ("barman", "Crown Inn", "2011", "2013"),
            ("waiter", "Bistro Verde", "2013", "2016"),
        ],
    ),
    (
        (
            "I had started at the bank, Tulip City Credit Union, years ago. My last position there was loan officer "
            "at Tulip City Credit Union from 2011 until it closed in 2014."
        ),
        [("loan officer", "Tulip City Credit Union", "2011", "2014")],
    ),
    (
        (
            "After ten years in the army (1998-2008), I became a paramedic with Metro Ambulance, a job I did until "
            "2017. Brown & Hale then hired me as a safety trainer in May 2017."
        ),
        [
            ("paramedic", "Metro Ambulance", "2008", "2017"),
            ("safety trainer", "Brown & Hale", "2017-05", None),
        ],
    ),
    (
        (
            "In 2004 I was hired as a chemist by Alder Labs. I left Alder in 2011 to join Quantum Coatings, first as "
            "a senior chemist and, from 2015, as R&D manager."
        ),
        [
            ("chemist", "Alder Labs", "2004", "2011"),
            ("senior chemist", "Quantum Coatings", "2011", "2015"),
            ("R&D manager", "Quantum Coatings", "2015", None),
        ],
    ),
    (
        (
            "In all those years, 2007 to 2012, I was with the accounting firm of Pruitt Shane & Amadi LLP, at first as "
            "staff accountant and from 2010 onward as audit senior."
        ),
        [
            ("staff accountant", "Pruitt Shane & Amadi LLP", "2007", "2010"),
            ("audit senior", "Pruitt Shane & Amadi LLP", "2010", "2012"),
        ],
    ),
    (
        (
            "I began my career in 2003 at St. Luke's Hospital as a staff nurse. In 2009 I transferred to the intensive "
            "care unit of Mercy General, where I became charge nurse in 2012. I left Mercy in August 2018 and have "
            "since worked as a nurse educator for Northern College of Health."
        ),
        [
            ("staff nurse", "St. Luke's Hospital", "2003", "2012"),
            ("charge nurse", "Mercy General", "2012", "2018-08"),
            ("nurse educator", "Northern College of Health", "2018-08", None),
        ],
    ),
    (
        "I was a foreman at Quinn Construction from 2013. In 2018 I went out on my own as a contractor.",
        [("foreman", "Quinn Construction", "2013", "2018"), ("contractor", None, "2018", None)],
    ),
    (
        "I was a nurse at Delta Works from 2012 to 2016, and I have been a risk manager at Union Credit ever since.",
        [("nurse", "Delta Works", "2012", "2016"), ("risk manager", "Union Credit", "2016", None)],
    ),
    (
        (
            "I have been employed with the Postal Service since 1999; first as a Carrier (1999 to 2007), then as a "
            "Supervisor of Mails (2007 to 2015)."
        ),
        [
            ("Carrier", "Postal Service", "1999", "2007"),
            ("Supervisor of Mails", "Postal Service", "2007", "2015"),
        ],
    ),
    (
        (
            "i started at lowden steel in 2011 as a helper and moved up to welder in 2013. then i went to work for rico "
            "fabrication as a fitter, 2017 to 2022."
        ),
        [
            ("helper", "lowden steel", "2011", "2013"),
            ("welder", "lowden steel", "2013", "2017"),
            ("fitter", "rico fabrication", "2017", "2022"),
        ],
    ),
    (
        "I wanted to be nearer to home, so I joined Corden Steel as a welder in March 2012.",
        [("welder", "Corden Steel", "2012-03", None)],
    ),
    (
        (
            "So far I have had two jobs that matter: two years as a trainee at Kroll & Co. (2014-2016), three years "
            "as a consultant at Bain Street Partners (2016-2019)."
        ),
        [
            ("trainee", "Kroll & Co", "2014", "2016"),
            ("consultant", "Bain Street Partners", "2016", "2019"),
        ],
    ),
]


@pytest.mark.parametrize(("said", "held"), TOLD)
def test_people_tell_of_their_own_work(said, held):
    """Letters, and careers pasted into a form as prose."""
    assert positions(LETTER + said) == held


BIOGRAPHIES = [
    (
        (
            "Marcus currently leads operations at TransPacific Freight as Chief Operating Officer, a role he assumed "
            "in 2019. He was Vice President of Operations at Meridian Shipping between 2011 and 2019, having joined "
            "Meridian as a regional manager in 2005."
        ),
        [
            ("Chief Operating Officer", "TransPacific Freight", "2019", None),
            ("Vice President of Operations", "Meridian Shipping", "2011", "2019"),
            ("regional manager", "Meridian Shipping", "2005", "2011"),
        ],
    ),
    (
        (
            "He joined Oakridge Hospital in 2010 as a staff nurse and was promoted to charge nurse in 2014. Since 2018 "
            "he has been director of nursing at Elm Street Clinic."
        ),
        [
            ("staff nurse", "Oakridge Hospital", "2010", "2014"),
            ("charge nurse", "Oakridge Hospital", "2014", "2018"),
            ("director of nursing", "Elm Street Clinic", "2018", None),
        ],
    ),
    (
        (
            "Marcus Bell (born 1975) is the executive director of River Arts Council, a position he has held since "
            "January 2018. From 2011 to 2017, he served as program director for the Lowell Foundation, and from 2006 "
            "to 2011 as a grants officer at the Hale Trust."
        ),
        [
            ("executive director", "River Arts Council", "2018-01", None),
            ("program director", "Lowell Foundation", "2011", "2017"),
            ("grants officer", "Hale Trust", "2006", "2011"),
        ],
    ),
    (
        (
            "Mr. Bell served as vice president of operations at Norfolk Rail from 2011 through 2017, after which he "
            "became chief operating officer of Tidewater Lines."
        ),
        [
            ("vice president of operations", "Norfolk Rail", "2011", "2017"),
            ("chief operating officer", "Tidewater Lines", "2017", None),
        ],
    ),
    (
        (
            "Marcus started his career as a reporter for the Dayton Daily News in 2004, moving to the Columbus Dispatch "
            "in 2008 as city editor. In 2013 he was appointed managing editor of the Akron Beacon, a position he held "
            "until 2020."
        ),
        [
            ("reporter", "Dayton Daily News", "2004", "2008"),
            ("city editor", "Columbus Dispatch", "2008", "2013"),
            ("managing editor", "Akron Beacon", "2013", "2020"),
        ],
    ),
    (
        (
            "He is Director of Line Works at Three Forks Electric Cooperative. He took that post in 2016. Before it he "
            "spent nine years at Basin Power, first as Engineer (2007-2011) and afterwards as Supervisor, System "
            "Planning (2011-2016)."
        ),
        [
            ("Director of Line Works", "Three Forks Electric Cooperative", "2016", None),
            ("Engineer", "Basin Power", "2007", "2011"),
            ("Supervisor, System Planning", "Basin Power", "2011", "2016"),
        ],
    ),
]


@pytest.mark.parametrize(("said", "held"), BIOGRAPHIES)
def test_biographies_tell_of_somebody_by_name(said, held):
    """The person's name, "he" and "she" stand for who is told of."""
    assert positions(BIOGRAPHY + said) == held


@pytest.mark.parametrize(
    ("said", "held"),
    [
        (
            "And 2002-04 Process Engineer, Veld Heat Treating: vacuum furnaces, quench oil, two shifts.",
            ("Process Engineer", "Veld Heat Treating", "2002", "2004"),
        ),
        (
            "And waitress at the Copper Kettle, 2009 - 2012.",
            ("waitress", "Copper Kettle", "2009", "2012"),
        ),
        (
            "First job Drafter, Tolliver County, 2002 to 2005, measured every building they had.",
            ("Drafter", "Tolliver County", "2002", "2005"),
        ),
        (
            (
                "Dec 2019 - now\nTower Controller, Port Quillan, level 9. All positions, in charge since 2022. Five "
                "trainees checked out, two towers and a centre for the whole of the coast."
            ),
            ("Tower Controller", "Port Quillan, level 9", "2019-12", None),
        ),
    ],
)
def test_what_leads_to_a_position_is_no_part_of_it(said, held):
    """Notes that are nearly sentences."""
    assert positions(LETTER + said)[:1] == [held]


@pytest.mark.parametrize(
    "said",
    [
        "My father was a foreman at Kemp & Sons from 1970 to 1995. My wife is a nurse at Harbor Hospital.",
        "I would like to work as a teacher at Lincoln High School. I hope to become head chef at Rosewood Cafe.",
        "Our clients included Ford, where we were lead supplier from 2010 to 2015, and Boeing.",
        "I have never worked as a driver for Uber. I was not hired as an analyst by Deloitte in 2015.",
        (
            "I applied for the position of nurse manager at Lakeview Clinic in 2019. I was offered the role of "
            "director at Elm Street in 2020 but declined."
        ),
        (
            "In my spare time I have been a coach at Riverside Youth Club since 2015. I am captain of the Dayton "
            "Bowling Club."
        ),
        "I was a volunteer driver for the Red Cross from 2012 to 2014.",
        (
            "My manager, Ann Lee, who was director at Acme Corp from 2010 to 2018, can tell you more. She is now "
            "vice president at Beta Inc."
        ),
        "I was a patient at Harbor Hospital in 2014. I was treated as a guest at the Ritz.",
        "I was a student at Ohio State University from 2008 to 2012 and graduated as an engineer.",
        "I studied at the Culinary Institute from 2008 to 2010, where I was taught by the head chef of Noma.",
        "I was at Ohio State University from 2008 to 2012.",
        "I served as lead engineer for the Apollo project from 2012 to 2014.",
        "I won the Young Chef of the Year award in 2012. I was a finalist at the World Barista Championship.",
        "I worked with the sales manager at Kemp & Sons from 2012 to 2014 on a new catalogue.",
        "My son is an apprentice with Calder Electric since 2022. They hired him as a trainee.",
        "I know the owner of Bistro Verde, who was a waiter at the Crown Inn from 2011 to 2013.",
        "The company was founded by an engineer at Ford in 1999. It is a supplier for Boeing.",
        "I live in Dayton, as does my sister, a teacher at Eastfield School since 2010.",
        "I have been a member of the Royal Society as a fellow since 2012.",
        "I am applying for the post of Senior Accountant at Miller Crowe. As a cook at heart, I enjoy guests.",
    ],
)
def test_what_others_do_and_what_is_wished_is_no_job(said):
    """Kin, clients, schools, pastimes, wishes, refusals and other people's posts name titles and dates too."""
    assert work(LETTER + said) == ()


def test_what_was_done_in_a_job_is_no_other_job():
    """A sentence below a head tells of that position, whatever title and firm it names."""
    text = (
        "EXPERIENCE\n\nHead Nurse, Harbor Hospital, 2012 - 2019\nRan a ward of twenty beds. I was team leader for "
        "Lakeview Clinic in 2014 and served as interim manager at Elm Street Clinic from 2015 to 2016.\n\n"
        "Nurse, Milford Clinic, 2008 - 2012\nNights.\n"
    )
    held = [("Head Nurse", "Harbor Hospital"), ("Nurse", "Milford Clinic")]
    assert [(entry.position, entry.company) for entry in work(LETTER + text)] == held


def test_a_summary_over_a_list_of_jobs_adds_none():
    """What the summary tells stands among the heads again."""
    text = (
        "I have worked as a nurse at Harbor Hospital since 2012.\n\nEXPERIENCE\n\n"
        "Head Nurse, Harbor Hospital, 2012 - present\nRan a ward.\n\nNurse, Milford Clinic, 2008 - 2012\nNights.\n"
    )
    assert [entry.position for entry in work(LETTER + text)] == ["Head Nurse", "Nurse"]


def test_sentences_that_a_margin_breaks_are_read_whole():
    """A mail program breaks lines wherever they are full."""
    text = (
        "I have been a warehouse supervisor at the Pinnacle Freight\n"
        "Company since June 2018. Before that I was employed by the\n"
        "Lowes Distribution as a forklift operator from 2012 to 2018.\n"
    )
    assert positions(LETTER + text) == [
        ("warehouse supervisor", "Pinnacle Freight Company", "2018-06", None),
        ("forklift operator", "Lowes Distribution", "2012", "2018"),
    ]


def test_a_told_position_points_at_its_sentence():
    """The span is what a person would mark, and the summary is what it says."""
    said = "In 2013 I joined St. Columba Medical Center as a pharmacist, which I remained until 2019."
    parsed = parse(f"{LETTER}Dear all,\n\n{said} I like it here.\n".encode(), TEXT, today=TODAY)
    (entry,) = parsed.work
    assert parsed.text[entry.span.start : entry.span.end] == said == entry.summary


def test_an_end_before_its_beginning_dates_nothing():
    """Nobody left before they came."""
    (entry,) = work(LETTER + "I joined Acme as a nurse in 2012 and stayed until 2010.")
    assert (entry.position, entry.start_date, entry.end_date) == ("nurse", None, None)


def test_an_abbreviation_ends_no_sentence():
    """A full stop behind "St." and "Co." is theirs, unless a sentence begins behind it."""
    text = "I was at St. Ann's, Lumen Bros. Electric and Acme Inc. I left. Dr. Reed stayed."
    assert [span.of(text) for span in sentences_of(text)] == [
        "I was at St. Ann's, Lumen Bros. Electric and Acme Inc.",
        "I left.",
        "Dr. Reed stayed.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "a" * 100_000,
        "I was a " * 12_500,
        "I worked as a nurse at " * 4_300,
        "I was a nurse (" * 6_600,
        "I was a nurse at X) " * 5_000,
        "and then a " * 9_000,
        "before that, " * 7_700,
        "I joined Acme as a nurse in 2010 until " * 2_500,
        "I was a nurse at Acme in 2010. " * 1_500,
        "my first job was a " * 5_200,
        "left to " * 12_500,
        '"(' * 50_000,
    ],
)
def test_long_tales_take_no_long_time(line):
    """Whatever is told over and over is read once, and not forever."""
    begun = process_time()
    work(LETTER + line)
    assert process_time() - begun < 10


TALE = (
    "{name} is a land surveyor. {They} joined Kestrel Mapping as a field assistant in 2011. In 2016 {they} became "
    "survey manager at Harrow & Lane, where {they} stayed until 2020. Since then {they} has been director of "
    "Northgate Surveys."
)


@pytest.mark.parametrize("they", ["she", "he", "they"])
@pytest.mark.parametrize(
    "name", ["Marcus Bell", "Fatima Al-Sayed", "Nguyen Thi Hoa", "Will Hunter", "Greg Baker"]
)
def test_who_somebody_is_changes_nothing_that_is_read(name, they):
    """Whether "she", "he" or "they", and whatever the name: a trade's too."""
    tale = TALE.format(name=name, they=they, They=they.capitalize())
    assert (
        positions(f"{name}\n\n{tale}")
        == positions(tale)
        == [
            ("field assistant", "Kestrel Mapping", "2011", "2016"),
            ("survey manager", "Harrow & Lane", "2016", "2020"),
            ("director", "Northgate Surveys", "2020", None),
        ]
    )


def test_a_name_that_is_a_trade_s_is_no_position():
    """The line "Greg Baker, CNA" names a person and a certificate."""
    assert positions("Greg Baker, CNA, CMA\n\nI train new aides and pass meds.") == []


def test_a_promotion_told_under_a_head_that_ended_is_no_job_of_today():
    text = LETTER + (
        "EXPERIENCE\n\nStaff Nurse, Mercy General Hospital\n2012 - 2018\nI was promoted to charge nurse in 2015. "
        "I ran nights.\n"
    )
    assert positions(text) == [("Staff Nurse", "Mercy General Hospital", "2012", "2018")]


@pytest.mark.parametrize(
    ("told", "titles"),
    [
        ("as a staff nurse and became charge nurse in 2015", ["staff nurse", "charge nurse"]),
        ("as a clerk and rose to office manager in 2015", ["clerk", "office manager"]),
    ],
)
def test_a_title_ends_where_a_verb_follows(told, titles):
    text = f"{LETTER}I joined Mercy General Hospital in 2012 {told}.\n"
    assert [entry.position for entry in work(text)] == titles


@pytest.mark.parametrize(
    ("told", "company"),
    [
        ("I joined the purchasing department at Brill Ltd in 2014 as a buyer.", "Brill Ltd"),
        (
            "I have been with the engineering team at Colt Systems since 2018 as a test engineer.",
            "Colt Systems",
        ),
    ],
)
def test_who_a_department_is_of_is_the_employer(told, company):
    assert [entry.company for entry in work(f"{LETTER}{told}\n")] == [company]
