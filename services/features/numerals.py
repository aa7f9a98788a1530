"""Read small numbers as postings write them: digits, and words in eight languages."""

_WORDS = {
    1: "one un une uno una um uma ein eine einem einen einer één een unul",
    2: "two zwei deux dos due twee dois duas doi două doua",
    3: "three drei trois tres tre drie três trei",
    4: "four vier quatre cuatro quattro quatro patru",
    5: "five fünf cinq cinco cinque vijf cinci",
    6: "six sechs seis sei zes șase sase",
    7: "seven sieben sept siete sette zeven sete șapte sapte",
    8: "eight acht huit ocho otto oito opt",
    9: "nine neun neuf nueve nove negen nouă",
    10: "ten zehn dix diez dieci tien dez zece",
    11: "eleven elf",
    12: "twelve zwölf douze doce dodici twaalf doze",
    15: "fifteen fünfzehn quinze quince quindici vijftien",
    18: "eighteen achtzehn",
    20: "twenty zwanzig vingt veinte venti twintig vinte",
    30: "thirty",
}
VALUES = {word: float(value) for value, words in _WORDS.items() for word in words.split()}
PATTERN = rf"(?:\d{{1,2}}(?:[.,]5)?|{'|'.join(sorted(VALUES, key=len, reverse=True))})"
"""Regular expression of one number, for lower-case text."""


def value_of(written: str) -> float:
    """Return the value of what :data:`PATTERN` matched."""
    return VALUES[written] if written in VALUES else float(written.replace(",", "."))
