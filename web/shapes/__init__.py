"""Rows in the contract's form: one noun per file."""
