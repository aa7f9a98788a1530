"""Tell which language a text is written in."""

MIN_LETTERS = 60
_SAMPLE = 1_500


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None for a text too short to tell."""
    if len(text) < MIN_LETTERS:
        return None
    import py3langid  # loads its model on import: only where a text is read

    code: str = py3langid.classify(text[:_SAMPLE])[0]
    return code
