"""Learning from verdicts."""

from workers.tasks import durable

train = durable.step("ranker.train")
