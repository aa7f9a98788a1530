"""Work on stored postings."""

from workers.tasks import durable

index = durable.step("postings.index")
