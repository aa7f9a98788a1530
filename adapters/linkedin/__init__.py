"""LinkedIn through the unmodified linkedin-api package, with its one request method replaced."""
