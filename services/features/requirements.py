"""Read what a posting asks beyond skills: years, level, education, certificates, clearance, languages."""

from domain.codes import Provenance
from domain.postings import JobPosting, Requirements
from services.features.credentials import read_certificates, read_clearance, read_education
from services.features.importance import Zones
from services.features.level import posting_level
from services.features.spoken import read_spoken_languages
from services.features.years import overall_years, read_years


def read_requirements(posting: JobPosting, folded: str, zones: Zones) -> Requirements:
    """Read the requirements of a posting from its folded ``description_text``; what it does not say is None.

    ``provenance`` says where level and years come from: years written in the text are stated.
    """
    text = posting.description_text
    years = overall_years(folded, read_years(folded, zones))
    low = years.low if years else None
    level, provenance = posting_level(posting, low)
    return Requirements(
        min_years=low,
        max_years=years.high if years else None,
        level=level,
        provenance=Provenance.STATED if years else provenance,
        education=read_education(text, folded, zones),
        certificates=read_certificates(text, folded, zones),
        languages=read_spoken_languages(folded, zones),
        clearance=read_clearance(folded, zones),
        years_span=years.span if years else None,
    )
