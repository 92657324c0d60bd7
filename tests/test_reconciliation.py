"""The Reconciliation API 0.2: the shapes of its specification, what is found, what is certain."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema_rs import Draft202012Validator

from tests.served import problem

# The rules of the specification, as far as they are about what is served here: its JSON schemas
# of the manifest, the answer to a batch of queries, and the answer of an entity suggest service.
_ID_AND_NAME = {
    "type": "object",
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
    "required": ["id", "name"],
}
MANIFEST = {
    "type": "object",
    "properties": {
        "versions": {"type": "array", "items": {"type": "string"}, "contains": {"const": "0.2"}},
        "name": {"type": "string"},
        "identifierSpace": {"type": "string", "format": "uri", "pattern": "^https?://"},
        "schemaSpace": {"type": "string", "format": "uri", "pattern": "^https?://"},
        "defaultTypes": {"type": "array", "items": _ID_AND_NAME},
        "view": {
            "type": "object",
            "properties": {"url": {"type": "string", "pattern": r".*\{\{id\}\}.*"}},
            "required": ["url"],
        },
        "suggest": {
            "type": "object",
            "properties": {
                "entity": {
                    "type": "object",
                    "properties": {
                        "service_url": {"type": "string", "pattern": "^https?://"},
                        "service_path": {"type": "string", "pattern": "^/"},
                    },
                    "required": ["service_url", "service_path"],
                }
            },
        },
    },
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string"},
                        "name": {"type": "string"},
                        "description": {"type": "string"},
                        "type": {"type": "array", "items": _ID_AND_NAME},
                        "score": {"type": "number"},
                        "match": {"type": "boolean"},
                    },
                    "required": ["id", "name", "score"],
                },
            }
        },
        "required": ["result"],
    },
}
SUGGESTED = {
    "type": "object",
    "properties": {
        "result": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    **_ID_AND_NAME["properties"],
                    "description": {"type": "string"},
                    "notable": {"type": "array", "items": _ID_AND_NAME},
                },
                "required": ["id", "name"],
            },
        }
    },
    "required": ["result"],
}


def valid(value: Any, schema: dict[str, Any]) -> Any:
    Draft202012Validator(schema).validate(value)
    return value


def matched(client: FlaskClient, **query: Any) -> list[tuple[str, bool]]:
    """The names of the candidates for one query, and whether each is a match."""
    answer = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert answer.status_code == 200, answer.text
    found = valid(answer.json, RESULTS)["q0"]["result"]
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    return [(each["name"], each["match"]) for each in found]


def test_the_manifest(client: FlaskClient) -> None:
    manifest = valid(client.get("/reconcile").json, MANIFEST)
    # what it points to is there
    view = manifest["view"]["url"].replace("{{id}}", "ana-petrova")
    assert client.get(view.removeprefix("http://localhost")).status_code == 200
    suggest = manifest["suggest"]["entity"]
    assert client.get(f"{suggest['service_path']}?prefix=a").status_code == 200
    assert manifest["identifierSpace"] == "http://localhost/entities/"


@pytest.mark.parametrize(
    ("query", "candidates"),
    [
        # a whole name that one entity has
        ({"query": "Ana Petrova"}, [("Ana Petrova", True)]),
        ({"query": "PETROVA, Ana"}, []),
        ({"query": "ana petrova"}, [("Ana Petrova", True)]),
        ({"query": "Vossport"}, [("Vossport", True)]),
        ({"query": "Мирослава Коваль"}, [("Мирослава Коваль", True)]),
        # a surname, a spelling, the beginning of a name
        ({"query": "Petrova"}, [("Ana Petrova", False)]),
        ({"query": "Anna Petrowa"}, [("Ana Petrova", False)]),
        ({"query": "Voss"}, [("Vossport", False)]),
        # a name that several have
        ({"query": "Kestrel"}, [("Kestrel", False), ("Kestrel", False)]),
        ({"query": "Kestrel", "type": "ORG"}, [("Kestrel", True)]),
        ({"query": "Kestrel", "type": ["PERSON"]}, [("Kestrel", False)]),
        ({"query": "Kestrel", "limit": 1}, [("Kestrel", False)]),
        ({"query": "Vossport", "type": "PERSON"}, []),
        ({"query": "Vossport", "type": "Q515"}, []),
        # what is known besides
        (
            {"query": "Norland", "properties": [{"pid": "country", "v": "NO"}]},
            [("Norland", True)],
        ),
        (
            {"query": "Norland", "properties": [{"pid": "country", "v": ["SE", "DK"]}]},
            [("Norland", False)],
        ),
        (
            {"query": "Ana Petrova", "properties": [{"pid": "role", "v": "the minister"}]},
            [("Ana Petrova", True)],
        ),
        (
            {"query": "Ivo Lind", "properties": [{"pid": "country", "v": "NO"}]},
            [("Ivo Lind", True)],
        ),
        ({"query": "Ivo Lind", "properties": [{"pid": "P569", "v": 1960}]}, [("Ivo Lind", True)]),
        # nothing
        ({"query": ""}, []),
        ({"query": "Zzyzx"}, []),
    ],
)
def test_candidates(
    client: FlaskClient, query: dict[str, Any], candidates: list[tuple[str, bool]]
) -> None:
    assert matched(client, **query) == candidates


def test_a_batch_is_answered_by_names_of_queries_in_either_way(client: FlaskClient) -> None:
    queries = json.dumps({"q0": {"query": "Ivo Lind"}, "other": {"query": "Nobody At All"}})
    posted = client.post("/reconcile", data={"queries": queries})
    got = client.get("/reconcile", query_string={"queries": queries})
    assert posted.json == got.json
    assert valid(got.json, RESULTS).keys() == {"q0", "other"}
    assert got.json["other"]["result"] == []
    assert got.headers["Access-Control-Allow-Origin"] == "*"


def test_another_property_costs_some_of_the_score(client: FlaskClient) -> None:
    def score(**query: Any) -> float:
        queries = json.dumps({"q": {"query": "Norland", **query}})
        found = client.get("/reconcile", query_string={"queries": queries}).json
        return float(found["q"]["result"][0]["score"])

    assert score() == 100
    assert score(properties=[{"pid": "country", "v": "SE"}]) == 80


@pytest.mark.parametrize(
    "queries",
    [
        "", "{", "[]", "1", '{"q0": "Lind"}', '{"q0": {}}', '{"q0": {"query": 1}}',
        '{"q0": {"query": "Lind", "limit": 0}}', '{"q0": {"query": "Lind", "type": [1]}}',
        '{"q0": {"query": "Lind", "type": 1}}',
        '{"q0": {"query": "Lind", "properties": [{"pid": "role"}]}}',
        json.dumps({f"q{n}": {"query": "Lind"} for n in range(101)}),
    ],
)  # fmt: skip
def test_what_are_no_queries(client: FlaskClient, queries: str) -> None:
    for kwargs in (
        {"method": "POST", "data": {"queries": queries}},
        {"query_string": {"queries": queries}},
    ):
        body = problem(client, "/reconcile", **kwargs)
        assert (body["status"], body["errors"][0]["name"]) == (400, "queries")


def test_a_form_without_queries_or_with_others_is_refused(client: FlaskClient) -> None:
    for data in ({}, {"queries": "{}", "callback": "f"}):
        assert problem(client, "/reconcile", method="POST", data=data)["status"] == 400
    assert problem(client, "/reconcile?query=Lind")["errors"][0]["did_you_mean"] == "queries"


def test_entities_are_suggested(client: FlaskClient) -> None:
    def names(query: str) -> list[str]:
        answer = client.get(f"/reconcile/suggest/entity?{query}").json
        return [each["name"] for each in valid(answer, SUGGESTED)["result"]]

    assert names("prefix=petr") == ["Ana Petrova"]
    assert names("prefix=kestrel") == ["Kestrel", "Kestrel"]
    assert names("prefix=kestrel&cursor=1") == ["Kestrel"]
    assert names("prefix=kestrel&cursor=2") == []
    assert problem(client, "/reconcile/suggest/entity")["status"] == 400
