"""Search and match: ask the sources, keep what fits, score it, explain it."""
