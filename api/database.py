"""The database behind one URL: a file of SQLite, or a database of a PostgreSQL server.

The models are bound to `database`, a proxy that `open_database` points at the database of the
configuration. Connections are Peewee's, one a thread, and belong to those who open them:

    open_database(config.database_url)
    with database.connection_context():
        ...
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import peewee
from peewee import Database, DatabaseProxy, PostgresqlDatabase
from playhouse.migrations import Runner

from api.engines import Engine, Mode, sqlite
from api.errors import ConfigurationError, DatabaseUnavailableError

database = DatabaseProxy()

_MIGRATIONS = Path(__file__).parent / "migrations"

# Rows or keys in one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535.
_BATCH = 1000

_POSTGRESQL = ("postgresql://", "postgres://")


def open_database(url: str, mode: Mode = "read", *, read_url: str | None = None) -> Database:
    """Bind the models to the database that `url` names, and check that it can be used.

    To `write`, it is made where there is none and migrated where its schema is older. To `read`,
    it has to be there with the schema of this software, and no statement can change it; it is
    read at `read_url`, a replica of it, where there is one. A `DatabaseUnavailableError` says
    what is wrong and what to do.
    """
    opened = _connect(url, mode, read_url)
    read = read_url if read_url and mode == "read" else url
    _check(opened, _without_password(read), mode)
    database.initialize(opened)
    return opened


def check_database() -> None:
    """Raise a `DatabaseUnavailableError` unless the open database can still be used."""
    # A connection that is open outlives the file that it was opened on.
    database.close()
    _check(database.obj, "The database", "read")


def is_postgresql() -> bool:
    """Whether the open database is one of PostgreSQL, for what has no words that both know."""
    return isinstance(database.obj, PostgresqlDatabase)


@contextmanager
def transaction() -> Iterator[None]:
    """One writing transaction: all of it or nothing, and no other writer in between.

    A `DatabaseUnavailableError` says why the database cannot be written now: the disk is full,
    or another writer does not come to an end.
    """
    try:
        with _engine(database.obj).writing():
            yield
    except peewee.OperationalError as error:
        reason = _line(_first_of(error))
        raise DatabaseUnavailableError(f"The database cannot be written: {reason}.") from error


@contextmanager
def writable() -> Iterator[None]:
    """Let this thread write meanwhile, though the database is open to be read."""
    with _engine(database.obj).writable():
        yield


def in_batches[T](items: Iterable[T]) -> Iterator[list[T]]:
    """`items`, as many at once as one statement can have parameters for."""
    batches: Iterator[list[T]] = peewee.chunked(items, _BATCH)
    return batches


def _engine(opened: Database) -> Engine:
    return cast("Engine", opened)


def _first_of(error: BaseException) -> BaseException:
    """What went wrong first: rolling back a full disk's transaction fails as well."""
    first = error
    while error.__context__ is not None:
        error = error.__context__
        if isinstance(error, peewee.OperationalError):
            first = error
    return first


def _line(error: BaseException) -> str:
    """What an error says first; PostgreSQL adds lines of advice."""
    return str(error).partition("\n")[0].rstrip(".")


def _connect(url: str, mode: Mode, read_url: str | None) -> Database:
    try:
        if url.startswith("sqlite:"):
            return sqlite.connect(url, mode)
        if url.startswith(_POSTGRESQL):
            return _connect_postgresql(url, mode, read_url)
        raise ValueError("the URL begins with neither sqlite: nor postgresql:")
    except ValueError as error:
        raise ConfigurationError(
            f"DATABASE_URL is {_without_password(url)!r}, which names no database; "
            "give one such as sqlite:///onrecord.db or postgresql://user@host/onrecord."
        ) from error


def _connect_postgresql(url: str, mode: Mode, read_url: str | None) -> Database:
    try:
        from api.engines import postgresql
    except ImportError as error:
        raise ConfigurationError(
            "DATABASE_URL is one of PostgreSQL, and its driver is missing; "
            "install it: pip install 'onrecord[postgres]'."
        ) from error
    return postgresql.connect(url, mode, read_url)


def _without_password(url: str) -> str:
    return re.sub(r"(://[^/@]*):[^/]*@", r"\1@", url)


def _check(opened: Database, name: str, mode: Mode) -> None:
    try:
        with opened.connection_context():
            fault = _engine(opened).fault(mode)
            if fault is not None:
                raise DatabaseUnavailableError(f"{name} cannot be used: {fault}.")
            _check_schema(opened, name, mode)
    except (peewee.DatabaseError, peewee.InterfaceError) as error:
        raise DatabaseUnavailableError(f"{name} cannot be used: {_line(error)}.") from error


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
    # Of two processes that begin at once, the second waits, and finds nothing left to do.
    with _engine(opened).migrating():
        runner.up()
