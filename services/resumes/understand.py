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

        return _named(read_json_resume(data, today=today))
    return _named(structure(read(data, media_type), today=today))


def _named(parsed: ParsedResume) -> ParsedResume:
    return replace(parsed, parser_version=PARSER_VERSION, language=language_of(parsed.text))


def understand(data: bytes, media_type: str, *, today: date, tools: "FeatureTools | None") -> ParsedResume:
    """Return the parse with features added (skills, keywords, level); ReadFailed when it cannot be read.

    ``today`` is what "Present" means. Without ``tools`` the features stay empty.
    """
    return _with_features(parse(data, media_type, today=today), today, tools)


def understand_pictures(data: bytes, *, today: date, tools: "FeatureTools | None") -> ParsedResume:
    """Return what a recogniser sees on the pages of a PDF of pictures, read like any other resume.

    Raise ReadFailed (``no_text``) where none is installed or it sees nothing.
    """
    from services.resumes.pictures import read_pictures

    parsed = _named(structure(read_pictures(data), today=today))
    return _with_features(parsed, today, tools)


def _with_features(parsed: ParsedResume, today: date, tools: "FeatureTools | None") -> ParsedResume:
    if tools is None:
        return parsed
    from services.features.resumes import add_features

    version = version_with(tools.version)
    return replace(add_features(parsed, tools, today=today), parser_version=version)
