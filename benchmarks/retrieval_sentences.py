"""FAISS over a sentence model's vectors of titles and skills, against the exact method."""

from time import process_time

import numpy as np

from adapters.faiss_index import BREADTH, LINKS
from adapters.sentence_model import MiniLm
from benchmarks.real_like_postings import Mixed
from benchmarks.retrieval_memory import ByRow, best, best_of, recall
from services.matching.vectors import ResumeVector
from services.shortlist.retrieval import CANDIDATES


def measure_sentences(size: int, mixed: Mixed, model: MiniLm) -> dict[str, float]:
    """Return CPU milliseconds to the ranked 200, recall@100, and what texts and graph cost."""
    matrix = mixed.matrix(size)
    exact = [best(resume, matrix) for resume in mixed.resumes]
    adverts = [mixed.advert(one) for block in matrix.blocks for one in mixed.vectors(block)]
    started = process_time()
    vectors = model.encode([f"{advert.title}. {', '.join(advert.skills)}" for advert in adverts])
    read = process_time()
    asked = model.encode([_text(resume) for resume in mixed.resumes])
    told = process_time()
    index = _graph(vectors)
    built = process_time()
    by_row = [ByRow(block) for block in matrix.blocks]
    ready = process_time()
    _, places = index.search(asked, min(CANDIDATES, size))
    near = [best_of(*pair, by_row) for pair in zip(mixed.resumes, places, strict=True)]
    found = process_time()
    return {
        "postings": size,
        "faiss_milliseconds": round(1000 * (found - ready) / len(near), 2),
        "resume_milliseconds": round(1000 * (told - read) / len(near), 1),
        "recall": round(float(np.mean([recall(*pair) for pair in zip(exact, near, strict=True)])), 3),
        "reading_seconds": round(read - started, 1),
        "build_seconds": round(built - told, 1),
        "graph_bytes_per_posting": 4 * vectors.shape[1] + 2 * 4 * LINKS + 8,
    }


def _graph(vectors: np.ndarray) -> "object":
    import faiss

    faiss.omp_set_num_threads(1)
    index = faiss.IndexHNSWFlat(vectors.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 80
    index.add(vectors)
    index.hnsw.efSearch = max(BREADTH, CANDIDATES)
    return index


def _text(resume: ResumeVector) -> str:
    """Return the titles somebody has held and the skills named, as postings state theirs."""
    titles = dict.fromkeys(held.position for held in resume.titles.values() if held.position)
    return f"{', '.join(titles)}. {', '.join(skill.name for skill in resume.skills.values())}"
