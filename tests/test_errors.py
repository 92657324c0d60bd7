"""Errors over HTTP: one shape for all, every fault of a request named, nothing told of ours."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from peewee import OperationalError

from api.app import create_app
from api.config import Config
from api.database import database
from tests.served import problem


def faults(body: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    """(parameter, code, did_you_mean) of each fault."""
    return [(each["name"], each["code"], each.get("did_you_mean")) for each in body["errors"]]


@pytest.mark.parametrize(
    ("path", "kind", "found"),
    [
        # not a parameter
        ("/quotes?speeker=Lind", "unknown-parameter", [("speeker", "unknown", "speaker")]),
        ("/quotes?xyz=1", "unknown-parameter", [("xyz", "unknown", None)]),
        ("/quotes?Speaker=Lind", "unknown-parameter", [("Speaker", "unknown", "speaker")]),
        ("/entities/lind?limit=1", "unknown-parameter", [("limit", "unknown", None)]),
        ("/entities?offsets=utf16", "unknown-parameter", [("offsets", "unknown", None)]),
        ("/healthz?x=1", "unknown-parameter", [("x", "unknown", None)]),
        ("/?x=1", "unknown-parameter", [("x", "unknown", None)]),
        # given twice
        ("/quotes?limit=1&limit=2", "repeated-parameter", [("limit", "repeated", None)]),
        ("/quotes?cue=say&cue=say", "repeated-parameter", [("cue", "repeated", None)]),
        # not what it has to be
        ("/quotes?limit=0", "invalid-parameter", [("limit", "invalid", None)]),
        ("/quotes?limit=201", "invalid-parameter", [("limit", "invalid", None)]),
        ("/quotes?limit=ten", "invalid-parameter", [("limit", "invalid", None)]),
        ("/quotes?limit=1.0", "invalid-parameter", [("limit", "invalid", None)]),
        ("/quotes?limit=%D9%A1", "invalid-parameter", [("limit", "invalid", None)]),
        ("/quotes?limit=+1", "invalid-parameter", [("limit", "invalid", None)]),
        ("/quotes?limit=", "invalid-parameter", [("limit", "invalid", None)]),
        ("/quotes?type=indirekt", "invalid-parameter", [("type", "invalid", "indirect")]),
        ("/quotes?type=direct&type=mixt", "invalid-parameter", [("type", "invalid", "mixed")]),
        ("/quotes?sort=publish", "invalid-parameter", [("sort", "invalid", "published")]),
        ("/quotes?select=id,txt", "invalid-parameter", [("select", "invalid", "text")]),
        ("/quotes?has_speaker=yes", "invalid-parameter", [("has_speaker", "invalid", None)]),
        ("/quotes?min_confidence=2", "invalid-parameter", [("min_confidence", "invalid", None)]),
        ("/quotes?min_confidence=nan", "invalid-parameter", [("min_confidence", "invalid", None)]),
        ("/quotes?speaker=", "invalid-parameter", [("speaker", "invalid", None)]),
        ("/quotes?speaker=a%00b", "invalid-parameter", [("speaker", "invalid", None)]),
        ("/quotes?q=" + "x" * 201, "invalid-parameter", [("q", "invalid", None)]),
        (
            "/quotes?speaker=x" + "&speaker=x" * 50,
            "invalid-parameter",
            [("speaker", "invalid", None)],
        ),
        # no date
        ("/quotes?from=2025-02-30", "invalid-parameter", [("from", "invalid", None)]),
        ("/quotes?from=yesterday", "invalid-parameter", [("from", "invalid", None)]),
        ("/quotes?to=2025-13", "invalid-parameter", [("to", "invalid", None)]),
        ("/quotes?to=0000", "invalid-parameter", [("to", "invalid", None)]),
        ("/quotes?to=25", "invalid-parameter", [("to", "invalid", None)]),
        ("/quotes?to=2025-01-01%0A", "invalid-parameter", [("to", "invalid", None)]),
        ("/quotes?from=2025-02&to=2025-01", "invalid-parameter", [("to", "invalid", None)]),
        # no cursor
        ("/quotes?cursor=abc", "invalid-cursor", [("cursor", "cursor", None)]),
        # several faults: each is named
        (
            "/quotes?speeker=Lind&limit=0&count=none&count=exact&type=direct&type=foo",
            "invalid-parameters",
            [
                ("count", "repeated", None),
                ("limit", "invalid", None),
                ("speeker", "unknown", "speaker"),
                ("type", "invalid", None),
            ],
        ),
    ],
)
def test_bad_queries(
    client: FlaskClient, path: str, kind: str, found: list[tuple[str, str, str | None]]
) -> None:
    body = problem(client, path)
    assert (body["status"], body["type"]) == (400, f"/problems/{kind}")
    assert sorted(faults(body), key=str) == sorted(found, key=str)
    for name, _, _ in found:
        assert repr(name) in body["detail"]


def test_the_shape_of_a_problem(client: FlaskClient) -> None:
    body = problem(client, "/quotes?speeker=Petrova", headers={"X-Request-Id": "abc-1"})
    assert body == {
        "type": "/problems/unknown-parameter",
        "title": "Unknown query parameter",
        "status": 400,
        "detail": "'speeker' is not a parameter of GET /quotes.",
        "instance": "/quotes?speeker=Petrova",
        "errors": [
            {
                "in": "query",
                "name": "speeker",
                "code": "unknown",
                "detail": "'speeker' is not a parameter of GET /quotes.",
                "did_you_mean": "speaker",
            }
        ],
        "request_id": "abc-1",
    }


@pytest.mark.parametrize(
    ("path", "instance"),
    [
        ("/x?a=b c&d=é", f"/x?a=b%20c&d={quote('é')}"),
        ("/é", f"/{quote('é')}"),
        ("/x%0D%0AY: 1", "/x%0D%0AY:%201"),
    ],
)
def test_the_instance_is_a_uri_reference(client: FlaskClient, path: str, instance: str) -> None:
    assert problem(client, path)["instance"] == instance


@pytest.fixture
def failing(collection_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """A service whose database has a secret to tell."""

    def fail(*_: object) -> None:
        raise RuntimeError("the secret")

    app = create_app(Config(database_url=collection_url))
    monkeypatch.setattr("api.views.page", fail)
    yield app.test_client()
    database.close()


def test_an_error_of_ours_is_told_to_the_log_alone(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        body = problem(failing, "/quotes")
    assert (body["status"], body["type"]) == (500, "/problems/internal-error")
    assert "secret" not in str(body)
    [entry] = [entry for entry in caplog.records if entry.levelno == logging.ERROR]
    assert body["request_id"] in entry.getMessage()
    assert entry.exc_info is not None


def test_a_database_that_is_gone_is_a_503(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr("api.views.page", fail)
    body = problem(client, "/quotes")
    assert (body["status"], body["type"]) == (503, "/problems/database-unavailable")
    assert client.get("/quotes").headers["Retry-After"] == "5"
