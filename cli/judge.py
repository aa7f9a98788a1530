"""`rolefit judge`: say which matches are of interest; the learned ranker learns from it."""

from itertools import islice
from typing import Any

import click

VERDICTS = {"y": "relevant", "n": "irrelevant", "a": "applied"}
SKIP, STOP = "s", "q"
_QUESTION = "Of interest? [y]es, [n]o, [a]pplied, [s]kip, [q]uit"


@click.command()
@click.option("--search", "search_id", help="Whose matches; default is the newest search.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 500), help="Most to be asked.")
def command(search_id: str | None, limit: int) -> None:
    """Go through the matches of a search, best first, and say which are of interest.

    Those judged already are left out. From one of either kind on your own ranker learns what you like in
    postings: `rolefit match … --ranker learned`.
    """
    from cli.api import Client

    client = Client()
    asked = 0
    for match in _unjudged(client, search_id or _newest(client), limit):
        click.echo(_described(match))
        answer = click.prompt(_QUESTION, type=click.Choice([*VERDICTS, SKIP, STOP]), show_choices=False)
        if answer == STOP:
            break
        if answer != SKIP:
            client.post(f"/api/matches/{match['id']}/feedback", json={"verdict": VERDICTS[answer]})
            asked += 1
    click.echo(_standing(client.get("/api/ranker"), asked))


def _newest(client: Any) -> str:
    found = client.get("/api/searches", limit=1)["items"]
    if not found:
        raise click.ClickException("there is no search yet: run `rolefit match` first")
    return str(found[0]["id"])


def _unjudged(client: Any, search_id: str, limit: int) -> list[dict[str, Any]]:
    from cli.matching import each_match

    found = each_match(client, f"/api/searches/{search_id}/matches")
    return list(islice((match for match in found if match["verdict"] is None), limit))


def _described(match: dict[str, Any]) -> str:
    job = match["job"]
    where = job["location"]["city"] or job["location"]["raw"]
    head = ", ".join(filter(None, (job["title"], job["company"]["name"], where)))
    lines = [f"{match['score']:5.1f}  {head}", f"       {match['summary']}"]
    return "\n".join([*lines, *([f"       {job['url']}"] if job["url"] else [])])


def _standing(ranker: dict[str, Any], asked: int) -> str:
    verdicts = ranker["verdicts"]
    told = f"{asked} told; {verdicts['liked']} liked and {verdicts['disliked']} disliked in all."
    needed = verdicts["needed_of_each"]
    if min(verdicts["liked"], verdicts["disliked"]) < needed:
        return f"{told} From {needed} of either kind on your own ranker learns."
    learns = "learns within a minute" if asked else "has learnt from them"
    return f"{told} Your ranker {learns}: rolefit match … --ranker learned"
