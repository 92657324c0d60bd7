"""The database as one SQLite file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import SqliteDatabase
from playhouse import db_url

from api.engines import Mode
from api.errors import ConfigurationError, DatabaseUnavailableError

_PRAGMAS = {"busy_timeout": 10_000, "foreign_keys": 1, "synchronous": "NORMAL"}

# The write-ahead log lets readers read on while a load writes.
_MODE_PRAGMAS: dict[Mode, dict[str, object]] = {
    "read": {"query_only": 1},
    "write": {"journal_mode": "WAL"},
}


class SQLite(SqliteDatabase):
    """A file, opened to be read or to be written as well; an `Engine`."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        # SQLite refuses to let a transaction write that began by reading, if another wrote since.
        with self.atomic("IMMEDIATE"):
            yield

    @contextmanager
    def writable(self) -> Iterator[None]:
        before = self.pragma("query_only")
        self.pragma("query_only", 0)
        try:
            yield
        finally:
            self.pragma("query_only", before)

    @contextmanager
    def migrating(self) -> Iterator[None]:
        # A table that is rebuilt must not cascade; inside a transaction it is too late to say so.
        self.pragma("foreign_keys", 0)
        with self.atomic("IMMEDIATE"):
            yield

    def fault(self, mode: Mode) -> str | None:  # noqa: ARG002  # what a file lacks is told before
        return None


def connect(url: str, mode: Mode) -> SQLite:
    """The database in the file that `url` names; nothing is opened yet."""
    settings = db_url.parse(url)
    file = Path(settings.pop("database"))
    _check_file(file, mode)
    # In mode `rw` a file that is gone is an error and not a new, empty database.
    uri = f"{file.absolute().as_uri()}?mode={'rwc' if mode == 'write' else 'rw'}"
    return SQLite(uri, uri=True, pragmas=_PRAGMAS | _MODE_PRAGMAS[mode], **settings)


def _check_file(file: Path, mode: Mode) -> None:
    """What SQLite calls `unable to open database file`, in words that help."""
    if file.name == ":memory:":
        raise ConfigurationError(
            "DATABASE_URL names no file, and what is kept in memory is lost; "
            "give one such as sqlite:///onrecord.db."
        )
    if file.is_dir():
        raise DatabaseUnavailableError(f"{file} is a folder; name a file in it.")
    if not file.parent.is_dir():
        raise DatabaseUnavailableError(f"There is no folder {file.parent}; make it first.")
    if mode == "read" and not file.exists():
        raise DatabaseUnavailableError(f"There is no database {file}; `onrecord load` makes it.")
    if mode == "write":
        # The log lies beside the database, so that the folder is written to as well.
        for path in (file.parent, file):
            if path.exists() and not os.access(path, os.W_OK):
                raise DatabaseUnavailableError(f"{path} cannot be written; change its permissions.")
