"""Postings from a user's own files and clipboard: every row is stored or named with what is wrong with it."""
