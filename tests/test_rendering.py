"""Bodies: what is stored of a record, and what is put into it when it is read."""

from dataclasses import replace

import pytest
from peewee import Database

from api import store
from api.completion import complete_entities, complete_events, complete_quotes
from api.extraction.records import Entity as Found
from api.models import Entity, Event, Quote
from api.rendering import Setting, precision
from tests.builders import (
    a_document,
    a_place,
    a_quote,
    an_entity,
    an_event,
    an_extraction,
    candidates,
)

TEXT = "Ana Petrova and Ivo Lind met Petrova’s aide in Lund. “Yes,” they said. The aide wept."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-08-22", "day"),
        ("2025-08-22T14:30", "time"),
        ("2025-08-21TNI", "day"),
        ("XXXX-08-15", "day"),
        ("XXXX-WXX-5", "day"),
        ("2025-W34", "week"),
        ("2025-W34-WE", "week"),
        ("2025-08", "month"),
        ("2025-08?", "month"),
        ("2025-Q3", "quarter"),
        ("2025-H1", "half"),
        ("2025-SU", "season"),
        ("2025-21", "season"),
        ("2025", "year"),
        ("199", "decade"),
        ("199X", "decade"),
        ("19", "century"),
        ("2025-08-15/2025-08-17", "interval"),
        ("PAST_REF", "vague"),
        ("P2Y", "vague"),
        ("PT2H", "vague"),
        ("", "vague"),
    ],
)
def test_precision(value: str, expected: str) -> None:
    assert precision(value) == expected


@pytest.mark.parametrize(
    ("piece", "prefix", "suffix"),
    [
        ((0, 3), "", " Petrova and Ivo Lind met Petrova"),
        (
            (54, 58),
            "and Ivo Lind met Petrova’s aide in Lund. “"[-32:],
            "” they said. The aide wept.",
        ),
        ((len(TEXT) - 1, len(TEXT)), "in Lund. “Yes,” they said. The aide wept"[-32:], ""),
    ],
)
def test_a_selector_has_the_words_around(piece, prefix: str, suffix: str) -> None:
    setting = Setting(
        article="a_1",
        document=a_document(TEXT),
        extraction=an_extraction(),
        appearances={},
        geos={},
    )
    start, end = piece
    assert setting.target(piece) == {
        "source": "/articles/a_1",
        "unit": "codepoint",
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": TEXT[start:end],
                "prefix": prefix,
                "suffix": suffix[:32],
            },
        ],
    }


def people() -> tuple[Found, ...]:
    """`Petrova` is taken for another than Ana Petrova here; the aide has no name."""
    petrova = an_entity(TEXT, "Petrova", id="e3")
    return (
        an_entity(TEXT, "Ana Petrova"),
        an_entity(TEXT, "Ivo Lind", id="e2"),
        replace(petrova, mentions=petrova.mentions[1:]),
        an_entity(TEXT, "The aide", id="e4", nominals=["The aide"]),
        an_entity(TEXT, "Lund", id="e5", type="GPE"),
    )


def test_two_that_are_one_in_the_collection_are_named_once(db: Database) -> None:
    quote = a_quote(
        TEXT,
        "Yes,",
        speaker="e3",
        about=("e1", "e2", "e3"),
        addressees=("e3", "e1"),
        candidates=candidates(("e3", 0.4), ("e2", 0.2), ("e1", 0.6)),
    )
    store.save(a_document(TEXT), an_extraction(entities=people(), quotes=(quote,)))
    row = Quote.get()
    (served,) = complete_quotes([(row.body, row.article_id)])
    assert served["speaker"] == {
        "id": "ana-petrova", "name": "Ana Petrova", "type": "PERSON", "role": None,
    }  # fmt: skip
    assert [entity["id"] for entity in served["about"]] == ["ana-petrova", "ivo-lind"]
    assert [entity["id"] for entity in served["addressees"]] == ["ana-petrova"]
    assert served["candidates"] == [
        {"id": "ana-petrova", "score": 0.6},
        {"id": "ivo-lind", "score": 0.2},
    ]
    (petrova,) = complete_entities([Entity.get(Entity.public_id == "ana-petrova")])
    assert (petrova["articles"], petrova["quotes"], petrova["mentions"]) == (1, 1, 2)


def test_those_without_a_name_are_words_alone(db: Database) -> None:
    quote = a_quote(
        TEXT, "Yes,", speaker="e4", source="they", about=("e4",), attributed_to="e4",
        candidates=candidates(("e4", 0.5)),
    )  # fmt: skip
    event = an_event(
        TEXT, "met", type="CONSULT", actors=[("Ivo Lind", "e2")], recipients=[("The aide", "e4")],
        place=a_place(TEXT, "Lund", "e5"), attributed_to="e4",
    )  # fmt: skip
    store.save(a_document(TEXT), an_extraction(entities=people(), quotes=(quote,), events=(event,)))
    row = Quote.get()
    (said,) = complete_quotes([(row.body, row.article_id)])
    assert (said["speaker"], said["speaker_text"]) == (None, "they")
    assert (said["about"], said["candidates"], said["attributed_to"]) == ([], [], None)
    row = Event.get()
    (done,) = complete_events([(row.body, row.article_id)])
    assert [(actor["text"], actor["entity"]["id"]) for actor in done["actors"]] == [
        ("Ivo Lind", "ivo-lind")
    ]
    assert [(words["text"], words["entity"]) for words in done["recipients"]] == [
        ("The aide", None)
    ]
    assert done["place"]["entity"]["name"] == "Lund"
    assert done["attributed_to"] is None
    assert Entity.select().count() == 3


def test_a_record_is_served_with_the_name_an_entity_has_now(db: Database) -> None:
    text = "“No,” Lind said."
    quote = a_quote(text, "No,", source="Lind", speaker="e1")
    document = a_document(text, title="First")
    store.save(document, an_extraction(entities=(an_entity(text, "Lind"),), quotes=(quote,)))
    row = Quote.get()
    stored = [(row.body, row.article_id)]
    assert complete_quotes(stored)[0]["speaker"]["name"] == "Lind"
    other = "Minister Ilse Lind left."
    lind = an_entity(other, "Ilse Lind", role="Minister")
    store.save(a_document(other), an_extraction(entities=(lind,)))
    speaker = complete_quotes(stored)[0]["speaker"]
    assert speaker == {
        "id": "ilse-lind", "name": "Ilse Lind", "type": "PERSON", "role": "Minister",
    }  # fmt: skip


def test_nothing_is_completed_from_nothing(db: Database) -> None:
    assert complete_quotes([]) == complete_events([]) == complete_entities([]) == []
