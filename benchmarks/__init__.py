"""Speed and quality, one command each; committed results in benchmarks/results."""
