"""Scripts that build the embedded data: run by hand, reproducible, never imported by the application."""
