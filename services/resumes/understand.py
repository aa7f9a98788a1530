"""The whole way from bytes to a parsed resume with skills, keywords and level."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from domain.resumes import ParsedResume
from services.resumes import sniff
from services.resumes.read import read
from services.resumes.structure import structure
from services.resumes.tongue import language_of
from services.resumes.version import PARSER_VERSION, version_with

if TYPE_CHECKING:
    from services.features.tools import FeatureTools


def parse(data: bytes, media_type: str, *, today: date) -> ParsedResume:
    """Return what a resume says, without skills and keywords; ReadFailed when it cannot be read."""
    if media_type == sniff.JSON:
        from services.resumes.json_resume import read_json_resume

        parsed = read_json_resume(data, today=today)
    else:
        parsed = structure(read(data, media_type), today=today)
    return replace(parsed, parser_version=PARSER_VERSION, language=language_of(parsed.text))


def understand(data: bytes, media_type: str, *, today: date, tools: "FeatureTools | None") -> ParsedResume:
    """Return the parse with features added (skills, keywords, level); ReadFailed when it cannot be read.

    ``today`` is what "Present" means. Without ``tools`` the features stay empty.
    """
    parsed = parse(data, media_type, today=today)
    if tools is None:
        return parsed
    from services.features.resumes import add_features

    version = version_with(tools.version)
    return replace(add_features(parsed, tools, today=today), parser_version=version)
