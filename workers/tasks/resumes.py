"""Resume work."""

from workers.tasks import durable

parse = durable.step("resume.parse")
