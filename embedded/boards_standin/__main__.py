"""`python -m embedded.boards_standin --port 8801`: serve every board until Ctrl-C."""

from pathlib import Path

import click

from embedded.boards_standin.server import HOST, make
from embedded.boards_standin.state import State

POSTINGS = Path(__file__).parent.parent.parent / "data" / "demo" / "postings.jsonl"


@click.command()
@click.option("--port", default=8801, show_default=True)
@click.option("--latency", default=0.0, help="Seconds before every answer.")
def main(port: int, latency: float) -> None:
    """Answer for every board on loopback."""
    state = State.from_file(POSTINGS)
    state.latency = latency
    server = make(state, port)
    click.echo(f"SOURCE_STAND_INS=*=http://{HOST}:{server.server_port}")
    server.serve_forever()


if __name__ == "__main__":
    main()
