"""Data that ships with the application, and the scripts that build it."""
