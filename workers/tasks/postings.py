"""Work on stored postings."""

from workers.tasks import durable

index = durable.step("postings.index")
refresh = durable.step("posting.refresh")
read = durable.step("postings.read")
