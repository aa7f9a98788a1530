"""Learning: fit the weights of an account's ranker to what it said about its matches."""
