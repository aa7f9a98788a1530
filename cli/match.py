"""`rolefit match RESUME`: one search from the terminal."""

import json
from pathlib import Path

import click


@click.command()
@click.argument("resume", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-k", "--keywords", required=True, help="What to search for.")
@click.option("-l", "--location", help="Jobs there, and remote ones open to those there.")
@click.option("-e", "--experience", multiple=True, type=click.IntRange(1, 6), help="Level 1-6; repeatable.")
@click.option(
    "-r", "--remote", multiple=True, type=click.IntRange(1, 3), help="1 on-site, 2 remote, 3 hybrid."
)
@click.option("-t", "--type", "job_type", multiple=True, help="F P C T I V; repeatable.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 500))
@click.option("--source", "sources", multiple=True, help="Ask only these sources; repeatable.")
@click.option("--weights", help="Such as skills:0.5,experience:0.3,keywords:0.2")
@click.option(
    "--ranker", type=click.Choice(["weighted", "learned"]), help="Who weighs: you, or what was learnt."
)
@click.option("--json", "as_json", is_flag=True, help="Print the API's own JSON.")
def command(resume: Path, *, as_json: bool, **criteria: object) -> None:
    """Match RESUME against job postings and print them, best first."""
    from rich.console import Console

    from cli.api import Client
    from cli.matching import search, show, upload

    client = Client()
    asked = {name: list(value) if isinstance(value, tuple) else value for name, value in criteria.items()}
    asked = {name: value for name, value in asked.items() if value not in (None, [])}
    result = search(client, {**asked, "resume_id": upload(client, resume)})
    if as_json:
        click.echo(json.dumps(result, indent=2))
    else:
        show(result, Console())
