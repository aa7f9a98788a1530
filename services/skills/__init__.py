"""What accounts add to the taxonomy."""
