"""The database engines, SQLite and PostgreSQL: what they do each in its own way."""

from contextlib import AbstractContextManager
from typing import Literal, Protocol

type Mode = Literal["read", "write"]


class Engine(Protocol):
    """What a Peewee database of ours can do besides."""

    def writing(self) -> AbstractContextManager[None]:
        """A transaction that no other one writes beside."""

    def writable(self) -> AbstractContextManager[None]:
        """Let this thread write meanwhile, though the database is open to be read."""

    def migrating(self) -> AbstractContextManager[None]:
        """A transaction that may change the schema; of two that begin at once, one waits."""

    def fault(self, mode: Mode) -> str | None:
        """Why the database that is connected to is none of use in `mode`, if it is not."""
