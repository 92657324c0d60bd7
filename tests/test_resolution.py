"""Entities of articles → entities of the collection."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from api import store
from api.extraction.records import Geo
from api.models import Alias, Article, Entity, Signature
from api.namesakes import block, namesake, partition, surname
from tests.builders import a_document, an_entity, an_extraction


def groups(*entities: tuple[str, ...]) -> set[frozenset[int]]:
    """The partition of people, each (name, role?), as sets of their positions."""
    return {
        frozenset(group)
        for group in partition(
            [
                namesake(position, name=name, type_="PERSON", role="".join(role), place="")
                for position, (name, *role) in enumerate(entities)
            ]
        )
    }


def sets(*members: set[int]) -> set[frozenset[int]]:
    return {frozenset(each) for each in members}


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        # one name
        ([("Ivo Lind",), ("IVO LIND",), ("Ívo Lind",)], sets({0, 1, 2})),
        ([("Ivo Lind", "minister"), ("Ivo Lind", "trade minister")], sets({0, 1})),
        ([("Ivo Lind Jr.",), ("Ivo Lind",)], sets({0, 1})),
        # a lone surname joins the one full name that it can mean
        ([("Lind",), ("Ivo Lind",)], sets({0, 1})),
        ([("Lind", "minister"), ("Ivo Lind",)], sets({0, 1})),
        ([("Lind",), ("Ivo Lind",), ("Ilse Lind",)], sets({0}, {1}, {2})),
        ([("Lind",), ("Lind", "minister")], sets({0, 1})),
        # initials and middle names
        ([("I. Lind",), ("Ivo Lind",)], sets({0, 1})),
        ([("I. Lind",), ("Ivo Lind",), ("Ilse Lind",)], sets({0}, {1}, {2})),
        ([("I. Lind",), ("Ivo Lind",), ("Karl Lind",)], sets({0, 1}, {2})),
        ([("Ivo K. Lind",), ("Ivo Lind",), ("Ivo Karl Lind",), ("Lind",)], sets({0, 1, 2, 3})),
        ([("Ivo K. Lind",), ("Ivo B. Lind",), ("Ivo Lind",)], sets({0}, {1}, {2})),
        ([("Ivo K. Lind",), ("Ivo B. K. Lind",)], sets({0}, {1})),
        ([("Karl Ivo Lind",), ("Ivo Lind",)], sets({0}, {1})),
        # walks of life
        ([("Ivo Lind", "minister"), ("Ivo Lind", "striker")], sets({0}, {1})),
        ([("Ivo Lind", "minister"), ("Ivo Lind", "striker"), ("Ivo Lind",)], sets({0}, {1}, {2})),
        ([("Ivo Lind", "senator"), ("Ivo Lind", "former governor")], sets({0, 1})),
        ([("Ivo Lind", "director"), ("Ivo Lind", "striker")], sets({0, 1})),
        (
            [("Ivo Lind", "actor"), ("Ivo Lind", "actor and senator"), ("Ivo Lind", "governor")],
            sets({0, 1, 2}),
        ),
        # a role tells which one a lone surname means
        (
            [("Ivo Lind", "minister"), ("Ivo Lind", "striker"), ("Lind", "goalkeeper")],
            sets({0}, {1, 2}),
        ),
        ([("Ivo Lind", "minister"), ("Ilse Lind", "singer"), ("Lind", "poet")], sets({0}, {1, 2})),
        ([("Ivo Lind", "minister"), ("Ilse Lind",), ("Lind", "senator")], sets({0, 2}, {1})),
        ([("Ivo Lind", "minister"), ("Lind", "striker")], sets({0}, {1})),
        ([("Ivo Lind", "President"), ("Ilse Lind",), ("Lind", "president")], sets({0, 2}, {1})),
        (
            [("Ivo Lind", "President"), ("Karl Lind", "President"), ("Lind", "President")],
            sets({0}, {1}, {2}),
        ),
        ([("Ivo Lind",), ("Lind", "striker"), ("Lind", "minister")], sets({0}, {1}, {2})),
        ([("Ivo Lind",), ("Lind", "striker"), ("Lind", "goalkeeper")], sets({0, 1, 2})),
    ],
)
def test_people(people: list[tuple[str, ...]], expected: set[frozenset[int]]) -> None:
    assert groups(*people) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["NO", "NO", ""], sets({0, 1, 2})),
        (["NO", "SE"], sets({0}, {1})),
        (["NO", "SE", ""], sets({0}, {1}, {2})),
        (["", ""], sets({0, 1})),
        # two in one country; what is in the country is the only one there
        (["NO 7", "NO 8"], sets({0}, {1})),
        (["NO 7", "NO"], sets({0, 1})),
        (["NO 7", "NO", "SE 9", "SE"], sets({0, 1}, {2, 3})),
        (["NO 7", "NO 8", "NO"], sets({0}, {1}, {2})),
        (["NO 7", "SE"], sets({0}, {1})),
    ],
)
def test_places(places: list[str], expected: set[frozenset[int]]) -> None:
    namesakes = [
        namesake(position, name="Lund", type_="GPE", role="", place=place)
        for position, place in enumerate(places)
    ]
    assert {frozenset(group) for group in partition(namesakes)} == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Ana Petrova", "PERSON"), ("Petrova", "PERSON"), True),
        (("Ana Petrova", "PERSON"), ("Ana Petrov", "PERSON"), False),
        (("Karl Lind Jr.", "PERSON"), ("Karl Lind", "PERSON"), True),
        (("Karl van Lind", "PERSON"), ("van Lind", "PERSON"), True),
        (("Karl van Lind", "PERSON"), ("Karl Lind", "PERSON"), False),
        (("the Harbour Board", "ORG"), ("Harbour Board", "ORG"), True),
        (("Harbour Board", "ORG"), ("Board", "ORG"), False),
        (("U.S.", "GPE"), ("United States", "GPE"), True),
        (("Kyiv", "GPE"), ("Kiev", "GPE"), True),
        (("E.U.", "ORG"), ("European Union", "ORG"), True),
        (("Calif.", "GPE"), ("California", "GPE"), True),
        (("American", "NORP"), ("United States", "GPE"), False),
        (("Lund", "GPE"), ("Lund", "ORG"), True),
        (("Lund", "GPE"), ("Lund", "PERSON"), False),
    ],
)
def test_blocks(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert (block(*one) == block(*other)) is same


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana Petrova", "Petrova"),
        ("Petrova", "Petrova"),
        ("Karl Lind Jr.", "Lind"),
        ("Karl van der Lind", "van der Lind"),
        ("Van der Lind", "Van der Lind"),
        ("van Lind", "van Lind"),
        ("Ben Lind", "Lind"),
        ("Jr.", "Jr."),
        ("", ""),
    ],
)
def test_surnames(name: str, expected: str) -> None:
    assert surname(name) == expected


NAMES = ["Lind", "I. Lind", "Ivo Lind", "Ilse Lind", "Ivo K. Lind", "Ivo B. Lind", "K. Lind"]
ROLES = ["", "minister", "striker", "senator and actor", "singer", "president"]


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(ROLES)), unique=True).flatmap(
        lambda people: st.tuples(st.just(people), st.permutations(people))
    )
)
def test_a_partition_depends_on_the_set_alone(orders) -> None:
    people, shuffled = orders
    found = {frozenset(people[i] for i in group) for group in groups(*people)}
    assert found == {frozenset(shuffled[i] for i in group) for group in groups(*shuffled)}
    assert sorted(i for group in groups(*people) for i in group) == list(range(len(people)))


def save(text: str, *entities: dict) -> None:
    """Save an article with these entities."""
    made = [an_entity(text, id=f"e{n}", **entity) for n, entity in enumerate(entities, 1)]
    store.save(a_document(text), an_extraction(entities=tuple(made)))


def ids() -> set[str]:
    return {entity.public_id for entity in Entity.select()}


def test_an_entity_gathers_its_names_and_is_called_by_the_fullest(db: Database) -> None:
    save("Lind spoke.", {"name": "Lind"})
    assert ids() == {"lind"}
    save("Lind spoke again.", {"name": "Lind"})
    save(
        "Minister Ivo Lind left. Lind wept.",
        {"name": "Ivo Lind", "aliases": ["Lind"], "role": "Minister"},
    )
    entity = Entity.get()
    assert (entity.public_id, entity.name, entity.role) == ("ivo-lind", "Ivo Lind", "Minister")
    assert (entity.articles, entity.mentions) == (3, 4)
    forms = {(alias.form, alias.count) for alias in Alias.select().where(Alias.count > 0)}
    assert forms == {("Lind", 2), ("Lind", 1), ("Ivo Lind", 1)}


def test_a_name_is_one_line_whatever_blanks_it_has(db: Database) -> None:
    save(
        "Prime\nMinister Ivo\u00a0Lind spoke.", {"name": "Ivo\u00a0Lind", "role": "Prime\nMinister"}
    )
    save("Ivo\nLind spoke.", {"name": "Ivo\nLind"})
    entity = Entity.get()
    assert (entity.name, entity.role, entity.articles) == ("Ivo Lind", "Prime Minister", 2)
    assert {alias.form for alias in Alias.select()} == {"Ivo Lind", "Lind"}
    for article in list(Article.select()):
        store.delete(article.public_id)
    assert Signature.select().count() == Alias.select().count() == 0


def test_namesakes_have_the_hash_of_their_first_mention(db: Database) -> None:
    save("Minister Ivo Lind spoke.", {"name": "Ivo Lind", "role": "Minister"})
    assert ids() == {"ivo-lind"}
    save("Striker Ivo Lind scored.", {"name": "Ivo Lind", "role": "Striker"})
    hashes = {signature.role: signature.hash for signature in Signature.select()}
    assert ids() == {f"ivo-lind~{hashes['Minister']}", f"ivo-lind~{hashes['Striker']}"}


def test_the_slug_is_shared_by_entities_of_any_type(db: Database) -> None:
    save("Lund spoke in Lund.", {"name": "Lund"}, {"name": "Lund", "type": "GPE"})
    assert all(id_.startswith("lund~") for id_ in ids())
    assert len(ids()) == 2


def test_the_second_namesake_takes_the_lone_surnames_away(db: Database) -> None:
    save("Lind spoke.", {"name": "Lind"})
    save("Ivo Lind spoke.", {"name": "Ivo Lind"})
    assert ids() == {"ivo-lind"}
    save("Ilse Lind spoke.", {"name": "Ilse Lind"})
    assert ids() == {"ivo-lind", "ilse-lind", "lind"}
    assert {entity.articles for entity in Entity.select()} == {1}


def test_an_entity_is_where_most_articles_say(db: Database) -> None:
    here, there = Geo(7, "NO", 58.25, 8.5), Geo(8, "SE", 55.7, 13.2)
    for n, geo in enumerate([here, there, here, None, Geo(None, "NO", None, None)]):
        save(f"Vote {n} in Lund.", {"name": "Lund", "type": "GPE", "geo": geo})
    found = {(entity.country, entity.geo, entity.articles) for entity in Entity.select()}
    assert found == {
        ("NO", '{"geonames_id":7,"country":"NO","lat":58.25,"lon":8.5}', 3),
        ("SE", '{"geonames_id":8,"country":"SE","lat":55.7,"lon":13.2}', 1),
        (None, None, 1),
    }


def test_a_point_goes_before_a_country(db: Database) -> None:
    for n in range(2):
        save(f"{n} left Lund.", {"name": "Lund", "type": "GPE", "geo": Geo(None, "NO", None, None)})
    save("Lund.", {"name": "Lund", "type": "GPE", "geo": Geo(7, "NO", 58.25, 8.5)})
    entity = Entity.get()
    assert (entity.country, entity.articles) == ("NO", 3)
    assert entity.geo == '{"geonames_id":7,"country":"NO","lat":58.25,"lon":8.5}'


def test_an_entity_without_a_name_is_none_of_the_collection(db: Database) -> None:
    text = "The spokesman left."
    nameless = an_entity(text, "the spokesman", nominals=["The spokesman"])
    store.save(a_document(text), an_extraction(entities=(nameless,)))
    assert ids() == set()


def test_any_order_of_articles_gives_the_same_entities(db: Database) -> None:
    articles = [
        ("Lind spoke.", {"name": "Lind"}),
        ("Minister Ivo Lind spoke.", {"name": "Ivo Lind", "role": "Minister"}),
        ("Striker Ivo Lind scored.", {"name": "Ivo Lind", "role": "Striker"}),
        ("Keeper Lind, a goalkeeper, fell.", {"name": "Lind", "role": "goalkeeper"}),
    ]
    found = set()
    for order in Random(1).sample(list(permutations(articles)), 8):
        for text, entity in order:
            save(text, entity)
        found.add(frozenset((e.public_id, e.name, e.role, e.articles) for e in Entity.select()))
        for document, _ in order:
            store.delete(store._article_id(a_document(document)))
        assert ids() == set()
    assert len(found) == 1
