"""Webhook work."""

from workers.tasks import durable

deliver = durable.step("webhook.deliver")
