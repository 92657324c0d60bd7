"""`collapse=quotation`: each utterance once, with its occurrences."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import store
from api.app import create_app
from api.config import Config
from api.database import database, open_database
from tests.served import page, results
from tests.test_utterances import ARTICLES, HEAD, OTHER, TAIL, WHOLE


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the articles with their eight quotes of two utterances."""
    path: Path = tmp_path_factory.mktemp("collapse") / "onrecord.db"
    made = f"sqlite:///{path}"
    with open_database(made, "write").connection_context():
        for article in ARTICLES:
            store.save(*article)
    return made


@pytest.fixture
def client(url: str) -> Iterator[FlaskClient]:
    """A client of the service over these."""
    yield create_app(Config(database_url=url)).test_client()
    database.close()


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        # the first quote of each utterance stands for it
        ("", [OTHER, HEAD]),
        ("sort=published", [HEAD, OTHER]),
        ("sort=position", [HEAD, OTHER]),
        # the first of those that the filters ask for
        ("from=2025-03-12", [OTHER, WHOLE]),
        ("from=2025-04", [TAIL]),
        ("from=2025-05", [WHOLE.upper()]),
        ("speaker=Orlo", [WHOLE]),
        ("has_speaker=false", [WHOLE.upper()]),
        ("source=Eastmark Radio&q=talks", [HEAD]),
        ("q=winter", [WHOLE]),
        ("q=winter&sort=relevance", [WHOLE]),
        ("type=indirect", []),
    ],
)
def test_each_utterance_is_listed_once(client: FlaskClient, query: str, texts: list[str]) -> None:
    body = page(client, f"/quotes?collapse=quotation&{query}")
    assert [each["text"] for each in body["results"]] == texts
    assert body["meta"]["count"] == {"value": len(texts), "relation": "eq"}
    assert len(results(client, f"/quotes?{query}")) >= len(texts)


def test_its_occurrences_are_all_of_them_the_first_one_first(client: FlaskClient) -> None:
    [quote] = results(client, "/quotes?collapse=quotation&speaker=Orlo")
    published = [each["article"]["published"] for each in quote["occurrences"]]
    assert published == ["2025-03-11", "2025-03-12", "2025-03-12", "2025-04-01", "2025-05-02", None]
    assert quote["occurrences_total"] == 6
    assert quote["first_source"] == "Harbour Gazette"
    assert quote["article"]["source"] == "Norland Wire"
    texts = [each["text"] for each in quote["occurrences"]]
    assert texts[:1] + texts[3:] == [HEAD, TAIL, WHOLE.upper(), HEAD]
    listed = {each["id"]: each for each in results(client, "/quotes?q=talks")}
    for each in quote["occurrences"]:
        assert each == {name: listed[each["id"]][name] for name in ("id", "text", "article")}
    assert len(listed) == 6


def test_only_so_many_occurrences_are_listed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.occurrences._LISTED", 2)
    [quote] = results(client, "/quotes?collapse=quotation&speaker=Orlo")
    assert [each["article"]["published"] for each in quote["occurrences"]] == [
        "2025-03-11",
        "2025-03-12",
    ]
    assert quote["occurrences_total"] == 6


def test_pages_of_utterances(client: FlaskClient) -> None:
    first = page(client, "/quotes?collapse=quotation&limit=1")
    second = page(client, first["links"]["next"])
    assert [each["text"] for each in first["results"] + second["results"]] == [OTHER, HEAD]
    assert second["links"]["next"] is None


def test_what_the_option_adds_is_served_whatever_is_selected(client: FlaskClient) -> None:
    answer = client.get("/quotes?collapse=quotation&select=text")
    added = ["occurrences", "occurrences_total", "first_source"]
    assert [list(each) for each in answer.json["results"]] == [["text", *added]] * 2


def test_the_list_under_an_entity_collapses_too(client: FlaskClient) -> None:
    found = results(client, "/entities/ivo-lind/quotes?collapse=quotation&highlight=true&q=talks")
    assert [each["text"] for each in found] == [HEAD]
    assert [each["text"] for each in found[0]["highlights"]] == ["talks"]
