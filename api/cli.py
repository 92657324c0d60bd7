"""The command `onrecord`: load, delete, serve, extract, evaluate, export, decide, openapi.

An error that is the user's to mend is one line on standard error and exit status 1.
"""

import sys
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import click
import orjson

from api import __version__
from api.config import read_config
from api.errors import OnRecordError


class Commands(click.Group):
    """A group whose errors are ours: one line each, and no stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was given."""
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Who said what, about whom, where and when: news articles in, a REST API out."""


# Each command imports what it needs: to serve takes no spaCy, to extract no Flask.


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jobs", "-j", type=click.IntRange(1), default=1, help="Processes that extract.")
def load(paths: tuple[Path, ...], jobs: int) -> None:
    """Read articles out of PATHS, files or folders, into the database.

    What is there already is passed over, so a load that was stopped can be run again. A file
    that cannot be read is reported at the end and stops nothing; the exit status is then 1.
    """
    from api.loader import load as load_paths

    report = load_paths(paths, read_config(), jobs=jobs)
    for line in report.lines():
        click.echo(line, err=True)
    if report.failures:
        sys.exit(1)


@main.command()
@click.argument("ids", nargs=-1, required=True)
def delete(ids: tuple[str, ...]) -> None:
    """Delete the articles with these IDS, and all that was read out of them."""
    from api.database import database, open_database
    from api.store import delete as delete_article

    open_database(read_config().database_url, "write")
    with database.connection_context():
        unknown = [id_ for id_ in ids if not delete_article(id_)]
    if unknown:
        raise OnRecordError(f"There is no article {', '.join(unknown)}; the others are deleted.")


@main.command()
def serve() -> None:
    """Serve the database over HTTP.

    ONRECORD_HOST, ONRECORD_PORT and ONRECORD_WORKERS say where and how.
    """
    from api.server import serve as serve_forever

    serve_forever(read_config())


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="JSON lines in on standard input and out, in order.")
def extract(paths: tuple[Path, ...], *, jsonl: bool) -> None:
    """Write what is read out of the articles in PATHS, or on standard input, as JSON.

    Nothing is stored. With --jsonl a line of input is {"id", "text", "title"?, "published"?,
    "source"?, "url"?}.
    """
    from api.extraction.pipeline import extract as extract_document
    from api.extraction.records import as_json
    from api.keys import article_id
    from api.readers import read
    from api.readers.jsonl import read_lines

    if not paths and not jsonl:
        raise click.UsageError("Name a file, or give JSON lines on standard input with --jsonl.")
    config = read_config()
    files = (read(path, config.max_chars) for path in paths)
    lines = read_lines("standard input", sys.stdin.buffer, config.max_chars)
    failed = False
    for reading in chain.from_iterable(files if paths else (lines,)):
        if isinstance(reading, OnRecordError):
            click.echo(f"error: {reading}", err=True)
            failed = True
            continue
        document = reading.document
        id_ = reading.id or article_id(document.text, document.source, document.url)
        record = {"id": id_, **as_json(extract_document(document, config.model))}
        option = orjson.OPT_APPEND_NEWLINE | (0 if jsonl else orjson.OPT_INDENT_2)
        sys.stdout.buffer.write(orjson.dumps(record, option=option))
    if failed:
        sys.exit(1)


@main.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--confidence", is_flag=True, help="Also ten bins of quotes of like confidence.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, and its bins.")
def evaluate(corpus: str, *, confidence: bool, as_json: bool) -> None:
    """Measure the extraction against the labels of CORPUS, JSON lines (- is standard input).

    \b
    A line is an article with those of its labels that are to be measured:
      {"id", "text", "title"?, "dct"?: the day of publication, "quotes"?: [quote],
       "mentions"?: [mention], "timexes"?: [timex], "events"?: [event]}
    A label is a span, {"start", "end", "text"}, offsets in code points, and
      quote    "type": direct | indirect | mixed; "speech"?: false for a thought;
               "speaker_text"?, "speaker_start"?, "speaker_end"?: the words for the
               speaker; "speaker_ref"?: the speaker's name; a line for each piece
      mention  "entity": any key; "type": PERSON, ORG, GPE, …; "form": NAM, NOM, PRO
      timex    "type": DATE, TIME, DURATION, SET; "value": as in TIMEX3
      event    "type": ASSAULT, …; "actors"?, "recipients"?: [span]; "place"?: span;
               "time"?: {"value"}; "tense"?, "polarity"?, "certainty"?;
               "counts"?: [span with "value", or "min" and "max"];
               "mentions"?: [span], its other triggers; "minor"?: true if neither
               wanted nor wrong

    An empty list says that there is none; what was not labelled is left out, and not measured.

    Figures: P, R and F1 of the content of quotes, one to one, whose characters in common with
    gold are .8 (.3) of those in either; the words for the speaker; the speaker; and found with
    the right speaker (joint). Events count with type and trigger, their arguments and
    factuality where they are found. The modules of api.evaluation define each.
    """
    from tqdm import tqdm

    from api.evaluation import evaluate as measure
    from api.evaluation import read
    from api.extraction.pipeline import extract as extract_document

    config = read_config()
    name = "standard input" if corpus == "-" else corpus
    with click.open_file(corpus, "rb") as file:
        articles = list(read(name, file, config.max_chars))
    report = measure(
        [
            (article, extract_document(article.document, config.model))
            for article in tqdm(articles, unit=" articles", disable=None)
        ]
    )
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(report, option=orjson.OPT_INDENT_2))
        return
    for line in report.lines():
        click.echo(line)
    if confidence:
        for line in report.bin_lines():
            click.echo(line)


@main.command()
@click.option("--output", "-o", type=click.File("wb"), default="-", help="A file; - is the screen.")
def export(output: BinaryIO) -> None:
    """Write the whole collection as JSON lines, the same bytes for the same documents."""
    from api.database import open_database
    from api.export import export as lines

    open_database(read_config().database_url)
    output.writelines(lines())


@main.command()
@click.argument("exported", type=click.File("rb"))
def decide(exported: BinaryIO) -> None:
    """Keep what editors have decided according to EXPORTED, the export of another database.

    All of it or nothing; what was decided here later holds, and articles may be loaded afterwards.
    """
    from api.database import database, open_database
    from api.editing import read
    from api.store import decide as keep

    decided = read(exported)
    open_database(read_config().database_url, "write")
    with database.connection_context():
        keep(decided)


@main.command()
def openapi() -> None:
    """Write the OpenAPI document of the service as YAML."""
    from api.openapi import as_yaml

    click.echo(as_yaml(), nl=False)


if __name__ == "__main__":
    main()
