"""Names as they are typed and misspelt: what is found, in which order, at which cost."""

import logging

import pytest
from peewee import Database

from api import store
from api.models import Entity, Name
from api.names import beginning, rename, sounding
from tests.builders import a_document, an_entity, an_extraction

# name, type → the number of articles
PEOPLE = {
    ("Ana Petrova", "PERSON"): 3,
    ("Petra Lind", "PERSON"): 1,
    ("Peter", "PERSON"): 5,
    ("Pet", "ORG"): 1,
    ("Bank of Petersund", "ORG"): 9,
    ("Мирослава Коваль", "PERSON"): 1,
    ("Volodymyr Zelenskyy", "PERSON"): 2,
}


def an_entity_of(name: str, type_: str = "PERSON", articles: int = 1) -> Entity:
    row = {"name": name, "type": type_, "articles": articles, "public_id": name}
    return Entity.create(**row, **dict.fromkeys(("key", "slug", "hash"), ""))


@pytest.fixture
def people(db: Database) -> None:
    for (name, type_), articles in PEOPLE.items():
        forms = {name.lower(), *([name.lower().split()[-1]] if type_ == "PERSON" else [])}
        rename(an_entity_of(name, type_, articles), forms)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        # called so; beginning so, most articles first; a later word
        ("pet", ["Pet", "Peter", "Ana Petrova", "Petra Lind", "Bank of Petersund"]),
        ("PETR", ["Ana Petrova", "Petra Lind"]),
        ("petra l", ["Petra Lind"]),
        ("bank of", ["Bank of Petersund"]),
        ("of p", ["Bank of Petersund"]),
        # a blank ends a word
        ("petra ", ["Petra Lind"]),
        ("pet ", ["Pet"]),
        # no part but from the beginning of a word
        ("etra", []),
        ("lind petra", []),
        ("к", ["Мирослава Коваль"]),
        ("", []),
        ("?!", []),
    ],
)
def test_what_begins_so(text: str, names: list[str]) -> None:
    assert [found.name for found in beginning(text, 10)] == names


@pytest.mark.usefixtures("people")
def test_what_begins_so_of_a_type_up_to_a_limit() -> None:
    assert [found.name for found in beginning("pet", 10, ["ORG"])] == ["Pet", "Bank of Petersund"]
    assert [found.name for found in beginning("pet", 2)] == ["Pet", "Peter"]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zelenski", ["Volodymyr Zelenskyy"]),
        ("Zelensky", ["Volodymyr Zelenskyy"]),
        ("Zelenskiy", ["Volodymyr Zelenskyy"]),
        ("Зеленський", ["Volodymyr Zelenskyy"]),
        ("Vladimir Zelensky", ["Volodymyr Zelenskyy"]),
        # nearly the same, where nothing is the same
        ("Zenelsky", ["Volodymyr Zelenskyy"]),
        ("Petrova", ["Ana Petrova"]),
        ("Anna Pietrowa", ["Ana Petrova"]),
        ("Koval", ["Мирослава Коваль"]),
        # the same sound, and another name
        ("Zaalaanyysik", []),
        ("Reyle", []),
        ("", []),
    ],
)
def test_what_sounds_so(text: str, names: list[str]) -> None:
    assert [found.name for found in sounding(text, 10)] == names


def test_the_likest_comes_first(db: Database) -> None:
    for name in ("petrov", "petrof", "petrova"):
        rename(an_entity_of(name), [name])
    names = [found.name for found in sounding("Petrof", 10)]
    assert names == ["petrof", "petrov", "petrova"]
    assert [found.name for found in sounding("Petrof", 10, ["ORG"])] == []


def test_names_follow_their_entity(db: Database) -> None:
    entity = an_entity_of("Ana Petrova")

    def terms() -> dict[str, int]:
        return {name.term: name.tier for name in Name.select()}

    rename(entity, ["ana petrova", "petrova", ""])
    assert terms() == {"ana petrova": 31, "petrova": 31}
    # more articles move them up, by orders of magnitude
    entity.articles = 1000
    rename(entity, ["ana petrova", "bank of petrova"])
    assert terms() == {
        "ana petrova": 22,
        "bank of petrova": 22,
        "petrova": 54,
        "of petrova": 54,
    }
    entity.delete_instance()
    assert terms() == {}


def test_the_longest_name_has_a_few_short_rows(db: Database) -> None:
    rename(an_entity_of("long"), [" ".join(["word"] * 5000), "x" * 5000])
    assert Name.select().count() < 10
    assert max(len(name.term) for name in Name.select()) <= 80
    assert [found.name for found in beginning("x" * 5000, 1)] == ["long"]


def test_a_saved_article_is_found_by_its_names_and_a_deleted_one_is_not(db: Database) -> None:
    text = "Ana Petrova spoke. Petrova left."
    extraction = an_extraction(entities=(an_entity(text, "Ana Petrova", aliases=["Petrova"]),))
    store.save(a_document(text), extraction)
    assert [found.id for found in beginning("petr", 10)] == ["ana-petrova"]
    store.delete(store._article_id(a_document(text)))
    assert Name.select().count() == 0


def test_every_search_is_ranges_of_an_index(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        beginning("petr", 10)
        beginning("petr", 10, ["PERSON"])
        sounding("petrova", 10, ["PERSON"])
    queries = [entry.msg for entry in caplog.records if entry.name == "peewee"]
    plans = [
        [step for *_, step in db.execute_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        for sql, parameters in queries
    ]
    assert [steps[0].partition(" USING ")[2].removeprefix("COVERING ") for steps in plans] == [
        "PRIMARY KEY (tier=? AND term=?)",
        "PRIMARY KEY (tier=? AND term>? AND term<?)",
        "INDEX name_type_tier_term (type=? AND tier=? AND term=?)",
        "INDEX name_type_tier_term (type=? AND tier=? AND term>? AND term<?)",
        "INDEX name_sound_tier (sound=?)",
        "INDEX name_sound_tier (sound=?)",
    ]
    # tier by tier as the index has them, so that the first rows are the best
    for steps in plans[:-1]:
        assert "SCAN" not in " ".join(steps)
        assert "TEMP B-TREE FOR ORDER BY" not in " ".join(steps)
