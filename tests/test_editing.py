"""Edits of entities over HTTP: who may, what is refused, and what comes of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.config import Config
from api.database import database
from tests import collection
from tests.served import problem, record, results

TOKEN = "a token of many letters"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
PETROVA = "/entities/ana-petrova"


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of the service over a collection of its own, which can be written."""
    url = f"sqlite:///{tmp_path / 'onrecord.db'}"
    collection.make(url)
    yield create_app(Config(database_url=url, write_token=TOKEN)).test_client()
    database.close()


def edit(client: FlaskClient, path: str, **body: Any) -> dict[str, Any]:
    answer = client.patch(path, json=body, headers=BEARER)
    assert answer.status_code == 200, answer.text
    edited: dict[str, Any] = answer.json
    assert record(client, answer.headers["Content-Location"]) == edited
    return edited


def mention_of(client: FlaskClient, words: str, title: str) -> dict[str, Any]:
    """The first place where `words` stand in the article of this title."""
    [article] = results(client, f"/articles?title={title}")
    start = record(client, f"/articles/{article['id']}")["text"].index(words)
    return {"article": article["id"], "start": start, "end": start + len(words)}


# Who may


def test_where_there_is_no_token_nothing_is_written(client: FlaskClient) -> None:
    for headers in ({}, BEARER, {"Authorization": "Bearer "}):
        body = problem(client, PETROVA, method="PATCH", json={"name": "X"}, headers=headers)
        assert (body["type"], body["status"]) == ("/problems/forbidden", 403)


@pytest.mark.parametrize(
    "given",
    [None, "Bearer", "Bearer ", "Bearer another", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é"],
)
def test_another_token_is_refused(editor: FlaskClient, given: str | None) -> None:
    headers = {"Authorization": given} if given else {}
    before = record(editor, PETROVA)
    answer = editor.patch(PETROVA, json={"name": "X"}, headers=headers)
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    body = problem(editor, PETROVA, method="PATCH", json={"name": "X"}, headers=headers)
    assert (body["type"], body["status"]) == ("/problems/unauthorized", 401)
    assert record(editor, PETROVA) == before


# What is refused


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "name",
        {"name": ""},
        {"name": " Ana"},
        {"name": "Ana\nPetrova"},
        {"name": "\0"},
        {"name": "A\0na"},
        {"name": "Ana\n"},
        {"name": 1},
        {"type": "person"},
        {"nam": "Ana"},
        {"merge_into": "nobody"},
        {"merge_into": "kestrel"},
        {"merge_into": "ana-petrova"},
        {"merge_into": "petrova"},
        {"merge_into": "ivo-lind", "name": "Ivo"},
        {"split": {}},
        {"split": {"mentions": []}},
        {"split": {"mentions": [{"article": "a_000000000000", "start": 0, "end": 1}]}},
        {"split": {"mentions": [{"article": "x", "start": 0, "end": 1}]}},
        {"split": {"mentions": [{"article": "a_000000000000", "start": -1, "end": 1}]}},
    ],
)
def test_what_is_no_edit(editor: FlaskClient, body: object) -> None:
    revision = editor.get("/entities").json["meta"]["revision"]
    found = problem(editor, PETROVA, method="PATCH", json=body, headers=BEARER)
    assert (found["type"], found["status"]) == ("/problems/invalid-body", 422)
    assert editor.get("/entities").json["meta"]["revision"] == revision


def test_a_split_of_all_or_of_others_is_none(editor: FlaskClient) -> None:
    for words, title in (("Ivo Lind", "talks"), ("Élodie", "harbour")):
        if words == "Élodie":
            mention = mention_of(editor, "Orlo", title)
        else:
            mention = mention_of(editor, words, title)
        body = {"split": {"mentions": [mention]}}
        assert problem(editor, PETROVA, method="PATCH", json=body, headers=BEARER)["status"] == 422
    whole = {"split": {"mentions": [mention_of(editor, "Maja Orlo", "harbour")]}}
    path = "/entities/maja-orlo"
    assert problem(editor, path, method="PATCH", json=whole, headers=BEARER)["status"] == 422


@pytest.mark.parametrize(
    ("kwargs", "status"),
    [
        ({"data": "name=X", "content_type": "application/x-www-form-urlencoded"}, 415),
        ({"data": "{", "content_type": "application/json"}, 422),
        ({"data": b"\xff", "content_type": "application/json"}, 422),
        ({"json": {"name": "X"}, "query_string": {"select": "name"}}, 400),
    ],
)
def test_what_cannot_be_read(editor: FlaskClient, kwargs: dict[str, Any], status: int) -> None:
    body = problem(editor, PETROVA, method="PATCH", headers=BEARER, **kwargs)
    assert body["status"] == status


def test_only_what_was_seen_is_edited(editor: FlaskClient) -> None:
    etag = editor.get(PETROVA).headers["ETag"]
    stale = {**BEARER, "If-Match": '"another"'}
    body = problem(editor, PETROVA, method="PATCH", json={"name": "Ana P."}, headers=stale)
    assert (body["type"], body["status"]) == ("/problems/precondition-failed", 412)
    for known in (etag, "*"):
        headers = {**BEARER, "If-Match": known}
        answer = editor.patch(PETROVA, json={"type": "PERSON"}, headers=headers)
        assert answer.status_code == 200
        assert answer.headers["ETag"] == editor.get(PETROVA).headers["ETag"]


def test_an_old_id_leads_on_and_a_shared_one_offers_its_choices(editor: FlaskClient) -> None:
    moved = editor.patch("/entities/petrova", json={"name": "X"}, headers=BEARER)
    assert (moved.status_code, moved.headers["Location"]) == (308, PETROVA)
    shared = editor.patch("/entities/kestrel", json={"name": "X"}, headers=BEARER)
    assert (shared.status_code, len(shared.json["choices"])) == (300, 2)
    body = problem(editor, "/entities/nobody", method="PATCH", json={"name": "X"}, headers=BEARER)
    assert body["status"] == 404


# What comes of it


def test_a_renamed_entity_is_found_by_both_names(editor: FlaskClient) -> None:
    edited = edit(editor, PETROVA, name="Anna Petrowa-Lind", type="ORG")
    assert (edited["id"], edited["name"], edited["type"]) == (
        "anna-petrowa-lind",
        "Anna Petrowa-Lind",
        "ORG",
    )
    assert editor.get(PETROVA).headers["Location"] == "/entities/anna-petrowa-lind"
    for name in ("anna petrowa-lind", "Petrova"):
        [quote] = results(editor, f"/quotes?speaker={name}")
        assert quote["speaker"]["id"] == edited["id"]
    [suggested] = editor.get("/autocomplete/entities?q=anna").json["results"]
    assert suggested["id"] == edited["id"]
    # the last word counts
    assert edit(editor, "/entities/anna-petrowa-lind", name="Ana Petrova")["id"] == "ana-petrova"


def test_a_merged_entity_is_part_of_the_other_one(editor: FlaskClient) -> None:
    revision = editor.get("/entities").json["meta"]["revision"]
    edited = edit(editor, "/entities/ivo-lind", merge_into="maja-orlo")
    assert (edited["id"], edited["name"], edited["articles"]) == ("maja-orlo", "Maja Orlo", 2)
    assert {alias["name"] for alias in edited["aliases"]} == {
        "Maja Orlo", "Orlo", "Ivo Lind", "Lind"
    }  # fmt: skip
    assert editor.get("/entities/ivo-lind").headers["Location"] == "/entities/maja-orlo"
    assert len(results(editor, "/quotes?speaker=Orlo")) == 3
    assert results(editor, "/entities?name=Lind")[0]["id"] == "maja-orlo"
    assert editor.get("/entities").json["meta"]["revision"] == revision + 1


def test_a_merge_is_taken_back_by_a_split(editor: FlaskClient) -> None:
    before = [*results(editor, "/entities?sort=name"), *results(editor, "/quotes")]
    edit(editor, "/entities/ivo-lind", merge_into="maja-orlo")
    lind = {"mentions": [mention_of(editor, "Ivo Lind", "talks")]}
    assert edit(editor, "/entities/maja-orlo", split=lind)["id"] == "ivo-lind"
    assert [*results(editor, "/entities?sort=name"), *results(editor, "/quotes")] == before


def test_a_mention_alone_is_split_off(editor: FlaskClient) -> None:
    lind = {"mentions": [mention_of(editor, "Ivo Lind", "harbour")], "alike": False}
    edited = edit(editor, "/entities/ivo-lind", split=lind)
    assert edited["id"].startswith("ivo-lind~")
    [quote] = results(editor, f"/entities/{edited['id']}/quotes")
    assert quote["text"] == "The harbour, belongs to us."
    choices = editor.get("/entities/ivo-lind").json["choices"]
    [other] = [choice["id"] for choice in choices if choice["id"] != edited["id"]]
    assert [each["type"] for each in results(editor, f"/entities/{other}/quotes")] == ["indirect"]


def test_whatever_is_alike_is_split_off_with_it(editor: FlaskClient) -> None:
    # in one article she is a trade minister, in the other one nothing is told of her
    minister = {"mentions": [mention_of(editor, "Ana Petrova", "talks")]}
    edited = edit(editor, PETROVA, split=minister)
    assert (edited["role"], edited["articles"]) == ("Trade minister", 1)
    assert len(editor.get(PETROVA).json["choices"]) == 2
    # and joined again, of the name that the other one has
    others = [c["id"] for c in editor.get(PETROVA).json["choices"] if c["id"] != edited["id"]]
    assert edit(editor, f"/entities/{edited['id']}", merge_into=others[0])["id"] == "ana-petrova"
