"""Sources: each filter by what it finds, and the wire shape."""

import pytest
from flask.testing import FlaskClient

from tests.served import record, results

GAZETTE = {"id": "harbour-gazette", "name": "Harbour Gazette", "articles": 3}
POST = {"id": "norland-post", "name": "Norland Post", "articles": 2}


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ("", [GAZETTE, POST]),
        ("sort=articles", [POST, GAZETTE]),
        ("sort=name", [GAZETTE, POST]),
        ("sort=-name", [POST, GAZETTE]),
        ("name=norland post", [POST]),
        ("name=NORLAND POST&name=harbour-gazette", [GAZETTE, POST]),
        ("name=Norland", []),
    ],
)
def test_filters(client: FlaskClient, query: str, sources: list[dict[str, object]]) -> None:
    assert results(client, f"/sources?{query}") == sources


def test_a_single_source(client: FlaskClient) -> None:
    assert record(client, "/sources/norland-post") == POST
