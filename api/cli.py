"""The command `onrecord`: load, delete, serve, extract, export, openapi.

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
@click.option("--output", "-o", type=click.File("wb"), default="-", help="A file; - is the screen.")
def export(output: BinaryIO) -> None:
    """Write the whole collection as JSON lines, the same bytes for the same documents."""
    from api.database import open_database
    from api.export import export as lines

    open_database(read_config().database_url)
    output.writelines(lines())


@main.command()
def openapi() -> None:
    """Write the OpenAPI document of the service as YAML."""
    from api.openapi import as_yaml

    click.echo(as_yaml(), nl=False)


if __name__ == "__main__":
    main()
