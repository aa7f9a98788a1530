"""Lower-case a text without moving a single character, so that spans stay true."""

_PLAIN = (("’", "'"), ("‘", "'"), ("\u00a0", " "), ("\u2011", "-"), ("\u2010", "-"))


def fold(text: str) -> str:
    """Return ``text`` in lower case with plain marks.

    The result has exactly the length of ``text``: letters whose lower case is longer ("İ") stay as they are.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return plain_marks(lowered)


def plain_marks(text: str) -> str:
    """Return ``text`` with typographic apostrophes, hyphens and blanks made plain, letters as they are."""
    if not text.isascii():
        for mark, plain in _PLAIN:  # five searches are ten times quicker than str.translate
            text = text.replace(mark, plain)
    return text
