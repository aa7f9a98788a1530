"""Learn ``data/models/esco_links.npz`` from SkillSkape's training part (MIT), and write ESCO's names.

    python -m data.build.link_model DIR --data ../shared/data

``DIR`` holds the downloads of ``data/build/taxonomy.py``. Only numbers are kept of the sentences; the weight
of names against centroids was chosen on the development part.
"""

import gzip
from collections import defaultdict
from pathlib import Path

import click
import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize

from benchmarks.link import read_linked, score_links
from data.build.taxonomy_sources import esco_labels
from services.features.linking import LABELS, SHIPPED, SLOTS, EscoLinker, LinkModel

KEPT_SLOTS = 400
NAME_WEIGHTS = (0.05, 0.1, 0.2, 0.3, 0.4)


@click.command()
@click.argument("downloads", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"))
def main(downloads: Path, data: Path) -> None:
    """Fit, choose the weight of names, write."""
    labels = esco_labels(downloads)
    ids = [f"esco:{label.uuid}" for label in labels if label.preferred]
    names = [label.label for label in labels if label.preferred]
    LABELS.write_bytes(gzip.compress("\n".join(("\t".join(ids), "\t".join(names))).encode(), 9, mtime=0))
    sentences = read_linked(data / "skillskape" / "train.csv")
    # Rare among names and rare among sentences: "experience" stands in every sentence and in few names.
    idf = np.sqrt(
        frequencies([label.label for label in labels]) * frequencies([text for text, _ in sentences])
    )
    empty = LinkModel(idf, np.zeros(0, np.int64), sp.csr_matrix((0, SLOTS)), 0.0)
    concepts, centroids = learn(empty, names, sentences)
    dev = read_linked(data / "skillskape" / "dev.csv")
    models = [LinkModel(idf, concepts, centroids, weight) for weight in NAME_WEIGHTS]
    best = max(models, key=lambda model: merit(EscoLinker(ids, names, model), model, dev))
    write(best)


def frequencies(texts: list[str]) -> np.ndarray:
    """Return the inverse document frequency of every slot over some texts."""
    plain = LinkModel(np.ones(SLOTS, np.float32), np.zeros(0, np.int64), sp.csr_matrix((0, SLOTS)), 0.0)
    counts = np.bincount(plain.vectors(texts).indices, minlength=SLOTS)
    return (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32)


def learn(
    model: LinkModel, names: list[str], sentences: list[tuple[str, list[str]]]
) -> tuple[np.ndarray, sp.csr_matrix]:
    """Return the places of the concepts that have sentences, and the mean vector of each."""
    place = {name.lower(): at for at, name in enumerate(names)}
    having: dict[int, list[int]] = defaultdict(list)
    for row, (_, labels) in enumerate(sentences):
        for label in labels:
            if label.lower() in place:
                having[place[label.lower()]].append(row)
    vectors = model.vectors([sentence for sentence, _ in sentences])
    concepts = sorted(having)
    means = sp.vstack([pruned(sp.csr_matrix(vectors[having[at]].mean(axis=0))) for at in concepts])
    return np.array(concepts), normalize(means.tocsr())


def pruned(row: sp.csr_matrix) -> sp.csr_matrix:
    """Return a row with its heaviest slots alone."""
    if row.nnz > KEPT_SLOTS:
        row.data[row.data < np.partition(row.data, -KEPT_SLOTS)[-KEPT_SLOTS]] = 0
        row.eliminate_zeros()
    return row


def merit(linker: EscoLinker, model: LinkModel, dev: list[tuple[str, list[str]]]) -> float:
    """Return RP@5 on the development part."""
    figures = score_links(linker, dev)
    print(model.name_weight, figures)
    return figures["rp_at_5"]


def write(model: LinkModel) -> None:
    """Store the model in half precision."""
    np.savez_compressed(
        SHIPPED,
        idf=model.idf.astype(np.float16),
        concepts=model.concepts.astype(np.int32),
        weights=model.centroids.data.astype(np.float16),
        slots=model.centroids.indices.astype(np.int32),
        edges=model.centroids.indptr.astype(np.int32),
        name_weight=np.array(model.name_weight),
    )


if __name__ == "__main__":
    main()
