"""A stand-in for LinkedIn: the real answers' shapes and faults, over fictional postings, on loopback."""
