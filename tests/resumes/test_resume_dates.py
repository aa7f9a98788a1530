"""The grammar of dates: every form that resumes use, and the numbers that are no dates."""

from datetime import date

import pytest

from services.resumes.dates import find_points, find_ranges

TODAY = date(2026, 11, 22)

RANGES = [
    ("2019 – Present", "2019", None),
    ("Jan. 2018 to 03/2020", "2018-01", "2020-03"),
    ("Sept 2019 - June 2021", "2019-09", "2021-06"),
    ("May – Aug 2022", "2022-05", "2022-08"),
    ("Nov – Feb 2019", "2018-11", "2019-02"),
    ("05/2023 - 08/2023", "2023-05", "2023-08"),
    ("(01/2021-12/2023)", "2021-01", "2023-12"),
    ("2017-2019", "2017", "2019"),
    ("2017–19", "2017", "2019"),
    ("Jul’20–Present", "2020-07", None),
    ("July '18 - Aug '19", "2018-07", "2019-08"),
    ("Feb 09 - Jul 11", "2009-02", "2011-07"),
    ("Summer 2013 – Fall 2014", "2013-06", "2014-11"),
    ("since March 2020", "2020-03", None),
    ("from 2006 to early 2014", "2006", "2014"),
    ("since late 2019", "2019", None),
    ("from the fall of 2015 to the spring of 2018", "2015-09", "2018-05"),
    ("2013 up until 2016", "2013", "2016"),
    ("2012 til 2015", "2012", "2015"),
    ("2021 (May - Nov)", "2021-05", "2021-11"),
    ("(2/12 to 7/15)", "2012-02", "2015-07"),
    ("1 January 2020 — 31 December 2021", "2020-01", "2021-12"),
    ("March 15, 2019 – April 2, 2020", "2019-03", "2020-04"),
    ("2020-03-01 to 2021-11-30", "2020-03", "2021-11"),
    ("01.02.2015 - 31.03.2016", "2015-02", "2016-03"),
    ("06/19 - 07/21", "2019-06", "2021-07"),
    ("May 2016 - Till Date", "2016-05", None),
    ("1st Jan2014 to 10th oct2015", "2014-01", "2015-10"),
    ("August 2012, to September 2014", "2012-08", "2014-09"),
    ("16.05.2009to09.05.2017", "2009-05", "2017-05"),
    ("April’2016– Till date", "2016-04", None),
    ("Sept-2012 – Continue", "2012-09", None),
    ("2020-02-01 —", "2020-02", None),
    ("März 2018 – heute", "2018-03", None),
    ("déc. 2017 - août 2019", "2017-12", "2019-08"),
    ("mars 2019 à aujourd'hui", "2019-03", None),
    ("enero de 2015 - actualidad", "2015-01", None),
    ("gennaio 2014 – dicembre 2016", "2014-01", "2016-12"),
    ("maart 2012 tot heden", "2012-03", None),
    ("fevereiro de 2018 até o momento", "2018-02", None),
    ("ianuarie 2016 - prezent", "2016-01", None),
    ("IX/2021 – current", "2021-09", None),
    ("II.2016 – VIII.2021", "2016-02", "2021-08"),
    ("2012-03 / 2019-07", "2012-03", "2019-07"),
    ("2019-08/present", "2019-08", None),
    ("Feb. 2010 Oct. 2012", "2010-02", "2012-10"),
    ("May 2018Aug 2019", "2018-05", "2019-08"),
    ("Jan. 2014 Present", "2014-01", None),
    ("2008 2011 Glass works", "2008", "2011"),
    ("2019 now Glazier", "2019", None),
]
TRAPS = [
    "607.379.5733",
    "phone 555-2019-2020",
    "$2000 - $3000",
    "Windows 2000/2003/2008",
    "10-12 months",
    "ISO 9001-2015",
    "Grade 4",
    "2022 – 2019",
    "Windows Server 2016 2019",
    "World War II 2015",
    "2016 2012 Developer",
]


@pytest.mark.parametrize(("text", "start", "end"), RANGES)
def test_a_range_is_read_to_the_month(text: str, start: str, end: str | None) -> None:
    found = find_ranges(text, today=TODAY)
    assert [(str(item.start), item.end and str(item.end)) for item in found] == [(start, end)]


@pytest.mark.parametrize("text", TRAPS)
def test_numbers_that_are_no_dates_stay_numbers(text: str) -> None:
    assert find_ranges(text, today=TODAY) == []


def test_a_length_in_words_belongs_to_the_range() -> None:
    text = "Dec 2015 – Jan 2017 (1 year 2 months) Berlin"
    assert find_ranges(text, today=TODAY)[0].span.of(text) == "Dec 2015 – Jan 2017 (1 year 2 months)"


def test_a_day_is_not_taken_from_the_cell_before() -> None:
    text = "Teacher, Grade 4\tApril 2019 to January 2021"
    assert find_ranges(text, today=TODAY)[0].span.of(text) == "April 2019 to January 2021"


def test_a_season_reaches_from_its_first_month_to_its_last() -> None:
    (found,) = find_points("Summer 2015", today=TODAY)
    assert (str(found.start), str(found.end), found.single) == ("2015-06", "2015-08", True)
