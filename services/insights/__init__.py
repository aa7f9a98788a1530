"""Insights: what would change a score, which skills are worth learning, what the market asks and pays."""
