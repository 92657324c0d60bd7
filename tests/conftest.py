"""Fixtures that every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import Database
from spacy.language import Language

from api.database import open_database
from api.extraction.nlp import load


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
