"""Learn ``data/models/skill_context.npz``, which tells whether a known form means the skill.

    python -m data.build.context_model --data ../shared/data

Learnt from the training parts of SkillSpan (MIT) and GREEN (CC BY 4.0) and from the project's own sentences
(``context_examples.txt``, ``context_templates.txt``, ``tests/corpus/prose_traps_dev.jsonl``); only numbers are kept.
Threshold and weights were chosen by cross-validation over the development traps and on the development parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.marked_texts import MarkedText, read_green, read_skillspan
from benchmarks.prose_traps import (
    DEVELOPMENT_TRAPS,
    GAP,
    RESEMBLING,
    SHIPPED_TRAPS,
    read_traps,
    resemblance,
)
from data.build.context_sentences import PLAIN, certain_tools, fills, own_examples, templates
from data.build.context_swaps import swapped
from domain.spans import Span
from services.features.candidates import Candidates, longest
from services.features.context import FIRST_SALT, PROSE_SLOTS, SHIPPED, ContextModel, candidate_slots
from services.features.plain_text import fold_text
from services.features.tagger import Tagger
from services.features.taxonomy import Taxonomy, load_taxonomy
from services.features.token_features import SLOT_BITS, Context, Slots, as_hashes, read_context, slots_of
from services.features.tokens import tokenise
from services.features.wordlists import words as stop_words

INVERSE_PENALTY = 1.0
OWN_WEIGHT = 0.9
TEMPLATE_WEIGHT = 0.05
SWAP_WEIGHT = 0.1
MARKED_PROSE_WEIGHT = 0.3
CLEAR_WORD_FACTOR = 2.0
"""How much more our own examples count for words that the public sets teach too ("English")."""

THRESHOLD = -0.4
ORDINARY_CAUTION = 0.15
"""Log-odds that ordinary words must bring beyond the threshold."""

COVERED = 0.4
SEED = 20
YES, NO, UNCLEAR = 1, 0, -1


@dataclass(frozen=True)
class Examples:
    """Feature slots of candidates, whether each means a skill, and how much it counts."""

    slots: Slots
    labels: NDArray[np.int64]
    weights: NDArray[np.float64]


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"))
def main(data: Path) -> None:
    """Fit, say how well, write."""
    taxonomy = load_taxonomy()
    tagger = Tagger(taxonomy, model=ContextModel(np.zeros(1 << SLOT_BITS, np.float32), 0.0))
    train = [*read_skillspan(data / "skillspan" / "train.json"), *read_green(data / "green" / "train.conll")]
    dev = [*read_skillspan(data / "skillspan" / "dev.json"), *read_green(data / "green" / "dev.conll")]
    learnt = [collect(tagger, text) for text in train]
    learnt += [collect_own(tagger, text, OWN_WEIGHT) for text in own_examples()]
    learnt += [collect_own(tagger, text, OWN_WEIGHT) for text in development_sentences()]
    learnt += [collect_own(tagger, text, TEMPLATE_WEIGHT) for text in templates(taxonomy)]
    learnt += [collect_own(tagger, text, SWAP_WEIGHT) for text in swaps(taxonomy, train)]
    weights = fit(joined(learnt))
    weights[ordinary_bias()] -= ORDINARY_CAUTION
    held_back = joined([collect(tagger, text) for text in dev])
    odds = weights[held_back.slots].sum(axis=1)
    print("AUC on the development parts", roc_auc_score(held_back.labels, odds))
    write(weights)


def development_sentences() -> Iterator[MarkedText]:
    """Yield the development traps but those that resemble a test sentence.

    Weights were chosen by cross-validation over them; the shipped model learns them all.
    """
    tests = read_traps(SHIPPED_TRAPS)
    for trap in read_traps(DEVELOPMENT_TRAPS):
        text = trap.text[: trap.span.start] + GAP + trap.text[trap.span.end :]
        if max(resemblance(text, test) for test in tests) >= RESEMBLING:
            continue
        marks = {PLAIN: [], "knowledge": []}
        marks["knowledge" if trap.skill else PLAIN].append(trap.span)
        yield MarkedText(trap.text, marks=marks, part="template")


def swaps(taxonomy: Taxonomy, train: Sequence[MarkedText]) -> Iterator[MarkedText]:
    """Yield the training sentences with tools and other words exchanged for ordinary ones."""
    words = [word for word in fills(taxonomy)["tools"] if len(word) > 1]
    kept = stop_words("stopwords.en").union(taxonomy.forms.texts)
    return swapped(train, certain_tools(taxonomy), sorted(set(words)), kept)


def collect(tagger: Tagger, text: MarkedText) -> Examples:
    """Return the candidates of a marked text: yes on a marked skill, unclear ones left out."""
    context, candidates = found_in(tagger, text.text)
    spans = places(context, candidates)
    labels = np.array([judge(span, text) for span in spans], dtype=np.int64)
    clear = labels != UNCLEAR
    candidates = candidates.where(clear)
    weights = np.where(tagger.forms.prose[candidates.forms], MARKED_PROSE_WEIGHT, 1.0)
    return Examples(candidate_slots(context, candidates, tagger.forms), labels[clear], weights)


def judge(span: Span, text: MarkedText) -> int:
    """Say yes for knowledge, or for much of a marked skill; unclear for little of one."""
    whole = (*text.marks.get("knowledge", ()), *text.marks.get("Qualification", ()))
    if any(_shared(span, mark) for mark in whole):
        return YES
    shares = [
        _shared(span, mark) / (mark.end - mark.start)
        for kind in ("skill", "Skill")
        for mark in text.marks.get(kind, ())
    ]
    share = max(shares, default=0.0)
    return YES if share >= COVERED else UNCLEAR if share else NO


def collect_own(tagger: Tagger, text: MarkedText, weight: float) -> Examples:
    """Return the candidates of one of our sentences that are marked, or ordinary words where none need be."""
    context, candidates = found_in(tagger, text.text)
    prose = tagger.forms.prose[candidates.forms].tolist()
    spans = places(context, candidates)
    labels = np.array([judge_own(*pair, text) for pair in zip(spans, prose, strict=True)], dtype=np.int64)
    clear = labels != UNCLEAR
    slots = candidate_slots(context, candidates.where(clear), tagger.forms)
    weights = np.where(np.array(prose, dtype=bool)[clear], weight, weight * CLEAR_WORD_FACTOR)
    return Examples(slots, labels[clear], weights)


def judge_own(span: Span, prose: bool, text: MarkedText) -> int:
    """Say what the mark says; without one, no for ordinary words of sentences and unclear elsewhere."""
    if any(_shared(span, mark) for mark in text.marks.get("knowledge", ())):
        return YES
    if span in text.marks.get(PLAIN, ()):
        return NO
    return NO if prose and text.part != "template" else UNCLEAR


def found_in(tagger: Tagger, text: str) -> tuple[Context, Candidates]:
    """Return the words of a text and all its candidates."""
    plain = fold_text(text)
    tokens = tokenise(plain)
    candidates = tagger.candidates(plain, tokens)
    return read_context(plain, tokens, candidates.where(longest(candidates)), tagger.forms), candidates


def places(context: Context, candidates: Candidates) -> list[Span]:
    """Return where the candidates stand in the original text."""
    tokens, origin = context.tokens, context.plain.origin
    starts = origin[tokens.starts[candidates.firsts]]
    ends = origin[tokens.ends[candidates.stops - 1] - 1] + 1
    return [Span(*pair) for pair in zip(starts.tolist(), ends.tolist(), strict=True)]


def joined(parts: list[Examples]) -> Examples:
    """Return all examples as one."""
    parts = [part for part in parts if len(part.labels)]
    return Examples(
        np.concatenate([part.slots for part in parts]),
        np.concatenate([part.labels for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )


def fit(examples: Examples) -> NDArray[np.float32]:
    """Return the weight of every slot."""
    counts = np.bincount(examples.slots.ravel(), minlength=1 << SLOT_BITS)
    used = np.flatnonzero(counts >= 2)
    column = np.cumsum(counts >= 2) - 1
    kept = (counts >= 2)[examples.slots]
    edges = np.append(0, np.cumsum(kept.sum(axis=1)))
    matrix = sp.csr_matrix((np.ones(edges[-1]), column[examples.slots[kept]], edges))
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=200, fit_intercept=False, random_state=SEED)
    model.fit(matrix, examples.labels, sample_weight=examples.weights)
    weights = np.zeros(1 << SLOT_BITS, np.float32)
    weights[used] = model.coef_[0]
    return weights


def ordinary_bias() -> int:
    """Return the slot that every ordinary word has."""
    constant = slots_of([as_hashes(np.zeros(1, np.int64))], FIRST_SALT)
    return int(constant[0, 0]) ^ PROSE_SLOTS


def write(weights: NDArray[np.float32]) -> None:
    """Store the slots that have weight, in half precision."""
    used = np.flatnonzero(np.abs(weights) >= 5e-3).astype(np.uint32)
    np.savez_compressed(
        SHIPPED,
        slots=np.array(len(weights)),
        used=used,
        weights=weights[used].astype(np.float16),
        threshold=np.array(THRESHOLD),
    )


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


if __name__ == "__main__":
    main()
