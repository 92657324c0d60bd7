"""The database as one of a PostgreSQL server, and its replicas.

Each thread has a connection of its own, made when it is first needed and anew after the server
was away: the threads of the service are the pool. A service reads over connections that can do
no more than that, of `DATABASE_READ_URL` where there is one; what it is asked to write goes over
a connection to the primary that is closed again.
"""

import select
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import local
from typing import Any

import psycopg
from peewee import PostgresqlDatabase
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.string import StrDumper

from api.engines import Mode

# What the URL may say otherwise; times are in seconds.
_DEFAULTS = {"application_name": "onrecord", "connect_timeout": 5}

# A list is read in one snapshot. Compiling a query takes longer than any of ours runs.
_MODE_SETTINGS: Mapping[Mode, Mapping[str, str]] = {
    "read": {
        "default_transaction_isolation": "repeatable read",
        "default_transaction_read_only": "on",
        "statement_timeout": "30s",
        "jit": "off",
    },
    # A writer that is heard of no more holds up the others no longer than this.
    "write": {"lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s", "jit": "off"},
}

# Any number that no other program takes the lock of in a database of ours.
_WRITER = int.from_bytes(b"onrecord")


class PostgreSQL(PostgresqlDatabase):
    """A database of a server, to be read or to be written as well; an `Engine`.

    `places` are the parameters of the connections that read and of those that write.
    """

    def __init__(self, places: Mapping[Mode, Mapping[str, Any]], mode: Mode) -> None:
        super().__init__(places[mode]["dbname"], prefer_psycopg3=True)
        self._places = places
        self._mode = mode
        self._writes = _Writes()

    def _connect(self) -> psycopg.Connection[Any]:
        mode: Mode = "write" if self._writes.now else self._mode
        connection = psycopg.connect(**self._places[mode], autocommit=True, client_encoding="UTF8")
        settings = [f"SET {name} = '{value}'" for name, value in _MODE_SETTINGS[mode].items()]
        connection.execute("; ".join(settings).encode())
        connection.adapters.register_dumper(str, _Text)
        return connection

    def connection(self) -> psycopg.Connection[Any]:
        """The connection of this thread, which the server has not closed as far as is known."""
        # In a transaction another connection would not do: then the error is for the caller.
        connection: psycopg.Connection[Any] = super().connection()  # type: ignore[no-untyped-call]
        if not self.in_transaction() and _is_over(connection):
            self.close()
            connection = super().connection()  # type: ignore[no-untyped-call]
        return connection

    def cursor(self, named_cursor: object = None) -> Any:  # noqa: ARG002  # as Peewee has it
        return self.connection().cursor()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self.atomic():
            # Before anything is read, so that what the writer before has written is seen.
            self._ask("SELECT pg_advisory_xact_lock(%s)", _WRITER)
            yield

    migrating = writing

    @contextmanager
    def writable(self) -> Iterator[None]:
        if self._mode == "write":
            yield
            return
        self.close()
        self._writes.now = True
        try:
            yield
        finally:
            self._writes.now = False
            self.close()

    def _ask(self, sql: str, *parameters: object) -> Any:
        [answer] = self.execute_sql(sql, parameters).fetchone()  # type: ignore[no-untyped-call]
        return answer

    def fault(self, mode: Mode) -> str | None:
        encoding = self._ask("SHOW server_encoding")
        if encoding != "UTF8":
            return f"its encoding is {encoding}; create it with ENCODING 'UTF8' TEMPLATE template0"
        if mode == "write" and self._ask("SHOW transaction_read_only") == "on":
            return "it can only be read; name the primary, and a user who may write there"
        return None


def connect(url: str, mode: Mode, read_url: str | None = None) -> PostgreSQL:
    """The database that `url` names, read at `read_url` where there is one; nothing is opened yet.

    The URLs are those of libpq, whose other parameters may follow a question mark.
    """
    writing = _parameters(url)
    reading = _parameters(read_url) if read_url else writing
    return PostgreSQL({"read": reading, "write": writing}, mode)


def _parameters(url: str) -> dict[str, Any]:
    try:
        parameters = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise ValueError(f"{error}") from error
    if not parameters.get("dbname"):
        raise ValueError("there is no name of a database behind the host")
    return {**_DEFAULTS, **parameters}


def _is_over(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server has closed a connection that is idle: it says nothing else unasked."""
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


class _Writes(local):
    """Whether this thread writes, though the database is open to be read."""

    now = False


class _Text(StrDumper):
    """Text without NUL, which PostgreSQL has not: as in what is read, U+FFFD stands for it."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)
