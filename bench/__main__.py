"""`python -m bench extract`: measure one thing, printed as a table."""

import click

from bench.extract import extract


@click.group()
def main() -> None:
    """Measure On Record on this machine."""


main.add_command(extract)

if __name__ == "__main__":
    main()
