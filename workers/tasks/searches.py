"""Search-and-match work: plan, fetch pages, merge, fetch postings, score."""

from workers.tasks import durable

run = durable.step("search.run")
page = durable.part("search.run.page")
merge = durable.step("search.run.merge")
detail = durable.part("search.run.detail")
score = durable.step("search.run.score")
