"""Events: each filter by what it finds, and the wire shape."""

import pytest
from flask.testing import FlaskClient

from tests.collection import TALKS
from tests.served import problem, record, results

MET, SHELLED, MEET, SACKED = "met", "shelled", "meet", "sacked"


@pytest.mark.parametrize(
    ("query", "triggers"),
    [
        # what it is
        ("type=ASSAULT", [SHELLED]),
        ("type=ASSAULT&type=CONSULT", [MET, SHELLED, MEET]),
        ("mode=visit", [MET]),
        ("mode=visit&mode=heavy-weapons", [MET, SHELLED]),
        ("quad=1", [MET, MEET]),
        ("quad=1&quad=4", [MET, SHELLED, MEET]),
        ("quad=2", []),
        # who took part
        ("actor=Petrova", [MET]),
        ("actor=Lind", []),
        ("recipient=Lind", [MET, MEET]),
        ("recipient_id=vossport", [SHELLED]),
        ("about=Vossport", [MET, SHELLED]),
        ("about=Lind", [MET, MEET]),
        # where
        ("place=Vossport", [MET]),
        ("place_id=eastmark", [MEET]),
        ("country=NO", [MET]),
        ("country=NO&country=FJ", [MET, MEET]),
        ("country=SE", []),
        ("bbox=8,58,9,59", [MET]),
        ("bbox=8.5,58.25,8.5,58.25", [MET]),
        ("bbox=8,58.5,9,59", []),
        ("bbox=9,58,10,59", []),
        ("bbox=-180,-90,180,90", [MET, MEET]),
        # across the antimeridian
        ("bbox=178,-20,-178,-15", [MEET]),
        ("bbox=9,-20,-178,60", [MEET]),
        ("bbox=8,-20,-179.5,60", [MET]),
        # whether, and how certain
        ("polarity=negative", [MEET]),
        ("certainty=probable", [SHELLED]),
        ("certainty=possible", []),
        ("tense=past", [MET, SHELLED, MEET, SACKED]),
        ("tense=future", []),
        ("min_confidence=0.8", [SHELLED]),
        # when: its own date, not that of the article
        ("from=2025-03-10&to=2025-03-10", [MET, MEET]),
        ("to=2025-03-09", [SHELLED, MEET]),
        ("from=2025-03-11", [MEET]),
        ("to=2025-02", []),
        # where it was read
        ("q=docker", [SACKED]),
        ("q=dockers", [SHELLED]),
        ("q=nearly dockers", [SHELLED]),
        ("source=Norland Post", [MET, SHELLED, MEET]),
    ],
)
def test_filters(client: FlaskClient, query: str, triggers: list[str]) -> None:
    found = [event["trigger"]["text"] for event in results(client, f"/events?{query}")]
    assert sorted(found) == sorted(triggers)


@pytest.mark.parametrize(
    "query",
    [
        "country=no",
        "country=Norland",
        "country=NOR",
        "country=NO%0A",
        "bbox=8,58,9",
        "bbox=8,58,9,59,60",
        "bbox=8,58,9,north",
        "bbox=8,58,9,59%0A",
        "bbox=8,59,9,58",
        "bbox=8,58,180.5,59",
        "bbox=8,-91,9,59",
        "bbox=nan,58,9,59",
        "bbox=8,58,9,1e1",
    ],
)
def test_what_is_no_country_and_no_box(client: FlaskClient, query: str) -> None:
    [error] = problem(client, f"/events?{query}")["errors"]
    assert (error["name"], error["code"]) == (query.partition("=")[0], "invalid")


def test_a_place_is_where_its_article_says(client: FlaskClient) -> None:
    [event] = results(client, "/events?mode=visit")
    assert event["place"] == {
        "entity": {"id": "vossport", "name": "Vossport", "type": "GPE"},
        "text": "Vossport",
        "basis": "clause",
        "geo": {"geonames_id": 32, "country": "NO", "lat": 58.25, "lon": 8.5},
    }


@pytest.mark.parametrize(
    ("sort", "triggers"),
    [
        ("-date", [MET, SHELLED, MEET, SACKED]),
        ("date", [MEET, SHELLED, MET, SACKED]),
    ],
)
def test_by_date_what_has_none_is_last(client: FlaskClient, sort: str, triggers: list[str]) -> None:
    found = results(client, f"/events?sort={sort}")
    assert [event["trigger"]["text"] for event in found] == triggers


def test_the_wire_shape(client: FlaskClient) -> None:
    [event] = results(client, "/events?type=ASSAULT")
    article = event["article"]
    assert record(client, f"/events/{event['id']}") == event
    start = TALKS.index("Norland shelled")
    sentence = "Norland shelled Vossport on Sunday, wounding nearly 20 dockers, Petrova said."
    assert event == {
        "id": event["id"],
        "type": "ASSAULT",
        "modes": ["heavy-weapons"],
        "cameo": event["cameo"],
        "quad": 4,
        "intensity": -9,
        "language": "en",
        "trigger": {"start": start + 8, "end": start + 15, "text": "shelled"},
        "actors": [
            {
                "start": 104,
                "end": 111,
                "text": "Norland",
                "entity": {"id": "norland", "name": "Norland", "type": "GPE"},
            }
        ],
        "recipients": [
            {
                "start": 43,
                "end": 51,
                "text": "Vossport",
                "entity": {"id": "vossport", "name": "Vossport", "type": "GPE"},
            }
        ],
        "place": None,
        "time": {
            "value": "2025-03-09",
            "precision": "day",
            "basis": "clause",
            "text": "on Sunday",
        },
        "tense": "past",
        "polarity": "positive",
        "certainty": "probable",
        "attributed_to": {"id": "ana-petrova", "name": "Ana Petrova", "type": "PERSON"},
        "counts": [],
        "mentions": [],
        "method": "verb",
        "confidence": 0.9,
        "target": {
            "source": f"/articles/{article['id']}",
            "unit": "codepoint",
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": len(TALKS)},
                {
                    "type": "TextQuoteSelector",
                    "exact": sentence,
                    "prefix": " said that the port was closed.\n",
                    "suffix": "",
                },
            ],
        },
        "article": {
            "id": article["id"],
            "title": "Talks end without a deal",
            "source": "Norland Post",
            "published": "2025-03-11",
            "url": None,
        },
        "extractor": "1.0.0",
    }
