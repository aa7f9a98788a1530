"""Who must be named beside a posting: the sources' terms ask for a name and a link back to the posting."""

from collections.abc import Mapping

CREDITS: Mapping[str, str] = {
    "linkedin": "LinkedIn",
    "greenhouse": "Greenhouse",
    "lever": "Lever",
    "ashby": "Ashby",
    "personio": "Personio",
    "teamtailor": "Teamtailor",
    "workable": "Workable",
    "rippling": "Rippling",
    "careersite": "the company's careers site",
    "remotive": "Remotive",
    "arbeitnow": "Arbeitnow",
    "remoteok": "Remote OK",
    "hackernews": "Hacker News",
    "themuse": "The Muse",
    "usajobs": "USAJOBS",
    "adzuna": "Adzuna",
    "indeed": "Indeed",
    "demo": "Fictional postings that come with Rolefit",
}


def credit(source: str) -> str | None:
    """Return the name to show beside a source's postings; None for one's own."""
    return CREDITS.get(source)
