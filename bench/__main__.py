"""`python -m bench generate|extract|…`: make a collection, or measure one thing on it."""

import click

from bench.extract import extract
from bench.generate import generate


@click.group()
def main() -> None:
    """Measure On Record on this machine."""


for command in (extract, generate):
    main.add_command(command)

if __name__ == "__main__":
    main()
