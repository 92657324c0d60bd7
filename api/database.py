"""The database behind one URL: SQLite now, whatever Peewee speaks later.

The models are bound to `database`, a proxy that `open_database` points at the database of the
configuration. Connections are Peewee's, one a thread, and belong to those who open them:

    open_database(config.database_url)
    with database.connection_context():
        ...
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import peewee
from peewee import Database, DatabaseProxy, SqliteDatabase
from playhouse import db_url
from playhouse.migrations import Runner

from api.errors import ConfigurationError, DatabaseUnavailableError

type Mode = Literal["read", "write"]

database = DatabaseProxy()

_MIGRATIONS = Path(__file__).parent / "migrations"

_PRAGMAS = {"busy_timeout": 10_000, "foreign_keys": 1, "synchronous": "NORMAL"}
# Rows or keys in one statement; SQLite takes 32,766 parameters.
_BATCH = 1000

# The write-ahead log lets readers read on while a load writes.
_MODE_PRAGMAS: dict[Mode, dict[str, object]] = {
    "read": {"query_only": 1},
    "write": {"journal_mode": "WAL"},
}


def open_database(url: str, mode: Mode = "read") -> Database:
    """Bind the models to the database that `url` names, and check that it can be used.

    To `write`, it is made where there is none and migrated where its schema is older. To `read`,
    it has to be there with the schema of this software, and no statement can change it. A
    `DatabaseUnavailableError` says what is wrong and what to do.
    """
    opened = _connect(url, mode)
    _check(opened, _without_password(url), mode)
    database.initialize(opened)
    return opened


def check_database() -> None:
    """Raise a `DatabaseUnavailableError` unless the open database can still be used."""
    # A connection that is open outlives the file that it was opened on.
    database.close()
    _check(database.obj, "The database", "read")


@contextmanager
def transaction() -> Iterator[None]:
    """One writing transaction: all of it or nothing, and no other writer in between.

    A `DatabaseUnavailableError` says why the database cannot be written now: the disk is full,
    or another writer does not come to an end.
    """
    # SQLite refuses to let a transaction write that began by reading, if another wrote since.
    immediate = ("IMMEDIATE",) if isinstance(database.obj, SqliteDatabase) else ()
    try:
        with database.atomic(*immediate):
            yield
    except peewee.OperationalError as error:
        reason = _first_of(error)
        raise DatabaseUnavailableError(f"The database cannot be written: {reason}.") from error


@contextmanager
def writable() -> Iterator[None]:
    """Let this connection write meanwhile, though the database is open to be read."""
    opened = database.obj
    if not isinstance(opened, SqliteDatabase):
        yield
        return
    before = opened.pragma("query_only")
    opened.pragma("query_only", 0)
    try:
        yield
    finally:
        opened.pragma("query_only", before)


def in_batches[T](items: Iterable[T]) -> Iterator[list[T]]:
    """`items`, as many at once as one statement can have parameters for."""
    batches: Iterator[list[T]] = peewee.chunked(items, _BATCH)
    return batches


def _first_of(error: BaseException) -> BaseException:
    """What went wrong first: rolling back a full disk's transaction fails as well."""
    first = error
    while error.__context__ is not None:
        error = error.__context__
        if isinstance(error, peewee.OperationalError):
            first = error
    return first


def _connect(url: str, mode: Mode) -> Database:
    try:
        if not url.startswith("sqlite"):
            connected: Database = db_url.connect(url)
            return connected
        settings = db_url.parse(url)
    except (RuntimeError, ValueError) as error:
        raise ConfigurationError(
            f"DATABASE_URL is {_without_password(url)!r}, which names no database; "
            "give one such as sqlite:///onrecord.db."
        ) from error
    file = Path(settings.pop("database"))
    _check_file(file, mode)
    # In mode `rw` a file that is gone is an error and not a new, empty database.
    uri = f"{file.absolute().as_uri()}?mode={'rwc' if mode == 'write' else 'rw'}"
    return SqliteDatabase(uri, uri=True, pragmas=_PRAGMAS | _MODE_PRAGMAS[mode], **settings)


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


def _without_password(url: str) -> str:
    return re.sub(r"(://[^/@]*):[^/]*@", r"\1@", url)


def _check(opened: Database, name: str, mode: Mode) -> None:
    try:
        with opened.connection_context():
            _check_schema(opened, name, mode)
    except peewee.ImproperlyConfigured as error:
        raise ConfigurationError(f"{name} cannot be used: {error}") from error
    except (peewee.DatabaseError, peewee.InterfaceError) as error:
        raise DatabaseUnavailableError(f"{name} cannot be used: {error}.") from error


def _check_schema(opened: Database, name: str, mode: Mode) -> None:
    runner = Runner(opened, str(_MIGRATIONS))
    known = {migration.name for migration in runner.migrations()}
    applied = set(runner.applied())
    if not applied and opened.get_tables():
        raise DatabaseUnavailableError(
            f"{name} is the database of another program; name one of On Record."
        )
    if applied - known:
        raise DatabaseUnavailableError(
            f"{name} was made by a newer On Record than this one; upgrade the software."
        )
    if applied == known:
        return
    if mode == "read":
        state = "is older than this software" if applied else "is empty"
        raise DatabaseUnavailableError(f"{name} {state}; `onrecord load` brings it up to date.")
    _migrate(opened, runner)


def _migrate(opened: Database, runner: Runner) -> None:
    """Bring the schema up to date; of two processes that begin at once, the second waits."""
    if not isinstance(opened, SqliteDatabase):
        runner.up()
        return
    # A table that is rebuilt must not cascade; inside a transaction it is too late to say so.
    opened.pragma("foreign_keys", 0)
    with opened.atomic("IMMEDIATE"):
        runner.up()
