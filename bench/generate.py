"""A collection of any size, made as if so many articles had been loaded."""

import resource
import time

import click
from tqdm import tqdm

from api import store
from api.database import database, open_database
from bench.generate_articles import articles


@click.command()
@click.option("--quotes", type=click.IntRange(1), required=True, help="Quotes in the collection.")
@click.option("--database", "url", required=True, help="Where it is made: sqlite:///quotes.db.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same.")
def generate(quotes: int, url: str, seed: int) -> None:
    """Make a collection of so many quotes: whom it quotes is Zipf-distributed."""
    began = time.perf_counter()
    fill(url, quotes, seed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(f"{quotes} quotes in {time.perf_counter() - began:.0f} s, {peak} MB at most")


def fill(url: str, quotes: int, seed: int) -> None:
    """Make the collection in the database at `url`."""
    open_database(url, "write")
    with database.connection_context(), tqdm(total=quotes, unit=" quotes", disable=None) as bar:
        for document, extraction in articles(quotes, seed):
            store.save(document, extraction)
            bar.update(len(extraction.quotes))
