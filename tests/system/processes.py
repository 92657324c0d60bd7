"""Real processes for the tests: started on a free port, waited for, and ended by their id."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PATIENCE = 120  # seconds until a server that has not answered is given up


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    command: Sequence[str],
    port: int,
    *,
    folder: Path,
    environ: Mapping[str, str] | None = None,
    patience: float = _PATIENCE,
) -> Iterator[subprocess.Popen[str]]:
    """`command`, started in `folder` and ready on `port`; ended with SIGTERM."""
    with (folder / f"server-{port}.log").open("w+") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environ or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            deadline = time.monotonic() + patience
            while not _ready(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise AssertionError(f"{command} does not serve:\n{log.read()}")
                time.sleep(0.1)
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


def get(port: int, path: str) -> Any:
    """The JSON that the server on `port` answers to `path`."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return json.load(answer)


def _ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False
