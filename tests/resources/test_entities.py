"""Entities: each filter by what it finds, the wire shape, old ids, and the lists under one."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.served import page, problem, record, results

CLOSED = "the port was closed"
HARBOUR = "The harbour, belongs to us."


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=Petrova", ["Ana Petrova"]),
        ("name=petrova&name=LIND", ["Ana Petrova", "Ivo Lind"]),
        # what begins so, at any word
        ("name=Pet", ["Ana Petrova"]),
        ("name=ana p", ["Ana Petrova"]),
        ("name=petrova a", []),
        ("name=rova", []),
        # what may be meant
        ("name=Petrowa", ["Ana Petrova"]),
        ("name=Anna Petrowa", ["Ana Petrova"]),
        ("name=Koval", ["Мирослава Коваль"]),
        ("name=Zzyzx", []),
        ("type=GPE", ["Eastmark", "Norland", "Vossport"]),
        ("type=ORG&type=GPE", ["Eastmark", "Kestrel", "Norland", "Vossport"]),
        ("country=NO", ["Norland", "Vossport"]),
        ("country=NO&country=FJ&type=GPE", ["Eastmark", "Norland", "Vossport"]),
        ("country=SE", []),
        ("role=minister", ["Ana Petrova"]),
        ("q=trade", ["Ana Petrova"]),
        ("q=orlo maja", ["Maja Orlo"]),
        ("q=orlo lind", []),
    ],
)
def test_filters(client: FlaskClient, query: str, names: list[str]) -> None:
    assert [entity["name"] for entity in results(client, f"/entities?sort=name&{query}")] == names


@pytest.mark.parametrize("sort", ["name", "-name", "articles", "-articles"])
def test_those_called_so_come_first_in_any_order(client: FlaskClient, sort: str) -> None:
    body = page(client, f"/entities?name=Lind&name=Petrowa&name=Ma&sort={sort}&limit=1")
    vias = {
        match["name"]: match["via"]
        for resolution in body["meta"]["resolved"]["name"]
        for match in resolution["matches"]
    }
    assert vias == {"Ivo Lind": "alias", "Ana Petrova": "sound", "Maja Orlo": "prefix"}
    drained = [each["name"] for each in body["results"]]
    while body["links"]["next"]:
        body = page(client, body["links"]["next"])
        drained += [each["name"] for each in body["results"]]
    assert drained == ["Ivo Lind", "Maja Orlo", "Ana Petrova"]


def test_a_name_that_fits_many_says_that_not_all_are_listed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page(client, "/entities?name=k")["meta"]["warnings"] == []
    monkeypatch.setattr("api.lookup._FOUND", 2)
    [warning] = page(client, "/entities?name=k")["meta"]["warnings"]
    assert warning["detail"] == "Only the best 2 matches of 'k' are listed."


def test_those_of_most_articles_come_first(client: FlaskClient) -> None:
    articles = [entity["articles"] for entity in results(client, "/entities")]
    assert articles == sorted(articles, reverse=True)
    assert articles[0] == 2


def test_the_wire_shape(client: FlaskClient) -> None:
    single = record(client, "/entities/ana-petrova")
    assert single == {
        "id": "ana-petrova",
        "name": "Ana Petrova",
        "type": "PERSON",
        "country": None,
        "geo": None,
        "role": "Trade minister",
        "aliases": [
            {"name": "Ana Petrova", "articles": 2},
            {"name": "Petrova", "articles": 1},
        ],
        "articles": 2,
        "mentions": 3,
        "quotes": 1,
        "events": 1,
        "first_seen": "2025-03-01",
        "last_seen": "2025-03-11",
        "roles": [
            {
                "role": "Trade minister",
                "first": "2025-03-11",
                "last": "2025-03-11",
                "articles": 1,
            }
        ],
        "mentioned_with": [
            {"id": "ivo-lind", "name": "Ivo Lind", "type": "PERSON", "articles": 2},
            {"id": "eastmark", "name": "Eastmark", "type": "GPE", "articles": 1},
            {"id": "maja-orlo", "name": "Maja Orlo", "type": "PERSON", "articles": 1},
            {"id": "norland", "name": "Norland", "type": "GPE", "articles": 1},
            {"id": "vossport", "name": "Vossport", "type": "GPE", "articles": 1},
        ],
    }
    [listed] = results(client, "/entities?name=Petrova")
    assert listed.keys() == single.keys() - {"roles", "mentioned_with"}


def test_a_place_is_somewhere(client: FlaskClient) -> None:
    place = record(client, "/entities/vossport")
    assert (place["country"], place["geo"]) == (
        "NO",
        {"geonames_id": 32, "country": "NO", "lat": 58.25, "lon": 8.5},
    )


def test_a_country_has_a_code(client: FlaskClient) -> None:
    [error] = problem(client, "/entities?country=Norland")["errors"]
    assert (error["name"], error["code"]) == ("country", "invalid")


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/entities/petrova", "/entities/ana-petrova"),
        ("/entities/petrova?select=id", "/entities/ana-petrova?select=id"),
        ("/entities/lind/quotes?limit=1", "/entities/ivo-lind/quotes?limit=1"),
        ("/entities/brandt", "/entities/elodie-brandt"),
        ("/entities/коваль", f"/entities/{quote('мирослава-коваль')}"),
    ],
)
def test_an_alias_leads_to_its_entity(client: FlaskClient, path: str, location: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (308, location)


def test_a_slug_that_entities_share_offers_them(client: FlaskClient) -> None:
    answer = client.get("/entities/kestrel")
    assert answer.status_code == 300
    ids = [choice["id"] for choice in answer.json["choices"]]
    found = [record(client, f"/entities/{id_}") for id_ in ids]
    assert sorted(entity["type"] for entity in found) == ["ORG", "PERSON"]
    assert client.get("/entities/kestrel/quotes").status_code == 300


def test_the_hash_of_a_mention_leads_to_its_entity(client: FlaskClient) -> None:
    [id_, _] = sorted(entity["id"] for entity in results(client, "/entities?name=Kestrel"))
    answer = client.get(f"/entities/another-name~{id_.partition('~')[2]}")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/entities/{id_}")


@pytest.mark.parametrize("id_", ["nobody", "ana-petrova~00000000", "Ana Petrova", "~", "%00"])
def test_an_unknown_entity(client: FlaskClient, id_: str) -> None:
    for path in (f"/entities/{id_}", f"/entities/{id_}/quotes"):
        assert problem(client, path)["type"] == "/problems/not-found"


@pytest.mark.parametrize(
    ("path", "pinned", "found"),
    [
        (
            "/entities/ivo-lind/quotes",
            "text",
            ["the port was closed", "The harbour, belongs to us."],
        ),
        ("/entities/ivo-lind/quotes?type=indirect", "text", [CLOSED]),
        ("/entities/vossport/quotes", "text", []),
        ("/entities/vossport/events", "type", ["CONSULT", "ASSAULT"]),
        ("/entities/ivo-lind/articles", "title", ["Talks end without a deal", "Whose harbour?"]),
    ],
)
def test_the_lists_under_an_entity(
    client: FlaskClient, path: str, pinned: str, found: list[str]
) -> None:
    assert [each[pinned] for each in results(client, path)] == found


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/entities/ivo-lind/quotes?speaker=Lind", "speaker"),
        ("/entities/ivo-lind/quotes?speaker_id=ivo-lind", "speaker_id"),
        ("/entities/ivo-lind/events?about=Lind", "about"),
        ("/entities/ivo-lind/articles?mentions=Lind", "mentions"),
    ],
)
def test_what_the_path_binds_is_not_given_again(client: FlaskClient, path: str, name: str) -> None:
    body = problem(client, path)
    assert body["type"] == "/problems/bound-parameter"
    assert [error["name"] for error in body["errors"]] == [name]


def test_the_quotes_of_an_entity_are_counted_as_they_are_listed(client: FlaskClient) -> None:
    for entity in results(client, "/entities"):
        assert (
            len(results(client, f"/entities/{entity['id']}/quotes?limit=200")) == entity["quotes"]
        )
