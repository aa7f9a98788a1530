"""`rolefit demo`: the main job once, on the bundled resume and the fictional postings."""

import click

KEYWORDS = "python data engineer"
LIMIT = 15


@click.command()
def command() -> None:
    """Match the bundled sample resume against the demo postings and print the table."""
    from rich.console import Console

    from cli.api import ROOT, Client
    from cli.matching import search, show, upload

    client = Client()
    resume_id = upload(client, ROOT / "data" / "samples" / "software_engineer.pdf")
    criteria = {"keywords": KEYWORDS, "limit": LIMIT, "sources": ["demo"], "resume_id": resume_id}
    show(search(client, criteria), Console())
