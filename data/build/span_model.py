"""Learn ``data/models/skill_spans.npz`` from the training parts of SkillSpan (MIT) and GREEN (CC BY 4.0).

    python -m data.build.span_model --data ../shared/data

Only numbers are kept. The penalty and the bias were chosen on the development parts.
"""

from pathlib import Path

import click
import numpy as np

from benchmarks.marked_texts import MarkedText, read_green, read_skillspan, score_spans
from data.build.crf import ConditionalRandomField
from domain.spans import Span
from services.features.candidates import longest
from services.features.plain_text import fold_text
from services.features.spans import FIRST, FURTHER, SHIPPED, SpanModel, SpanReader
from services.features.tagger import Tagger
from services.features.taxonomy import load_taxonomy
from services.features.token_features import SLOT_BITS, Context, feature_slots, read_context
from services.features.tokens import Indexes, tokenise

PENALTY = {"knowledge": 3.0, "skill": 4.0}
BIASES = (0.0, 0.25, 0.5, 0.75)
ITERATIONS = 60


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"))
def main(data: Path) -> None:
    """Fit both models, choose their bias, write them."""
    tagger = Tagger(load_taxonomy())
    skillspan, green = data / "skillspan", data / "green"
    arrays: dict[str, np.ndarray] = {"slots": np.array(1 << SLOT_BITS)}
    for kind, mark, train, dev in (
        (
            "knowledge",
            "knowledge",
            read_skillspan(skillspan / "train.json"),
            read_skillspan(skillspan / "dev.json"),
        ),
        ("skill", "Skill", read_green(green / "train.conll"), read_green(green / "dev.conll")),
    ):
        model = fit(tagger, train, mark, PENALTY[kind])
        chosen = max((biased(model, bias) for bias in BIASES), key=lambda one: merit(tagger, one, dev, mark))
        arrays |= packed(kind, chosen)
    SHIPPED.parent.mkdir(exist_ok=True)
    np.savez_compressed(SHIPPED, **arrays)


def fit(tagger: Tagger, texts: list[MarkedText], mark: str, penalty: float) -> SpanModel:
    """Return the model of one kind of mark."""
    slots, labels, sentences = [], [], []
    seen = 0
    for text in texts:
        context = describe(tagger, text.text)
        if len(context.sentences):
            slots.append(feature_slots(context))
            labels.append(truth(context, text.marks[mark]))
            sentences.append(context.sentences + seen)
            seen = sentences[-1][-1] + 1
    field = ConditionalRandomField(np.concatenate(slots), np.concatenate(labels), np.concatenate(sentences))
    return field.fit(penalty, ITERATIONS)


def describe(tagger: Tagger, text: str) -> Context:
    """Return the words of a text with what the taxonomy knows of them."""
    plain = fold_text(text)
    tokens = tokenise(plain)
    found = tagger.candidates(plain, tokens)
    return read_context(plain, tokens, found.where(longest(found)), tagger.forms)


def truth(context: Context, marks: list[Span]) -> Indexes:
    """Return the label of every word; a span that crosses a sentence's end goes on as a new one."""
    starts = context.plain.origin[context.tokens.starts]
    labels = np.zeros(len(starts), np.int64)
    for mark in marks:
        first, stop = np.searchsorted(starts, mark)
        labels[first:stop] = FURTHER
        labels[first : min(first + 1, stop)] = FIRST
    opening = np.append(True, np.diff(context.sentences) > 0)
    labels[opening & (labels == FURTHER)] = FIRST
    return labels


def biased(model: SpanModel, bias: float) -> SpanModel:
    """Return the model leaning towards spans by ``bias``."""
    return SpanModel(model.weights, model.steps, bias)


def merit(tagger: Tagger, model: SpanModel, texts: list[MarkedText], mark: str) -> float:
    """Return the mean of exact and overlap F1, over the mean of the parts."""
    reader = SpanReader(tagger, model)
    merits = []
    for part in sorted({text.part for text in texts}):
        figures = score_spans((reader.read(t.text), t.marks[mark]) for t in texts if t.part == part)
        print(mark, model.bias, part, figures)
        merits.append(figures["f1"] + figures["overlap_f1"])
    return sum(merits) / len(merits)


def packed(kind: str, model: SpanModel) -> dict[str, np.ndarray]:
    """Return the arrays to store: half-precision weights of the slots that have any."""
    weights = np.where(np.abs(model.weights) < 5e-3, 0, model.weights)
    used = np.flatnonzero(np.abs(weights).max(axis=1) > 0).astype(np.uint32)
    arrays = {"used": used, "weights": weights[used].astype(np.float16), "steps": model.steps}
    return {f"{kind}_{name}": array for name, array in arrays.items()} | {
        f"{kind}_bias": np.array(model.bias)
    }


if __name__ == "__main__":
    main()
