"""Articles: each filter by what it finds, the wire shape, and the lists under one."""

import pytest
from flask.testing import FlaskClient

from tests import collection
from tests.served import record, results

TALKS, HARBOUR, FOREIGN, MANY = (
    "Talks end without a deal",
    "Whose harbour?",
    "Hafen zu",
    "Forty promises",
)
EMOJI = KESTREL = None


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", [EMOJI, TALKS, HARBOUR, FOREIGN, MANY, KESTREL]),
        ("q=harbour", [HARBOUR]),
        ("q=promise", [MANY]),
        ("q=promises", [MANY]),
        ("title=promise", []),
        ("title=promises", [MANY]),
        ("mentions=Petrova", [TALKS, HARBOUR]),
        ("mentions_id=ivo-lind&mentions=Orlo", [HARBOUR]),
        ("source=norland post", [TALKS, HARBOUR]),
        ("source=Norland Post&source=Harbour Gazette", [EMOJI, TALKS, HARBOUR, FOREIGN, MANY]),
        ("language=de", [FOREIGN]),
        ("from=2025-03", [EMOJI, TALKS, HARBOUR]),
        ("to=2025-02", [FOREIGN, MANY]),
        ("from=2025-03-20&to=2025-03-20", [HARBOUR]),
        ("sort=published", [MANY, FOREIGN, HARBOUR, TALKS, EMOJI, KESTREL]),
    ],
)
def test_filters(client: FlaskClient, query: str, titles: list[str | None]) -> None:
    assert [article["title"] for article in results(client, f"/articles?{query}")] == titles


def test_the_wire_shape(client: FlaskClient) -> None:
    [article] = results(client, "/articles?title=talks")
    assert article == {
        "id": article["id"],
        "title": TALKS,
        "byline": None,
        "published": "2025-03-11",
        "source": "Norland Post",
        "url": None,
        "language": "en",
        "lede": None,
        "dateline": None,
        "credit": None,
        "characters": len(collection.TALKS),
        "entities": 4,
        "quotes": 2,
        "events": 2,
        "extractor": "1.0.0",
    }


def test_a_single_article_has_its_text(client: FlaskClient) -> None:
    [article] = results(client, "/articles?title=talks")
    single = record(client, f"/articles/{article['id']}")
    assert single == {**article, "text": collection.TALKS, "times": []}


@pytest.mark.parametrize(
    ("part", "pinned", "found"),
    [
        ("quotes", "text", ["The harbour, belongs to us.", "Never!"]),
        ("events", "type", ["CONSULT"]),
    ],
)
def test_the_lists_under_an_article_are_in_the_order_of_its_text(
    client: FlaskClient, part: str, pinned: str, found: list[str]
) -> None:
    [article] = results(client, "/articles?title=harbour")
    assert [each[pinned] for each in results(client, f"/articles/{article['id']}/{part}")] == found
