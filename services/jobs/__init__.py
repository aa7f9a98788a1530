"""Job postings: the sources they come from, how they are stored, kept fresh and filtered."""
