"""Decisions of editors: the same database from the same documents and decisions, in any order."""

import contextlib
import logging
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from api import decisions, editing, store
from api.database import open_database
from api.decisions import Decided, mention
from api.errors import InvalidBodyError
from api.export import export
from api.extraction.document import Document
from api.extraction.records import Extraction
from api.models import Anchor, Decision, Entity, Signature
from tests.builders import a_document, a_quote, an_entity, an_extraction

type Saved = tuple[Document, Extraction]


def article(text: str, **entity: object) -> Saved:
    """An article of one person, who says no."""
    person = an_entity(text, **entity)
    quote = a_quote(text, "No", source=person.name, cue="said", lemma="say", speaker="e1")
    return a_document(text), an_extraction(entities=(person,), quotes=(quote,))


ARTICLES = [
    article("Ivo Lind said “No” once.", name="Ivo Lind"),
    article("Minister Ivo Lind said “No” twice.", name="Ivo Lind", role="Minister"),
    article("Ivo Lint said “No”.", name="Ivo Lint"),
    article("Mr Lint said “No” again.", name="Lint"),
    article("Ilse Orlo said “No”.", name="Ilse Orlo"),
    article("The Harbour Board said “No”.", name="Harbour Board", type="ORG"),
]


def at(place: int, words: str | None = None) -> str:
    """The mention of the person in an article."""
    document, extraction = ARTICLES[place]
    name = words or extraction.entities[0].name
    start = document.text.index(name)
    return mention(store._article_id(document), start, start + len(name))


ONCE, MINISTER, LINT, MR_LINT, ORLO, BOARD = map(at, range(6))

DECISIONS = [
    # two spellings are one, and what one of them was called it is not any more
    Decided(LINT, "with", ONCE, 1),
    Decided(LINT, "name", "Ivo Lint the Elder", 2),
    Decided(ONCE, "name", "Ivo Lind the Elder", 3),
    # one of his articles is about another
    Decided(MINISTER, "apart", f"mention {MINISTER}", 4),
    Decided(MINISTER, "name", "Ivo Lind the Younger", 4),
    # what was joined, and then not
    Decided(ORLO, "with", BOARD, 5),
    Decided(ORLO, "with", "", 6),
    # at the same time, by two editors
    Decided(BOARD, "name", "A board", 7),
    Decided(BOARD, "name", "The board", 7),
    Decided(BOARD, "type", "FAC", 8),
    # about what is not here
    Decided("a_000000000000:0-4", "with", ONCE, 9),
    Decided(MR_LINT, "with", "a_000000000000:0-4", 10),
    # all that is like this one
    Decided(MR_LINT, "apart", f"signature {MR_LINT}", 11),
]


def exported() -> bytes:
    return b"".join(export())


def new_database(folder):
    return open_database(f"sqlite:///{folder / 'onrecord.db'}", "write").connection_context()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of all articles and then all decisions."""
    with new_database(tmp_path_factory.mktemp("expected")):
        for each in ARTICLES:
            store.save(*each)
        store.decide(DECISIONS)
        return exported()


def people() -> set[tuple[str, int]]:
    return {(entity.name, entity.articles) for entity in Entity.select()}


def test_what_was_decided_holds(db: Database) -> None:
    for each in ARTICLES:
        store.save(*each)
    assert people() == {
        ("Ivo Lind", 2), ("Ivo Lint", 2), ("Ilse Orlo", 1), ("Harbour Board", 1)
    }  # fmt: skip
    store.decide(DECISIONS)
    assert people() == {
        ("Ivo Lind the Elder", 2),
        ("Ivo Lind the Younger", 1),
        ("Lint", 1),
        ("Ilse Orlo", 1),
        ("The board", 1),
    }
    assert Entity.get(Entity.name == "The board").type == "FAC"


steps = st.lists(
    st.one_of(
        st.tuples(st.just("save"), st.integers(0, len(ARTICLES) - 1)),
        st.tuples(st.just("delete"), st.integers(0, len(ARTICLES) - 1)),
        st.tuples(st.just("decide"), st.integers(0, len(DECISIONS) - 1)),
    ),
    max_size=12,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=steps,
    order=st.permutations(
        [("save", n) for n in range(len(ARTICLES))] + [("decide", n) for n in range(len(DECISIONS))]
    ),
)
def test_any_order_gives_the_same_bytes(before, order, expected, tmp_path_factory) -> None:
    with new_database(tmp_path_factory.mktemp("other")):
        for action, place in (*before, *order):
            if action == "save":
                store.save(*ARTICLES[place])
            elif action == "delete":
                store.delete(store._article_id(ARTICLES[place][0]))
            else:
                store.decide([DECISIONS[place]])
        assert exported() == expected


edits = st.lists(
    st.tuples(
        st.sampled_from(["name", "merge_into", "alike", "alone"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=6,
)


def edit(kind: str, which: int, other: int) -> None:
    """Do something to one of the entities, if it can be done."""
    entities = list(Entity.select().order_by(Entity.public_id))
    entity = entities[which % len(entities)]
    wanted: dict[str, object]
    if kind == "name":
        wanted = {"name": f"Name {other}"}
    elif kind == "merge_into":
        wanted = {"merge_into": entities[other % len(entities)].public_id}
    else:
        mentions = [ONCE, MINISTER, LINT, MR_LINT, ORLO, BOARD]
        article_, _, at_ = mentions[other % len(mentions)].partition(":")
        start, end = map(int, at_.split("-"))
        mentioned = {"article": article_, "start": start, "end": end}
        wanted = {"split": {"mentions": [mentioned], "alike": kind == "alike"}}
    with contextlib.suppress(InvalidBodyError):
        decided, shown = editing.decide(entity.id, wanted)
        store.decide(decided)
        assert Entity.get_by_id(editing.entity_with(shown)).articles > 0


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=edits, order=st.permutations(range(len(ARTICLES))), seed=st.randoms())
def test_what_was_edited_can_be_made_again_from_its_decisions(
    steps, order, seed, tmp_path_factory
) -> None:
    with new_database(tmp_path_factory.mktemp("edited")):
        for each in ARTICLES:
            store.save(*each)
        for step in steps:
            edit(*step)
        edited, kept = exported(), list(decisions.decided())
    seed.shuffle(kept)
    with new_database(tmp_path_factory.mktemp("again")):
        for number, place in enumerate(order):
            store.save(*ARTICLES[place])
            store.decide(kept[number :: len(ARTICLES)])
        assert exported() == edited


def test_a_decision_outlives_its_article(db: Database) -> None:
    for each in ARTICLES[:3]:
        store.save(*each)
    store.decide(DECISIONS[:1])
    assert people() == {("Ivo Lind", 3)}
    store.delete(LINT.partition(":")[0])
    assert people() == {("Ivo Lind", 2)}
    assert (Anchor.select().count(), Decision.select().count()) == (1, 1)
    store.save(*ARTICLES[2])
    assert people() == {("Ivo Lind", 3)}


def test_a_later_article_of_a_merged_name_is_of_the_merged_entity(db: Database) -> None:
    for each in ARTICLES[:3]:
        store.save(*each)
    store.decide(DECISIONS[:1])
    store.save(*ARTICLES[3])
    assert people() == {("Ivo Lind", 4)}


def test_whatever_is_alike_is_apart_too(db: Database) -> None:
    for each in ARTICLES[:2]:
        store.save(*each)
    store.decide([Decided(MINISTER, "apart", f"signature {MINISTER}", 1)])
    assert sorted(entity.articles for entity in Entity.select()) == [1, 1]
    store.save(*article("Minister Ivo Lind said “No” for good.", name="Ivo Lind", role="Minister"))
    assert {(e.role, e.articles) for e in Entity.select()} == {(None, 1), ("Minister", 2)}


def test_what_is_read_otherwise_now_is_still_meant(db: Database) -> None:
    document, _ = ARTICLES[1]
    store.save(*ARTICLES[0])
    store.save(*ARTICLES[1])
    store.decide([Decided(MINISTER, "apart", f"mention {MINISTER}", 1)])
    longer = an_entity(document.text, "Minister Ivo Lind", role="Minister")
    store.save(document, an_extraction(entities=(longer,)))
    assert Signature.get(Signature.mark != "").name == "Minister Ivo Lind"


def test_a_chain_of_merges_and_a_circle_are_one(db: Database) -> None:
    for each in ARTICLES:
        store.save(*each)
    chain = [LINT, ONCE, ORLO, BOARD]
    store.decide(Decided(a, "with", b, 1) for a, b in pairwise(chain))
    assert people() == {("Harbour Board", 6)}
    store.decide([Decided(BOARD, "with", LINT, 2)])
    assert [entity.articles for entity in Entity.select()] == [6]
    store.decide(Decided(each, "with", "", 3) for each in chain)
    assert people() == {
        ("Ivo Lind", 2), ("Ivo Lint", 2), ("Ilse Orlo", 1), ("Harbour Board", 1)
    }  # fmt: skip


def test_the_sequence_goes_on(db: Database) -> None:
    assert decisions.next_sequence() == 1
    store.decide(DECISIONS)
    assert decisions.next_sequence() == 12
    kept = list(decisions.decided())
    assert len(kept) == len({(each.mention, each.aspect) for each in DECISIONS})
    assert kept == sorted(kept, key=lambda each: (each.mention, each.aspect))


def test_no_look_at_the_decisions_is_a_scan(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        store.save(*ARTICLES[0])
    asked = [entry.msg for entry in caplog.records if entry.name == "peewee"]
    for sql, parameters in asked:
        if sql.startswith("SELECT") and '"decision"' in sql:
            plan = "; ".join(
                step for *_, step in db.execute_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
            )
            assert "SCAN" not in plan
