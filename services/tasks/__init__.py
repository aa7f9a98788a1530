"""The durable engine: Postgres keeps the promise, the broker is only a doorbell (docs/decisions/0003)."""
