"""Frozen values and vocabularies: the nouns every other room speaks in. Imports nothing of ours."""
