"""Suggestions while a name is typed; which and in which order is for `test_names`."""

import pytest
from flask.testing import FlaskClient

from api.schemas import SuggestionsSchema
from tests.served import problem


def suggested(client: FlaskClient, query: str) -> list[str]:
    answer = client.get(f"/autocomplete/entities?{query}")
    assert answer.status_code == 200, answer.text
    SuggestionsSchema().load(answer.json)
    return [each["name"] for each in answer.json["results"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=pet", ["Ana Petrova"]),
        ("q=ana+p", ["Ana Petrova"]),
        ("q=l", ["Ivo Lind"]),
        ("q=%D0%BA%D0%BE%D0%B2", ["Мирослава Коваль"]),
        ("q=kestrel", ["Kestrel", "Kestrel"]),
        ("q=kestrel&type=ORG", ["Kestrel"]),
        ("q=kestrel&type=ORG&type=PERSON", ["Kestrel", "Kestrel"]),
        ("q=kestrel&limit=1", ["Kestrel"]),
        # it completes, and corrects nothing
        ("q=petrowa", []),
        ("q=%3F", []),
    ],
)
def test_suggestions(client: FlaskClient, query: str, names: list[str]) -> None:
    assert suggested(client, query) == names


def test_the_wire_shape(client: FlaskClient) -> None:
    assert client.get("/autocomplete/entities?q=petr").json == {
        "results": [
            {
                "id": "ana-petrova",
                "name": "Ana Petrova",
                "type": "PERSON",
                "role": "Trade minister",
                "articles": 2,
            }
        ]
    }


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=a&q=b", "q"),
        ("q=a&type=person", "type"),
        ("q=a&limit=51", "limit"),
        ("q=a&sort=name", "sort"),
    ],
)
def test_what_cannot_be_asked(client: FlaskClient, query: str, name: str) -> None:
    body = problem(client, f"/autocomplete/entities?{query}")
    assert (body["status"], [each["name"] for each in body["errors"]]) == (400, [name])
