"""Start the stand-in: ``python -m embedded.linkedin_standin --port 8800 --latency 0.3``."""

from pathlib import Path

import click

from adapters.demo import DEMO_POSTINGS
from embedded.linkedin_standin.server import HOST, make
from embedded.linkedin_standin.state import JSESSIONID, LI_AT, Options, State


@click.command()
@click.option("--port", default=0, help="Port on loopback; 0 takes a free one.")
@click.option("--latency", default=0.0, help="Seconds that every answer takes.")
@click.option("--postings", default=DEMO_POSTINGS, type=click.Path(exists=True, path_type=Path))
def main(port: int, latency: float, postings: Path) -> None:
    """Serve a stand-in for LinkedIn until Ctrl-C, and print how to use it."""
    server = make(State(postings, Options(latency=latency)), port)
    click.echo(f"LINKEDIN_BASE_URL=http://{HOST}:{server.server_port}")
    click.echo(f"LINKEDIN_LI_AT={LI_AT}\nLINKEDIN_JSESSIONID={JSESSIONID}\nLINKEDIN_ACCEPT_TERMS=yes")
    server.serve_forever()


if __name__ == "__main__":
    main()
