"""Take a location apart as far as its commas honestly allow."""

# ruff: noqa: SIM905 - word lists read better as words

from domain.postings import Place

_US_STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND"
    " OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".split()
)
_CANADIAN_PROVINCES = frozenset("AB BC MB NB NL NS NT NU ON PE QC SK YT".split())

_COUNTRIES = frozenset(
    "argentina|australia|austria|bangladesh|belgium|brazil|bulgaria|canada|chile|china|colombia|costa rica|"
    "croatia|cyprus|czech republic|czechia|denmark|egypt|estonia|finland|france|germany|ghana|greece|"
    "hong kong|hungary|iceland|india|indonesia|ireland|israel|italy|japan|kenya|latvia|lithuania|luxembourg|"
    "malaysia|malta|mexico|morocco|netherlands|new zealand|nigeria|norway|pakistan|peru|philippines|poland|"
    "portugal|qatar|romania|saudi arabia|serbia|singapore|slovakia|slovenia|south africa|south korea|spain|"
    "sri lanka|sweden|switzerland|taiwan|thailand|tunisia|türkiye|turkey|ukraine|united arab emirates|"
    "united kingdom|united states|uruguay|vietnam".split("|")
)


def split_place(raw: str | None) -> Place:
    """Return city, region and country of "City, Region, Country" as far as they are certain.

    A lone name is a country only if it is a known one; two parts end in a country unless the second is a
    state or province by its two letters. What is not certain stays in ``raw`` alone.
    """
    parts = [part.strip() for part in (raw or "").split(",") if part.strip()]
    if not raw or not parts:
        return Place(raw=raw)
    if len(parts) >= 3:
        return Place(raw, city=parts[0], region=", ".join(parts[1:-1]), country=parts[-1])
    if len(parts) == 2:
        return _pair(raw, *parts)
    return Place(raw, country=raw if raw.lower() in _COUNTRIES else None)


def _pair(raw: str, first: str, second: str) -> Place:
    if second in _US_STATES:
        return Place(raw, city=first, region=second, country="United States")
    if second in _CANADIAN_PROVINCES:
        return Place(raw, city=first, region=second, country="Canada")
    if second.lower() in _COUNTRIES:
        return Place(raw, city=first, country=second)
    return Place(raw, city=first, region=second)
