"""The collections that the benchmarks measure: as real as those that are loaded."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import store
from api.app import create_app
from api.config import Config
from api.database import database, open_database
from api.export import export
from api.extraction.document import Document
from api.extraction.records import Extraction, Span
from bench.generate import fill
from bench.generate_articles import articles
from tests.served import LISTED, results

SIZE = 60


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('bench') / 'generated.db'}"
    fill(url, SIZE, seed=1)
    return url


@pytest.fixture
def client(generated: str) -> Iterator[FlaskClient]:
    yield create_app(Config(database_url=generated)).test_client()
    database.close()


def spans(record: object) -> Iterator[Span]:
    """Every span in a record, however deep."""
    if isinstance(record, Span):
        yield record
    if isinstance(record, tuple):
        for each in record:
            yield from spans(each)
    for name in getattr(record, "__dataclass_fields__", ()):
        yield from spans(getattr(record, name))


def lines(url: str) -> list[bytes]:
    open_database(url)
    with database.connection_context():
        return list(export())


def test_there_are_as_many_quotes_as_are_asked_for() -> None:
    for quotes in (1, 10, SIZE):
        assert sum(len(each.quotes) for _, each in articles(quotes, 1)) == quotes


def test_a_seed_makes_the_same_and_another_one_another() -> None:
    def made(seed: int) -> list[tuple[Document, Extraction]]:
        return list(articles(SIZE, seed))

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_every_span_is_literal() -> None:
    for document, extraction in articles(SIZE, 1):
        found = list(spans(extraction))
        assert found
        assert all(document.text[each.start : each.end] == each.text for each in found)
        for quote in extraction.quotes:
            assert quote.text == " ".join(document.text[slice(*each)] for each in quote.spans)


def test_it_is_what_storing_the_articles_one_by_one_makes(generated: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'stored.db'}"
    open_database(url, "write")
    with database.connection_context():
        for document, extraction in articles(SIZE, 1):
            store.save(document, extraction)
    assert lines(generated) == lines(url)


@pytest.mark.parametrize("kind", LISTED)
def test_what_is_served_of_it_is_by_the_schemas(client: FlaskClient, kind: str) -> None:
    assert results(client, f"/{kind}?limit=200")


def test_a_quote_is_about_as_long_as_in_the_world(client: FlaskClient) -> None:
    lengths = [len(json.dumps(each)) for each in results(client, "/quotes?limit=200")]
    assert 800 < sum(lengths) / len(lengths) < 1_600
