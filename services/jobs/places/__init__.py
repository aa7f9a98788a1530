"""Where postings are, and where those who apply have to be."""
