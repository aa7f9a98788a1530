"""Read everything that matching needs from one posting: skills, requirements, keywords, tone."""

from collections.abc import Iterable, Iterator

from domain.codes import Importance
from domain.postings import JobPosting, PostingFeatures
from domain.skills import Mention, PostingSkill, Skill
from domain.spans import Span
from services.features.folding import fold
from services.features.importance import Zones, read_zones, strongest
from services.features.keywords import POSTING_LIMIT, extract_keywords
from services.features.requirements import read_requirements
from services.features.titles import lift, read_title
from services.features.tone import read_tone
from services.features.tools import FeatureTools

FEATURES_VERSION = "postings-2"
"""Part of every stored version: raise it whenever the same posting would read differently."""


def posting_features(posting: JobPosting, tools: FeatureTools) -> PostingFeatures:
    """Read one posting. The same posting and tools give the same features, always.

    Spans point into ``description_text``. Skills of the title, and those the source lists, carry no mentions.
    """
    text = posting.description_text
    folded = fold(text)
    zones = read_zones(folded)
    title = read_title(posting.title)
    keywords = extract_keywords(f"{posting.title}\n{text}", tools.corpus, POSTING_LIMIT, posting.language)
    return PostingFeatures(
        skills=_skills(posting, zones, tools),
        requirements=read_requirements(posting, folded, zones),
        keywords=lift(keywords, title),
        tone=read_tone(text, folded, zones, tools.corpus),
        title=title,
        version=f"{FEATURES_VERSION}-{tools.version}",
    )


def _skills(posting: JobPosting, zones: Zones, tools: FeatureTools) -> tuple[PostingSkill, ...]:
    """Return skills by first mention, those of the title first and those only listed by the source last.

    A skill that the text names only to say that it is not needed is left out, unless the source lists it.
    """
    named = _named(posting, zones, tools)
    found: dict[str, PostingSkill] = {}
    for skill, importance, mention in named:
        before = found.get(skill.id) or PostingSkill(skill.id, skill.name, importance)
        found[skill.id] = PostingSkill(
            skill.id,
            skill.name,
            strongest((before.importance, importance)) or importance,
            (*before.mentions, mention) if mention else before.mentions,
        )
    return tuple(found.values())


def _named(
    posting: JobPosting, zones: Zones, tools: FeatureTools
) -> Iterator[tuple[Skill, Importance, Mention | None]]:
    # One call for title and text: much of a call's cost does not depend on the length.
    offset = len(posting.title) + 1
    for tagged in tools.tagger.tag(f"{posting.title}\n{posting.description_text}"):
        start = tagged.span.start - offset
        importance = zones.at(start) if start >= 0 else Importance.REQUIRED
        if importance is not None:
            span = Span(start, tagged.span.end - offset)
            yield tagged.skill, importance, Mention(tagged.text, span) if start >= 0 else None
    for skill in _known(posting.stated_skills, tools):
        yield skill, Importance.MENTIONED, None


def _known(names: Iterable[str], tools: FeatureTools) -> Iterator[Skill]:
    for name in names:
        skill = tools.taxonomy.find(name)
        if skill is not None:
            yield skill
