"""Names of months and seasons, and the words for "until now", in the languages resumes come in."""

import re

from services.resumes import lexicon

_NAMES = """
1 jan january januar jänner jaenner janvier janv enero ene gennaio gen januari janeiro ianuarie ian
2 feb february februar febr fev février fevrier févr febrero febbraio februari fevereiro februarie
3 mar march märz maerz mrz mär mars marzo maart mrt março marco martie
4 apr april avril avr abril abr aprile aprilie
5 may mai mayo maggio mag mei maio
6 jun june juni juin junio giugno giu junho iunie iun
7 jul july juli juillet juil julio luglio lug julho iulie iul
8 aug august août aout agosto ago augustus
9 sep sept september septembre septiembre set settembre setembro septembrie
10 oct october okt oktober octobre octubre ott ottobre out outubro octombrie
11 nov november novembre noviembre novembro noiembrie noi
12 dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro decembrie
"""

MONTHS: dict[str, int] = {
    name: int(line.split()[0]) for line in _NAMES.strip().splitlines() for name in line.split()[1:]
}
"""Month number by lower-case name, full or short."""

SEASONS: dict[str, tuple[int, int]] = {
    "spring": (3, 5), "summer": (6, 8), "summers": (6, 8), "fall": (9, 11), "autumn": (9, 11),
    "winter": (12, 12),
    "frühjahr": (3, 5), "frühling": (3, 5), "sommer": (6, 8), "herbst": (9, 11),
    "printemps": (3, 5), "été": (6, 8), "automne": (9, 11), "hiver": (12, 12),
    "primavera": (3, 5), "verano": (6, 8), "otoño": (9, 11), "estate": (6, 8), "autunno": (9, 11),
}  # fmt: skip
"""First and last month of a season by name; winter is counted by its December."""

NOW_PATTERN = "|".join(
    sorted(
        (re.escape(word).replace(r"\ ", "[ ]+") for word in lexicon.lines("until_now")), key=len, reverse=True
    )
)
MONTH_PATTERN = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
AFTER_YEAR_PATTERN = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
"""English months that may follow their year ("2019 March"): other languages' short ones are often words."""

_NUMERALS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
ROMANS = {numeral: month for month, numeral in enumerate(_NUMERALS, 1)}
"""Month number by Roman numeral, as Central and Eastern Europe writes it ("IX/2021")."""

ROMAN_PATTERN = "|".join(sorted(ROMANS, key=len, reverse=True))
SEASON_PATTERN = "|".join(sorted(map(re.escape, SEASONS), key=len, reverse=True))
