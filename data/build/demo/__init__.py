"""Hand-written material of the demo postings, one file per profession, and the code that reads it."""
