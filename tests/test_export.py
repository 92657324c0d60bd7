"""The export: the same bytes for the same documents, however they came."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from api import store
from api.database import open_database
from api.export import export
from api.extraction.document import Document
from api.extraction.records import Extraction, Geo
from api.models import MODELS, Article, Entity, Revision
from tests.builders import (
    a_date,
    a_document,
    a_place,
    a_quote,
    an_entity,
    an_event,
    an_extraction,
    candidates,
)

NORWAY = Geo(3144096, "NO", 60.1, 10.4)
LUND = Geo(2693678, "SE", 55.7, 13.2)

type Saved = tuple[Document, Extraction]


def petrova(role: str = "Trade minister", **metadata: object) -> Saved:
    text = (
        f"{role} Ana Petrova told Ivo Lind in Norland: “We are ready, Norland.” "
        "“I am,” Petrova added on Monday, “glad.” Rockets struck Lund on 8 March."
    )
    entities = (
        an_entity(text, "Ana Petrova", aliases=["Petrova"], role=role, salience=0.8),
        an_entity(text, "Ivo Lind", id="e2"),
        an_entity(text, "Norland", id="e3", type="GPE", geo=NORWAY),
        an_entity(text, "Lund", id="e4", type="GPE", geo=LUND),
    )
    quotes = (
        a_quote(
            text,
            "We are ready, Norland.",
            source="Ana Petrova",
            cue="told",
            lemma="tell",
            speaker="e1",
            addressees=("e2",),
            about=("e3",),
            candidates=candidates(("e1", 0.9), ("e2", 0.1)),
        ),
        a_quote(
            text,
            "I am,",
            "glad.",
            source="Petrova",
            cue="added",
            lemma="add",
            speaker="e1",
            said=a_date("2025-03-10", text, "on Monday"),
        ),
    )
    events = (
        an_event(
            text,
            "struck",
            sentence="Rockets struck Lund on 8 March.",
            modes=("heavy-weapons",),
            actors=[("Rockets", None)],
            recipients=[("Lund", "e4")],
            place=a_place(text, "Lund", "e4"),
            time=a_date("2025-03-08", text, "on 8 March"),
        ),
    )
    return a_document(text, **metadata), an_extraction(
        entities=entities, quotes=quotes, events=events
    )


def lone(surname: str, number: int, **metadata: object) -> Saved:
    text = f"{surname} said {number} times: “No.”"
    return a_document(text, **metadata), an_extraction(
        entities=(an_entity(text, surname),),
        quotes=(a_quote(text, "No.", source=surname, cue="said", lemma="say", speaker="e1"),),
    )


def namesake(role: str) -> Saved:
    text = f"{role} Ivo Lind met Ilse Lind of the Harbour Board."
    entities = (
        an_entity(text, "Ivo Lind", role=role),
        an_entity(text, "Ilse Lind", id="e2"),
        an_entity(text, "Harbour Board", id="e3", type="ORG"),
    )
    event = an_event(
        text, "met", type="CONSULT", actors=[("Ivo Lind", "e1")], recipients=[("Ilse Lind", "e2")]
    )
    return a_document(text, source="norland post"), an_extraction(
        entities=entities, events=(event,)
    )


ARTICLES = [
    petrova(),
    petrova("Singer", published=None, title=None),
    lone("Petrova", 1),
    lone("Lind", 2, published="2025-02"),
    lone("Lind", 3, source=None),
    namesake("Minister"),
    namesake("Striker"),
]


def exported() -> bytes:
    return b"".join(export())


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of all articles, each saved once and in their order."""
    with new_database(tmp_path_factory.mktemp("expected")):
        for article in ARTICLES:
            store.save(*article)
        return exported()


def new_database(folder: Path):
    return open_database(f"sqlite:///{folder / 'onrecord.db'}", "write").connection_context()


def test_lines_are_records_of_each_kind_in_the_order_of_ids(expected: bytes) -> None:
    lines = [json.loads(line) for line in expected.splitlines()]
    kinds = [line["kind"] for line in lines]
    assert list(dict.fromkeys(kinds)) == ["article", "entity", "quote", "event"]
    for kind in set(kinds):
        ids = [line["id"] for line in lines if line["kind"] == kind]
        assert ids == sorted(set(ids))
    assert (kinds.count("article"), kinds.count("quote"), kinds.count("event")) == (7, 7, 4)


def test_every_span_is_literal(expected: bytes) -> None:
    lines = [json.loads(line) for line in expected.splitlines()]
    texts = {f"/articles/{line['id']}": line["text"] for line in lines if line["kind"] == "article"}
    checked = 0
    for line in lines:
        if line["kind"] in {"quote", "event"}:
            text = texts[line["target"]["source"]]
            selectors = line["target"]["selector"]
            for position, quoted in zip(selectors[::2], selectors[1::2], strict=True):
                start, end = position["start"], position["end"]
                assert text[start:end] == quoted["exact"]
                assert text[:start].endswith(quoted["prefix"])
                assert text[end:].startswith(quoted["suffix"])
        else:
            text = line.get("text", "")
        for words in spans(line):
            assert text[words["start"] : words["end"]] == words["text"]
            checked += 1
    assert checked > 30


def spans(value: object) -> Iterator[dict]:
    """Every {start, end, text} in `value`, at any depth."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def test_the_records_refer_to_the_entities_of_the_collection(expected: bytes) -> None:
    lines = [json.loads(line) for line in expected.splitlines()]
    quotes = {line["text"]: line for line in lines if line["kind"] == "quote"}
    told = quotes["We are ready, Norland."]
    assert told["about"] == [{"id": "norland", "name": "Norland", "type": "GPE"}]
    assert told["article"]["source"] == "Norland Post"
    ids = {line["id"]: line for line in lines if line["kind"] == "entity"}
    assert told["speaker"]["id"] in ids
    assert told["candidates"][0] == {"id": told["speaker"]["id"], "score": 0.9}
    board = ids["harbour-board"]
    assert (board["articles"], board["first_seen"]) == (2, "2025-03-11")


def test_quotes_of_one_utterance_name_the_first_of_them(expected: bytes) -> None:
    quotes = [line for line in map(json.loads, expected.splitlines()) if line["kind"] == "quote"]
    ready = [quote for quote in quotes if quote["text"] == "We are ready, Norland."]
    [first] = [quote["id"] for quote in ready if quote["article"]["published"]]
    assert [quote["utterance"] for quote in ready] == [first, first]
    assert {quote["utterance"] for quote in quotes if quote not in ready} == {None}


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.permutations(range(len(ARTICLES))),
    again=st.lists(st.sampled_from(range(len(ARTICLES)))),
    deleted=st.lists(st.sampled_from(range(len(ARTICLES)))),
)
def test_any_way_of_loading_gives_the_same_bytes(
    order, again, deleted, expected, tmp_path_factory
) -> None:
    with new_database(tmp_path_factory.mktemp("other")):
        for place in (*order, *again):
            store.save(*ARTICLES[place])
        for place in deleted:
            store.delete(store._article_id(ARTICLES[place][0]))
        for place in (*deleted, *again):
            store.save(*ARTICLES[place])
        assert exported() == expected


def test_an_updated_article_is_as_if_it_had_been_loaded_so(tmp_path_factory, expected) -> None:
    with new_database(tmp_path_factory.mktemp("updated")):
        early, late = petrova(published="2024-01-01", title="Old"), petrova()
        bare = (early[0], an_extraction(entities=early[1].entities[2:], quotes=()))
        for article in (bare, early, *ARTICLES[1:]):
            store.save(*article)
        assert exported() != expected
        store.save(*late)
        assert exported() == expected


@pytest.mark.parametrize(
    ("function", "before"),
    [
        # all that has a first letter in common was once compared, and nothing with the rest
        ("block", lambda name, type_: name[0]),
        ("block", lambda name, type_: f"{type_}:{name}"),
        # all of a block was once one
        ("partition", lambda namesakes: [[each.id for each in namesakes]]),
        ("partition", lambda namesakes: [[each.id] for each in namesakes]),
    ],
)
def test_what_older_software_resolved_is_resolved_anew(
    tmp_path_factory, monkeypatch, expected, function, before
) -> None:
    with new_database(tmp_path_factory.mktemp("upgraded")):
        with monkeypatch.context() as older:
            older.setattr(f"api.resolution.{function}", before)
            for document, extraction in ARTICLES:
                store.save(document, replace(extraction, extractor="0.9.0"))
        assert exported() != expected
        for article in reversed(ARTICLES):
            assert store.save(*article) == "updated"
        assert exported() == expected


def test_deleting_every_article_leaves_nothing(db: Database) -> None:
    for article in ARTICLES:
        store.save(*article)
    for document, _ in ARTICLES:
        assert store.delete(store._article_id(document))
    assert exported() == b""
    assert {
        model.__name__: model.select().count() for model in MODELS if model is not Revision
    } == ({model.__name__: 0 for model in MODELS if model is not Revision})
    for name in ("article_text", "quote_text", "event_text", "entity_text"):
        assert db.execute_sql(f"SELECT count(*) FROM {name}").fetchone() == (0,)


def test_an_export_holds_one_state_while_another_writes(db: Database, tmp_path: Path) -> None:
    for article in ARTICLES[:3]:
        store.save(*article)
    before = exported()
    lines = export()
    first = next(lines)
    other = sqlite3.connect(tmp_path / "onrecord.db")
    with other:
        other.execute("UPDATE entity SET name = 'Another'")
    other.close()
    assert first + b"".join(lines) == before
    assert exported() != before


def test_counts_are_those_of_the_records(db: Database) -> None:
    for article in ARTICLES:
        store.save(*article)
    lines = [json.loads(line) for line in export()]
    for entity in Entity.select():
        own = entity.public_id
        assert entity.quotes == sum(
            line["speaker"] is not None and line["speaker"]["id"] == own
            for line in lines
            if line["kind"] == "quote"
        )
        mentions = [
            mentioned
            for line in lines
            if line["kind"] == "article"
            for mentioned in line["mentions"]
            if mentioned["entity"] == own
        ]
        assert entity.mentions == sum(len(mentioned["mentions"]) for mentioned in mentions)
    assert Article.select().count() == len(ARTICLES)
