"""Pacing of outside services: when a key may be used again, and how it fares. Nothing here sleeps."""
