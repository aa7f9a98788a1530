"""Reading marked texts and scoring spans: the benchmark's own arithmetic."""

import json
from pathlib import Path

from benchmarks.marked_texts import read_green, read_skillspan, score_spans
from domain.spans import Span


def test_an_advertisements_sentences_become_lines_with_their_marks(tmp_path: Path) -> None:
    rows = [
        {
            "idx": 1,
            "source": "tech",
            "tokens": ["Use", "C++"],
            "tags_knowledge": ["O", "B"],
            "tags_skill": ["O", "O"],
        },
        {
            "idx": 1,
            "source": "tech",
            "tokens": ["Go", "SQL"],
            "tags_knowledge": ["B", "B"],
            "tags_skill": ["O", "O"],
        },
        {"idx": 2, "source": "house", "tokens": ["Hi"], "tags_knowledge": ["O"], "tags_skill": ["O"]},
    ]
    path = tmp_path / "test.json"
    path.write_text("\n".join(map(json.dumps, rows)))
    first, second = read_skillspan(path)
    assert first.text == "Use C++\nGo SQL"
    assert [span.of(first.text) for span in first.marks["knowledge"]] == ["C++", "Go", "SQL"]
    assert (second.part, second.marks["knowledge"]) == ("house", [])


def test_each_label_of_a_word_file_is_a_kind_of_mark(tmp_path: Path) -> None:
    path = tmp_path / "testset.txt"
    path.write_text("\nLead B-Skill \nteams I-Skill \nin O \nretail B-Domain \n\n\nHello O \n")
    first, second = read_green(path)
    assert [span.of(first.text) for span in first.marks["Skill"]] == ["Lead teams"]
    assert [span.of(first.text) for span in first.marks["Domain"]] == ["retail"]
    assert second.marks["Skill"] == []


def test_exact_and_overlap_figures() -> None:
    """Two of ours: one exact, one that touches; two of theirs: both touched."""
    figures = score_spans([([Span(0, 4), Span(10, 14)], [Span(0, 4), Span(12, 20)])])
    assert (figures["precision"], figures["recall"], figures["f1"]) == (0.5, 0.5, 0.5)
    assert figures["overlap_f1"] == 1.0


def test_finding_nothing_scores_nothing() -> None:
    assert score_spans([([], [Span(0, 4)])])["f1"] == 0.0
