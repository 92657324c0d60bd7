"""What a single entity is served with: its roles over time, and whom it is mentioned with."""

import pytest
from peewee import Database

from api import store
from api.completion import complete_entity
from api.models import Entity
from tests.builders import a_document, an_entity, an_extraction


def save(role: str, published: str | None, *others: str) -> None:
    """Save an article in which Ivo Lind has a role, and others are named."""
    text = f"{role} Ivo Lind met {', '.join(others)}, {published}."
    named = [an_entity(text, name, id=f"e{n}") for n, name in enumerate(others, 2)]
    lind = an_entity(text, "Ivo Lind", role=role)
    store.save(a_document(text, published=published), an_extraction(entities=(lind, *named)))


def lind() -> dict:
    [record] = complete_entity([Entity.get(Entity.name == "Ivo Lind")])
    return record


def test_roles_over_time(db: Database) -> None:
    save("trade minister", "2025-03-11")
    save("Trade minister", "2024")
    save("Trade minister", None)
    save("Senator", "2023-05")
    save("Governor", None)
    roles = [tuple(role.values()) for role in lind()["roles"]]
    assert roles == [
        # no day is known of it
        ("Governor", None, None, 1),
        ("Senator", "2023-05-01", "2023-05-01", 1),
        ("Trade minister", "2024-01-01", "2025-03-11", 3),
    ]


def test_those_of_most_common_articles_come_first(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    save("Senator", "2025-03-11", "Ana Petrova", "Maja Orlo")
    save("Senator", "2025-03-12", "Maja Orlo")
    save("Senator", None, "Élodie Brandt", "Maja Orlo")
    beside = [(each["name"], each["articles"]) for each in lind()["mentioned_with"]]
    assert beside == [("Maja Orlo", 3), ("Ana Petrova", 1), ("Élodie Brandt", 1)]
    # of the newest articles alone, however many there are
    monkeypatch.setattr("api.completion._NEWEST", 2)
    beside = [(each["name"], each["articles"]) for each in lind()["mentioned_with"]]
    assert beside == [("Maja Orlo", 2), ("Ana Petrova", 1)]
