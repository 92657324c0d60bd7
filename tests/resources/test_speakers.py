"""Speakers: who is counted by each filter, and the wire shape."""

import pytest
from flask.testing import FlaskClient
from peewee import Database

from api.resources.speakers import speakers
from tests.served import page, problem, results
from tests.test_models import plan

ORLO, LIND, PETROVA, BRANDT, REYLE = "Orlo", "Lind", "Petrova", "Brandt", "Reyle"


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        # those of most quotes first, and who has as many by id, in the direction of the list
        ("", [(REYLE, 40), (LIND, 2), (ORLO, 1), (BRANDT, 1), (PETROVA, 1)]),
        ("sort=quotes", [(PETROVA, 1), (BRANDT, 1), (ORLO, 1), (LIND, 2), (REYLE, 40)]),
        ("sort=name", [(PETROVA, 1), (BRANDT, 1), (LIND, 2), (ORLO, 1), (REYLE, 40)]),
        # the filters of quotes
        ("speaker=Lind", [(LIND, 2)]),
        ("speaker_id=ivo-lind&type=direct", [(LIND, 1)]),
        ("speaker=Nobody", []),
        ("q=harbour", [(LIND, 1)]),
        ("q=promise -nothing", [(REYLE, 40)]),
        ("about=Norland", [(PETROVA, 1)]),
        ("addressee=Petrova", [(LIND, 1)]),
        ("type=indirect", [(LIND, 1)]),
        ("min_confidence=0.88", [(REYLE, 2), (ORLO, 1), (LIND, 1), (BRANDT, 1), (PETROVA, 1)]),
        ("source=Norland Post", [(LIND, 2), (ORLO, 1), (PETROVA, 1)]),
        ("source=Norland Post&source=Harbour Gazette&q=ours", [(BRANDT, 1)]),
        ("from=2025-03-12", [(ORLO, 1), (LIND, 1), (BRANDT, 1)]),
        ("to=2025-02", [(REYLE, 40)]),
        ("from=2025-03-10&to=2025-03-10&use_date=said", [(PETROVA, 1)]),
        # what was not said
        ("polarity=negative", [(LIND, 1)]),
        ("certainty=possible", [(ORLO, 1)]),
        ("polarity=positive&polarity=negative&speaker=Lind", [(LIND, 3)]),
    ],
)
def test_filters(client: FlaskClient, query: str, counts: list[tuple[str, int]]) -> None:
    found = results(client, f"/speakers?{query}")
    assert [(each["name"].split()[-1], each["quotes"]) for each in found] == counts


def test_the_wire_shape(client: FlaskClient) -> None:
    [speaker] = results(client, "/speakers?speaker=Lind")
    assert speaker == {
        "id": "ivo-lind",
        "name": "Ivo Lind",
        "type": "PERSON",
        "role": None,
        "quotes": 2,
        "direct": 1,
        "indirect": 1,
        "mixed": 0,
        "sources": [{"id": "norland-post", "name": "Norland Post", "quotes": 2}],
        "sources_total": 1,
        "first": "2025-03-01",
        "last": "2025-03-11",
    }


@pytest.mark.parametrize("query", ["", "q=promise", "type=direct&from=2025", "speaker=Nobody"])
@pytest.mark.parametrize("limit", [1, 200])
def test_counts_are_those_of_the_list_of_quotes(
    client: FlaskClient, query: str, limit: int
) -> None:
    body = page(client, f"/speakers?{query}&limit={limit}")
    everybody = results(client, f"/speakers?{query}")
    assert body["meta"]["count"] == {"value": len(everybody), "relation": "eq"}
    for each in body["results"]:
        quotes = page(client, f"/quotes?{query}&speaker_id={each['id']}&limit=1")
        assert each["quotes"] == quotes["meta"]["count"]["value"]
        assert each["quotes"] == each["direct"] + each["indirect"] + each["mixed"]


@pytest.mark.parametrize(
    "query", ["", "type=direct", "source=1&from=2025", "to=2025-03&polarity=negative", "q=harbour"]
)
def test_speakers_are_counted_in_one_pass_over_one_index(db: Database, query: str) -> None:
    values = {
        "polarity": ["positive"],
        "certainty": ["certain", "probable"],
        "use_date": "published",
    }
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        values[name] = [value] if name in {"type", "source", "polarity"} else value
    steps = plan(db, speakers.rows(values).order_by(*speakers.orders["quotes"].columns))
    assert "SEARCH t1 USING COVERING INDEX quote_counted (speaker_id>?)" in steps
    assert steps.count("MATERIALIZE counted") == steps.count("quote_counted") == 1


def test_a_speaker_alone_is_the_entity(client: FlaskClient) -> None:
    assert problem(client, "/speakers/ivo-lind")["type"] == "/problems/not-found"
    assert problem(client, "/speakers?sort=relevance&q=x")["status"] == 400
