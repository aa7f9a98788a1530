"""Read everything that matching needs from one posting: skills, requirements, keywords, tone."""

from collections.abc import Iterable, Iterator, Sequence

from domain.codes import Importance
from domain.postings import JobPosting, PostingFeatures
from domain.skills import Mention, PostingSkill, Skill
from domain.spans import Span
from services.features.folding import fold
from services.features.importance import Zones, read_zones, strongest
from services.features.keywords import POSTING_LIMIT, keywords_of, read_text
from services.features.requirements import read_requirements
from services.features.tagger import TaggedMention
from services.features.titles import read_title
from services.features.tone import read_tone
from services.features.tools import FeatureTools
from services.features.trades import read_trades

FEATURES_VERSION = "postings-3"
"""Part of every stored version: raise it whenever the same posting would read differently."""

AT_ONCE = 60_000
"""Letters of postings tagged together: from there more are hardly quicker, and a group needs 60 MB."""

_Named = tuple[Skill, Importance, Mention | None]
"""A skill, how strongly it is asked for, and where the text names it; None where only title or source do."""


def posting_features(posting: JobPosting, tools: FeatureTools) -> PostingFeatures:
    """Read one posting. The same posting and tools give the same features, always, also among others.

    Spans point into ``description_text``. Skills of the title, and those the source lists, carry no mentions.
    """
    return next(features_of([posting], tools))


def features_of(postings: Iterable[JobPosting], tools: FeatureTools) -> Iterator[PostingFeatures]:
    """Read postings one by one, their skills some at a time: the tagger is twice as fast on many texts."""
    for some in batched(postings):
        named = tools.tagger.tag_each([_title_and_text(posting) for posting in some])
        for posting, mentions in zip(some, named, strict=True):
            yield _features(posting, mentions, tools)


def batched(postings: Iterable[JobPosting], letters: int = AT_ONCE) -> Iterator[list[JobPosting]]:
    """Cut postings into groups whose texts have about ``letters`` letters together, each at least one."""
    group: list[JobPosting] = []
    size = 0
    for posting in postings:
        group.append(posting)
        size += len(posting.description_text)
        if size >= letters:
            yield group
            group, size = [], 0
    if group:
        yield group


def _features(posting: JobPosting, mentions: Iterable[TaggedMention], tools: FeatureTools) -> PostingFeatures:
    text = posting.description_text
    folded = fold(text)
    zones = read_zones(folded)
    title = read_title(posting.title)
    terms = read_text(_title_and_text(posting), posting.language)
    return PostingFeatures(
        skills=_skills((*_named(posting, mentions, zones), *_listed(posting, tools))),
        requirements=read_requirements(posting, folded, zones),
        keywords=keywords_of(terms, tools.corpus, POSTING_LIMIT, {word.key for word in title}),
        tone=read_tone(text, folded, zones, tools.corpus),
        title=title,
        trades=read_trades(terms, posting.title),
        version=f"{FEATURES_VERSION}-{tools.version}",
    )


def _title_and_text(posting: JobPosting) -> str:
    return f"{posting.title}\n{posting.description_text}"


def _skills(named: Iterable[_Named]) -> tuple[PostingSkill, ...]:
    """Return skills by first mention, those of the title first and those only listed by the source last.

    A skill that the text names only to say that it is not needed is left out, unless the source lists it.
    """
    found: dict[str, list[_Named]] = {}
    for one in named:
        found.setdefault(one[0].id, []).append(one)
    return tuple(_skill(places) for places in found.values())


def _skill(places: Sequence[_Named]) -> PostingSkill:
    skill, importance, _ = places[0]
    return PostingSkill(
        skill.id,
        skill.name,
        strongest([asked for _, asked, _ in places]) or importance,
        tuple([mention for *_, mention in places if mention]),
    )


def _named(posting: JobPosting, mentions: Iterable[TaggedMention], zones: Zones) -> Iterator[_Named]:
    """Yield the skills of title and text, each with how strongly it is asked for there."""
    offset = len(posting.title) + 1
    for skill, text, (begin, end), _ in mentions:
        start = begin - offset
        importance = zones.at(start) if start >= 0 else Importance.REQUIRED
        if importance is not None:
            yield skill, importance, Mention(text, Span(start, end - offset)) if start >= 0 else None


def _listed(posting: JobPosting, tools: FeatureTools) -> Iterator[_Named]:
    for name in posting.stated_skills:
        skill = tools.taxonomy.find(name)
        if skill is not None:
            yield skill, Importance.MENTIONED, None
