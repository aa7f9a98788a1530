"""Careers told in sentences: who worked where, as what and when, and what is nobody's job."""

import pytest

from tests.resumes.typed import LETTER, positions, work

BIOGRAPHY = "Marcus Bell\nmarcus@example.org\n\n"


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
