"""Read gendered words alike: a chairwoman chaired what a chairman did, and "he" is no keyword."""

from functools import cache

from services.features.wordlists import phrases


def neutral(word: str) -> str:
    """Return the neutral form of a lower-case word; empty for a word that tells only a gender ("men's")."""
    bare = word.removesuffix("'s")
    form = _forms().get(bare, bare)
    return word if form == bare else form


@cache
def _forms() -> dict[str, str]:
    forms = {}
    for label, line in phrases("gendered"):
        if label == "person":
            forms[line] = ""
        else:
            form, _, others = line.partition(":")
            forms.update(dict.fromkeys(others.split(), form))
    return forms
