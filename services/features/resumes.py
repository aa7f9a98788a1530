"""Fill what a parsed resume shows: skills with years, keywords, level, qualifications."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from domain.resumes import Experience, ParsedResume, WorkEntry
from domain.skills import ResumeSkill
from services.features.keywords import RESUME_LIMIT, keywords_of, read_text
from services.features.level import resume_level
from services.features.personal import without_person
from services.features.qualifications import read_qualifications
from services.features.tagger import TaggedMention
from services.features.tools import FeatureTools
from services.features.trades import read_trades


def add_features(parsed: ParsedResume, tools: FeatureTools, *, today: date) -> ParsedResume:
    """Return ``parsed`` with skills, keywords, trades, level and qualifications.

    Only ``parsed.text`` is read: hidden text never stands there, so it is never scored. Nor is who the
    person is (:mod:`personal`).
    """
    text = without_person(parsed)
    terms = read_text(text, parsed.language)
    return replace(
        parsed,
        skills=resume_skills(parsed, tools.tagger.tag(text, parsed.sections), today=today),
        keywords=keywords_of(terms, tools.corpus, RESUME_LIMIT),
        trades=read_trades(terms, read_text(_positions(parsed), parsed.language).short()),
        experience=_with_level(parsed),
        qualifications=read_qualifications(parsed, text),
    )


def resume_skills(
    parsed: ParsedResume, mentions: Sequence[TaggedMention], *, today: date
) -> tuple[ResumeSkill, ...]:
    """Return one entry a skill: first those used longest, then those named most, then by name."""
    by_id: dict[str, list[TaggedMention]] = defaultdict(list)
    for mention in mentions:
        by_id[mention.skill.id].append(mention)
    skills = [_skill(found, parsed.work, today) for found in by_id.values()]
    return tuple(sorted(skills, key=lambda skill: (-(skill.years or 0), -len(skill.mentions), skill.name)))


def _skill(found: list[TaggedMention], work: Iterable[WorkEntry], today: date) -> ResumeSkill:
    used = [entry for entry in work if any(_inside(mention, entry) for mention in found)]
    months = _months(used, today)
    skill = found[0].skill
    return ResumeSkill(
        id=skill.id,
        name=skill.name,
        group=skill.group,
        years=round(len(months) / 12, 1) if months else None,
        last_used=_iso(max(months)) if months else None,
        mentions=tuple(mention.mention for mention in found),
    )


def _inside(mention: TaggedMention, entry: WorkEntry) -> bool:
    return entry.span.start <= mention.span.start and mention.span.end <= entry.span.end


def _months(entries: Iterable[WorkEntry], today: date) -> set[int]:
    """Return the months, numbered from year 0, in which any of the entries ran; none is counted twice."""
    now = today.year * 12 + today.month - 1
    return {month for entry in entries for month in _run(entry, now)}


def _run(entry: WorkEntry, now: int) -> range:
    if not entry.start_date:
        return range(0)
    last = min(_month(entry.end_date, 12), now) if entry.end_date else now
    return range(_month(entry.start_date, 1), last + 1)


def _month(written: str, unnamed: int) -> int:
    """Number ``YYYY-MM``; a bare year stands for its month ``unnamed``."""
    year, _, month = written.partition("-")
    return int(year) * 12 + (int(month[:2]) if month else unnamed) - 1


def _iso(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _positions(parsed: ParsedResume) -> str:
    return "\n".join(entry.position for entry in parsed.work if entry.position)


def _with_level(parsed: ParsedResume) -> Experience:
    latest = sorted(parsed.work, key=lambda entry: (entry.current, entry.end_date or ""), reverse=True)
    titles = [entry.position for entry in latest if entry.position]
    return replace(parsed.experience, level=resume_level(titles, parsed.experience.total_months))
