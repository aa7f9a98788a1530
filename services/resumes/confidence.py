"""Say how far each part of a parse can be trusted, from how complete and consistent it is."""

from collections.abc import Sequence

from domain.resumes import ParsedResume

_IN_PICTURES = 0.9
"""What recognised text is worth at best: a letter may be wrong where its reader was certain."""


def confidence_of(parsed: ParsedResume, recognised: float | None = None) -> dict[str, float]:
    """Return a number in [0, 1] per part: the share of the fields that such a part should have.

    ``recognised`` is how certain a recogniser was of the letters, None for typed text.
    """
    shares = _shares(parsed)
    if recognised is None:
        return shares
    return {part: round(share * _IN_PICTURES * recognised, 2) for part, share in shares.items()}


def _shares(parsed: ParsedResume) -> dict[str, float]:
    basics = parsed.basics
    return {
        "basics": _share([basics.name, basics.email, basics.phone]),
        "work": _mean([_share([entry.position, entry.company, entry.start_date]) for entry in parsed.work]),
        "education": _mean(
            [
                _share([entry.institution, entry.study_type or entry.area, entry.end_date])
                for entry in parsed.education
            ]
        ),
        "sections": min(1.0, len({section.kind for section in parsed.sections} - {"other"}) / 4),
    }


def _share(values: Sequence[object]) -> float:
    return round(sum(bool(value) for value in values) / len(values), 2)


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 2) if values else 0.0
