"""Rows: one noun per file, columns and constraints only."""
