"""Matching service: score stored features as sparse products, rank, and explain from the same numbers."""
