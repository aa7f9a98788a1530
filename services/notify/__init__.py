"""Webhooks: endpoints, events written with the state they announce, signed deliveries (Standard Webhooks)."""
