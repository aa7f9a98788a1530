"""Rankers: who weighs the sub-scores of a match, and learning it from an account's verdicts."""
