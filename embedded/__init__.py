"""Real Postgres and Valkey from wheels, and the whole stack on one machine; imported by tests alone."""
