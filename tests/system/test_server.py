"""The real server over a real database: gunicorn, its workers, and what they hold in memory."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.processes import free_port, get, serving

ONRECORD = Path(sys.executable).with_name("onrecord")
_MEGABYTE = 2**20


def environ(url: str, port: int) -> dict[str, str]:
    return {"DATABASE_URL": url, "ONRECORD_PORT": str(port), "ONRECORD_WORKERS": "2"}


@pytest.fixture(scope="module")
def server(
    collection_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """(process, port) of a server over the tests' collection."""
    port = free_port()
    folder = tmp_path_factory.mktemp("server")
    settings = environ(collection_url, port)
    with serving([str(ONRECORD), "serve"], port, folder=folder, environ=settings) as process:
        yield process, port


def workers(process: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def test_it_answers(server: tuple[subprocess.Popen[str], int]) -> None:
    _, port = server
    assert get(port, "/quotes?limit=1")["results"]


def test_a_worker_is_small_and_holds_no_extraction(
    server: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = server
    for _ in range(50):
        get(port, "/quotes")
    for worker in workers(process):
        pages = int(Path(f"/proc/{worker}/statm").read_text().split()[1])
        assert pages * os.sysconf("SC_PAGE_SIZE") < 90 * _MEGABYTE
        assert "/spacy/" not in Path(f"/proc/{worker}/maps").read_text()


def test_a_worker_that_dies_is_replaced(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    victim = workers(process)[0]
    os.kill(victim, signal.SIGKILL)
    for _ in range(20):
        assert get(port, "/quotes?limit=1")["results"]


def test_a_taken_port_is_one_line(tmp_path: Path, collection_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = environ(collection_url, other.getsockname()[1])
        done = run("serve", folder=tmp_path, settings=settings)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Address already in use" in done.stderr
    assert "ONRECORD_PORT" in done.stderr


# What stands in the way of any command, and what its one line says to do.
@pytest.mark.parametrize(
    ("command", "url", "advice"),
    [
        (["serve"], "sqlite:///nowhere.db", "`onrecord load` makes it"),
        (["export"], "sqlite:///nowhere.db", "`onrecord load` makes it"),
        (["serve"], "sqlite:///no/such/folder.db", "make it first"),
        (["serve"], "nonsense", "give one such as sqlite:///onrecord.db"),
        (["load", "."], "sqlite:///no/such/folder.db", "make it first"),
    ],
)
def test_no_database_is_one_line(tmp_path: Path, command: list[str], url: str, advice: str) -> None:
    done = run(*command, folder=tmp_path, settings={"DATABASE_URL": url})
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert advice in done.stderr


def run(*command: str, folder: Path, settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ONRECORD), *command],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
