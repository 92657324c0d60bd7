"""Fixtures that every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from peewee import Database
from spacy.language import Language

from api.app import create_app
from api.config import Config
from api.database import database, open_database
from api.extraction.nlp import load
from tests import collection


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline, loaded once a session."""
    return load()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A new database, open to write; the models are bound to it."""
    opened = open_database(f"sqlite:///{tmp_path / 'onrecord.db'}", "write")
    with opened.connection_context():
        yield opened


@pytest.fixture(scope="session")
def collection_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of `collection`, written once a session; only to be read."""
    url = f"sqlite:///{tmp_path_factory.mktemp('collection') / 'onrecord.db'}"
    collection.make(url)
    return url


@pytest.fixture(scope="session")
def collection_app(collection_url: str) -> Flask:
    """The service over `collection`."""
    return create_app(Config(database_url=collection_url))


@pytest.fixture
def client(collection_app: Flask, collection_url: str) -> Iterator[FlaskClient]:
    """A client of the service over `collection`, which the models are bound to meanwhile."""
    open_database(collection_url)
    yield collection_app.test_client()
    database.close()
