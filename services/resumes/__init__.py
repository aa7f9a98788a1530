"""Turn a resume's bytes into text with geometry, sections, entries and dates."""
