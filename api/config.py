"""Every setting, read once from the environment: `ONRECORD_*` and `DATABASE_URL`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from api.errors import ConfigurationError

DEFAULT_DATABASE_URL = "sqlite:///onrecord.db"
DEFAULT_MAX_CHARS = 2_000_000
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DEFAULT_WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one process.

    `database_url` is a Peewee database URL; `model` the spaCy package to extract with, None
    for the one On Record brings; `max_chars` the longest text a reader accepts; `cors_origins`
    the origins a browser may call from (`*` for all, empty for none); `host`, `port` and
    `workers` (processes) are the server's; `write_token` is what a client that writes has to
    know, and where it is None none may write.
    """

    database_url: str = DEFAULT_DATABASE_URL
    model: str | None = None
    max_chars: int = DEFAULT_MAX_CHARS
    cors_origins: tuple[str, ...] = ()
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    workers: int = DEFAULT_WORKERS
    write_token: str | None = field(default=None, repr=False)


def read_config(environ: Mapping[str, str] = os.environ) -> Config:
    """The configuration that `environ` describes; a `ConfigurationError` names a bad setting."""
    return Config(
        database_url=environ.get("DATABASE_URL") or DEFAULT_DATABASE_URL,
        model=environ.get("ONRECORD_MODEL") or None,
        max_chars=_positive(environ, "ONRECORD_MAX_CHARS", DEFAULT_MAX_CHARS),
        cors_origins=tuple(environ.get("ONRECORD_CORS_ORIGINS", "").replace(",", " ").split()),
        host=environ.get("ONRECORD_HOST") or DEFAULT_HOST,
        port=_positive(environ, "ONRECORD_PORT", DEFAULT_PORT),
        workers=_positive(environ, "ONRECORD_WORKERS", DEFAULT_WORKERS),
        write_token=environ.get("ONRECORD_WRITE_TOKEN") or None,
    )


def _positive(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name)
    if not given:
        return default
    if not given.isascii() or not given.isdecimal() or int(given) == 0:
        raise ConfigurationError(f"{name} is {given!r}; give it a whole number above 0.")
    return int(given)
