"""What the extraction costs on top of spaCy, stage by stage, and how it grows with a text.

The texts are the labelled articles of the tests. All ratios are of one run, in which what is
compared takes turns, since other work on the machine comes and goes.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from api.extraction import pipeline
from api.extraction.document import Document
from api.extraction.nlp import load
from tests.corpus import load as load_corpus

# What `extract` calls, by what it is for.
STAGES = {
    "spaCy, a paragraph at a time": ("parse",),
    "language": ("detect",),
    "lead and times": ("read_lead", "day_of", "find_times", "find_lede"),
    "entities": ("find_mentions", "find_entities", "Referents"),
    "places": ("locate",),
    "quotes": ("find_quotations", "attribute"),
    "events": ("find_events",),
}


@contextmanager
def timed_stages() -> Iterator[dict[str, float]]:
    """The seconds spent in each stage, summed up while the context lasts."""
    seconds = dict.fromkeys(STAGES, 0.0)
    originals: dict[str, Callable[..., Any]] = {}

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                seconds[stage] += time.perf_counter() - began

        return call

    for stage, names in STAGES.items():
        for name in names:
            originals[name] = getattr(pipeline, name)
            setattr(pipeline, name, timed(stage, originals[name]))
    try:
        yield seconds
    finally:
        for name, function in originals.items():
            setattr(pipeline, name, function)


def seconds_of(work: Callable[[], object]) -> float:
    """The wall-clock seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@click.command()
@click.option("--rounds", default=5, show_default=True, help="Rounds; the median is printed.")
@click.option("--largest", default=16, show_default=True, help="How often the text is repeated.")
def extract(rounds: int, largest: int) -> None:
    """The words a second of the extraction against bare spaCy, and where its time goes."""
    nlp = load()
    documents = [
        Document(text=article.text, title=article.title, published=article.published)
        for article in load_corpus()
    ]
    texts = [document.text for document in documents]
    words = sum(len(text.split()) for text in texts)

    def bare() -> None:
        for _ in nlp.pipe(texts):
            pass

    def whole() -> None:
        for document in documents:
            pipeline.extract(document)

    bare(), whole()  # warm up
    alone, together, shares = [], [], []
    for _ in range(rounds):
        alone.append(seconds_of(bare))
        with timed_stages() as seconds:
            together.append(seconds_of(whole))
        shares.append(seconds)
    click.echo(f"{len(texts)} articles, {words} words, median of {rounds} rounds\n")
    click.echo(f"bare spaCy         {words / statistics.median(alone):8.0f} words/s")
    click.echo(f"whole extraction   {words / statistics.median(together):8.0f} words/s")
    ratio = statistics.median(a / t for a, t in zip(alone, together, strict=True))
    click.echo(f"ratio              {ratio:8.2f}\n")
    click.echo("stage, as a share of bare spaCy's time")
    for stage in STAGES:
        share = statistics.median(s[stage] / a for s, a in zip(shares, alone, strict=True))
        click.echo(f"  {stage:30} {share:7.1%}")

    click.echo("\ngrowth: one article of all the texts, repeated; microseconds a word")
    click.echo(f"  {'times':>6} " + " ".join(f"{stage.split(',')[0]:>15}" for stage in STAGES))
    times = 1
    while times <= largest:
        article = Document(text="\n\n".join(texts * times), published="2025-03-11")
        with timed_stages() as seconds:
            pipeline.extract(article)
        cells = " ".join(f"{seconds[stage] / words / times * 1e6:15.2f}" for stage in STAGES)
        click.echo(f"  {times:6} {cells}")
        times *= 4
