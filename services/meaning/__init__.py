"""Meaning: what a sentence model makes of postings and of positions held, kept beside them."""
