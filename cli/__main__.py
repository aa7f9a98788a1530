"""Run `python -m cli`, which is what the `rolefit` command does."""

from cli.main import main

main(prog_name="rolefit")
