"""Stand-ins for job boards: fictional postings in each board's published shape, with faults on demand."""
