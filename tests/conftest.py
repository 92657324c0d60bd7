"""Fixtures that every test may use."""

import pytest
from spacy.language import Language

from api.extraction.nlp import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline, loaded once a session."""
    return load()
