"""The service under gunicorn, in this process: it becomes the arbiter of its workers."""

import socket
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication

from api.app import create_app
from api.config import Config
from api.database import open_database
from api.errors import ConfigurationError

_MEMORY = "/dev/shm"  # noqa: S108


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn with our settings; `run()` serves until it is told to stop."""

    def __init__(self, config: Config) -> None:
        self.config = config
        super().__init__()

    def load_config(self) -> None:
        """Threads, since a request waits for the disk and not for the processor."""
        settings = {
            "bind": f"{self.config.host}:{self.config.port}",
            "workers": self.config.workers,
            "worker_class": "gthread",
            "threads": 8,
            "keepalive": 15,
            "timeout": 60,
            "graceful_timeout": 30,
            # A worker's heartbeat must not wait for a disk.
            "worker_tmp_dir": _MEMORY if Path(_MEMORY).is_dir() else None,
            "control_socket_disable": True,
            "proc_name": "onrecord",
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in each worker."""
        return create_app(self.config)


def serve(config: Config) -> None:
    """Serve until a signal ends it.

    A `DatabaseUnavailableError` says why there is nothing to serve, a `ConfigurationError` that
    the address is not to be had; both before any worker is started.
    """
    open_database(config.database_url)
    try:
        family, *_, address = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ConfigurationError(
            f"Cannot serve on {config.host}:{config.port}: {error.strerror}. "
            "Choose another address with ONRECORD_HOST and ONRECORD_PORT."
        ) from error
    Server(config).run()
