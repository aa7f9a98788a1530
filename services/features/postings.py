"""Read everything that matching needs from one posting: skills, requirements, keywords, tone."""

from collections.abc import Iterable, Iterator, Sequence

from domain.codes import Importance
from domain.postings import JobPosting, PostingFeatures
from domain.skills import Mention, PostingSkill, Skill
from domain.spans import Span
from services.features.folding import fold
from services.features.importance import Zones, read_zones, strongest
from services.features.keywords import POSTING_LIMIT, keywords_of, terms_in
from services.features.kinds import kind_keywords
from services.features.page import lay_out
from services.features.requirements import read_requirements
from services.features.tagger import TaggedMention
from services.features.titles import keys_apart, read_title
from services.features.tone import read_tone
from services.features.tools import FeatureTools
from services.features.trades import read_trades

FEATURES_VERSION = "postings-10"
"""Part of every stored version: raise it whenever the same posting would read differently."""

AT_ONCE = 120_000
"""Letters of postings read together: twice as many are hardly quicker, and a group needs some 20 MB."""

_Named = tuple[Skill, Importance, Mention | None]
"""A skill, how strongly it is asked for, and where the text names it; None where only title or source do."""


def posting_features(posting: JobPosting, tools: FeatureTools) -> PostingFeatures:
    """Read one posting. The same posting and tools give the same features, always, also among others.

    Spans point into ``description_text``. Skills of the title, and those the source lists, carry no mentions.
    """
    return next(features_of([posting], tools))


def features_of(postings: Iterable[JobPosting], tools: FeatureTools) -> Iterator[PostingFeatures]:
    """Read postings, some at a time: see :func:`_together`."""
    for some in batched(postings):
        yield from _together(some, tools)


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


def _together(postings: Sequence[JobPosting], tools: FeatureTools) -> Iterator[PostingFeatures]:
    """Read some postings, one thing of all of them after the other.

    The tagger is twice as fast on many texts, and tables that the processor has at hand are read several
    times as fast as those that it must fetch anew for every posting.
    """
    page = lay_out([f"{posting.title}\n{posting.description_text}" for posting in postings])
    named = tools.tagger.tag_each(page)
    folded = [fold(posting.description_text) for posting in postings]
    zones = list(map(read_zones, folded))
    asked = list(map(read_requirements, postings, folded, zones))
    tones = [
        read_tone(posting.description_text, text, parts, tools.corpus)
        for posting, text, parts in zip(postings, folded, zones, strict=True)
    ]
    titles = [read_title(posting.title) for posting in postings]
    words = list(page.words_each())
    terms = [terms_in(found, posting.language) for found, posting in zip(words, postings, strict=True)]
    trades = [
        read_trades(found, found.short(text.before(len(posting.title))))
        for found, text, posting in zip(terms, words, postings, strict=True)
    ]
    keywords = [
        keywords_of(
            found, tools.corpus, POSTING_LIMIT, {word.key for word in title} | keys_apart(posting.title)
        )
        for found, title, posting in zip(terms, titles, postings, strict=True)
    ]
    for number, posting in enumerate(postings):
        yield PostingFeatures(
            skills=_skills(_named(posting, named[number], zones[number]), _listed(posting, tools)),
            requirements=asked[number],
            keywords=keywords[number],
            tone=tones[number],
            title=(*titles[number], *kind_keywords(posting.title)),
            trades=trades[number],
            version=f"{FEATURES_VERSION}-{tools.version}",
        )


def _skills(named: Iterable[_Named], listed: Iterable[Skill]) -> tuple[PostingSkill, ...]:
    """Return skills by first mention, those of the title first and those only listed by the source last.

    A skill that the text names only to say that it is not needed is left out, unless the source lists it.
    """
    found: dict[str, tuple[Skill, list[Importance], list[Mention]]] = {}
    for skill, importance, mention in named:
        _, importances, mentions = found.get(skill.id) or found.setdefault(skill.id, (skill, [], []))
        importances.append(importance)
        if mention:
            mentions.append(mention)
    for skill in listed:
        found.setdefault(skill.id, (skill, [], []))[1].append(Importance.MENTIONED)
    return tuple(
        [
            PostingSkill(skill.id, skill.name, strongest(importances), tuple(mentions))
            for skill, importances, mentions in found.values()
        ]
    )


def _named(posting: JobPosting, mentions: Iterable[TaggedMention], zones: Zones) -> Iterator[_Named]:
    """Yield the skills of title and text, each with how strongly it is asked for there."""
    offset = len(posting.title) + 1
    for skill, text, (begin, end), _ in mentions:
        start = begin - offset
        importance = zones.at(start) if start >= 0 else Importance.REQUIRED
        if importance is not None:
            yield skill, importance, Mention(text, Span(start, end - offset)) if start >= 0 else None


def _listed(posting: JobPosting, tools: FeatureTools) -> Iterable[Skill]:
    """Return the skills that the source lists beside the text, as far as the taxonomy knows them."""
    return filter(None, map(tools.taxonomy.find, posting.stated_skills))
