"""Pay is read as people write it, and other amounts are not taken for it."""

import pytest

from services.jobs.salary import read_salary, yearly

PAY = [
    ("Salary: $120K – $160K", 120_000, 160_000, "USD", "YEAR"),
    ("We pay $120k-160k plus equity", 120_000, 160_000, "USD", "YEAR"),
    ("120 - 160k USD base salary", 120_000, 160_000, "USD", "YEAR"),
    ("Gehalt: €55.000–65.000 brutto", 55_000, 65_000, "EUR", "YEAR"),
    ("55.000 € bis 65.000 € Jahresgehalt", 55_000, 65_000, "EUR", "YEAR"),
    ("up to £500 per day", None, 500, "GBP", "DAY"),
    ("£450 - £500 a day outside IR35", 450, 500, "GBP", "DAY"),
    ("Compensation range $45.50/hr to $52.75/hr", 45.5, 52.75, "USD", "HOUR"),
    ("$18.50 per hour, paid weekly", 18.5, 18.5, "USD", "HOUR"),
    ("Hourly rate: $25", 25, 25, "USD", "HOUR"),
    ("CHF 8'500 pro Monat", 8_500, 8_500, "CHF", "MONTH"),
    ("Salaire : 42 000 € à 48 000 € brut par an", 42_000, 48_000, "EUR", "YEAR"),
    ("salario 1.400 € bruto al mes", 1_400, 1_400, "EUR", "MONTH"),
    ("RAL 32.000 - 38.000 €", 32_000, 38_000, "EUR", "YEAR"),
    ("12-18 LPA, salary negotiable", 1_200_000, 1_800_000, "INR", "YEAR"),
    ("Salary from $90,000 per year", 90_000, None, "USD", "YEAR"),
    ("CA$95,000 - CA$110,000 annually", 95_000, 110_000, "CAD", "YEAR"),
    ("Pay: USD 7,000 - 9,000 monthly", 7_000, 9_000, "USD", "MONTH"),
    ("wynagrodzenie 15 000 - 20 000 PLN brutto miesięcznie", 15_000, 20_000, "PLN", "MONTH"),
    ("$62,107 to $80,737 per year", 62_107, 80_737, "USD", "YEAR"),
    ("The base salary is $150,000+ and a bonus of $10,000", 150_000, None, "USD", "YEAR"),
    ("Salary 3.200 euros por mês", 3_200, 3_200, "EUR", "MONTH"),
    ("SEK 42 000 per month", 42_000, 42_000, "SEK", "MONTH"),
    ("Raised $30M. Salary: £60,000 to £70,000", 60_000, 70_000, "GBP", "YEAR"),
    ("$130,000.00 - $150,000.00", 130_000, 150_000, "USD", "YEAR"),
]

NO_PAY = [
    "We raised $25 million in Series B funding",
    "You own a budget of $500,000 per year",
    "a learning budget of €1,500 a year and a gift voucher",
    "401k with 4% match",
    "over 3,000 customers in 40 countries, revenue of $120,000,000",
    "5 - 7 years of experience",
    "Founded 2015 - 2017, 200-500 employees",
    "a signing bonus of $5,000",
    "manage a portfolio of $80,000 - $90,000 accounts",
    "call 555 120 160 now",
    "Competitive salary",
    "24/7 support, 9-5 hours, salary discussed later",
    "",
]


@pytest.mark.parametrize(("text", "low", "high", "currency", "period"), PAY)
def test_pay_is_read(
    text: str, low: float | None, high: float | None, currency: str | None, period: str | None
) -> None:
    """Ends, currency and period come out as written."""
    read = read_salary(text)
    found = (read.min, read.max, read.currency, read.period) if read else (None,) * 4
    assert found == (low, high, currency, period)


@pytest.mark.parametrize("text", NO_PAY)
def test_other_amounts_are_no_pay(text: str) -> None:
    """Funding, budgets, bonuses, years and telephone numbers are not what a posting pays."""
    assert read_salary(text) is None


def test_pay_of_different_periods_compares_by_the_year() -> None:
    """Hours, days and months are brought to a year of full-time work; an unknown period to nothing."""
    assert yearly(50, "HOUR") == 104_000
    assert yearly(5_000, "MONTH") == 60_000
    assert yearly(500, None) is None
