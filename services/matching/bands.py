"""Say in one word how good a score is, cut where the share of postings of one's own occupation changes."""

BANDS = ((40.0, "great"), (30.0, "good"), (20.0, "fair"))
"""Least score of each band under the default weights: of postings in it, 8, 6 and 3 in ten were relevant."""


def band_of(score: float) -> str:
    """Return great, good, fair or weak for a score of 0 to 100."""
    return next((band for least, band in BANDS if score >= least), "weak")
