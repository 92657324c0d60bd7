"""Names and ids of requests, and the rows that they stand for."""

import pytest
from flask.testing import FlaskClient

from api.lookup import (
    Resolution,
    articles_of,
    entities_named,
    entities_of,
    entity_of,
    sources_named,
)

pytestmark = pytest.mark.usefixtures("client")


def matched(resolution: Resolution) -> list[tuple[str, str]]:
    return [(match.id, match.via) for match in resolution.matches]


@pytest.mark.parametrize(
    ("name", "entities"),
    [
        ("Ana Petrova", [("ana-petrova", "name")]),
        ("PETROVA", [("ana-petrova", "alias")]),
        ("  petrova ", [("ana-petrova", "alias")]),
        ("Elodie Brandt", [("elodie-brandt", "name")]),
        ("коваль", [("мирослава-коваль", "alias")]),
        # a surname that nobody is called by alone is an alias all the same
        ("Reyle", [("tomas-reyle", "alias")]),
        # no part of a name but the surname, no more than the name
        ("Ana", []),
        ("Petrov", []),
        ("Ana Petrova Lind", []),
        # no name at all
        ("!?", []),
        (" ", []),
    ],
)
def test_names(name: str, entities: list[tuple[str, str]]) -> None:
    [resolution] = entities_named([name])
    assert matched(resolution) == entities


def test_several_names_are_answered_in_their_order() -> None:
    found = entities_named(["Orlo", "nobody", "Kestrel"])
    assert [each.input for each in found] == ["Orlo", "nobody", "Kestrel"]
    assert [len(each.matches) for each in found] == [1, 0, 2]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Petrowa", ["Ana Petrova"]),
        ("Anna Petrova", ["Ana Petrova"]),
        ("Ivo Linde", ["Ivo Lind"]),
        ("Zzyzx", []),
        ("!?", []),
        # what there is has no need of others
        ("Petrova", []),
    ],
)
def test_near_names(name: str, near: list[str]) -> None:
    [resolution] = entities_named([name])
    assert list(resolution.near) == near


def test_ids_are_exact_or_old_ones() -> None:
    found = entities_of(["ana-petrova", "lind", "Ana Petrova", "ana-petrova"])
    assert [(each.input, matched(each)) for each in found] == [
        ("ana-petrova", [("ana-petrova", "id")]),
        ("lind", [("ivo-lind", "alias")]),
        ("Ana Petrova", []),
    ]


def test_a_shared_slug_leads_to_all_that_share_it() -> None:
    choices = entity_of("kestrel")
    assert [match.via for match in choices] == ["slug", "slug"]
    for choice in choices:
        assert entity_of(choice.id)[0].via == "id"
        assert entity_of(f"another~{choice.id.partition('~')[2]}")[0].id == choice.id


@pytest.mark.parametrize("id_", ["", "~", "nobody", "nobody~00000000", "~~"])
def test_no_entity(id_: str) -> None:
    assert entity_of(id_) == ()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Norland Post", "norland-post"),
        ("norland post", "norland-post"),
        ("norland-post", "norland-post"),
        ("Norland", None),
        ("!?", None),
    ],
)
def test_sources(name: str, id_: str | None) -> None:
    [resolution] = sources_named([name])
    assert [match.id for match in resolution.matches] == ([id_] if id_ else [])


def test_a_source_nobody_is_called_is_answered_with_those_near_it() -> None:
    [resolution] = sources_named(["Norland Past"])
    assert resolution.near == ("Norland Post",)


def test_articles(client: FlaskClient) -> None:
    [id_] = [each["id"] for each in client.get("/articles?title=harbour").json["results"]]
    found = articles_of([id_, "a_0"])
    assert [(each.input, matched(each)) for each in found] == [(id_, [(id_, "id")]), ("a_0", [])]
