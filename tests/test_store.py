"""The store: an article and all that was read out of it, or nothing."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from peewee import Database

from api import store
from api.completion import complete_entities
from api.database import database, open_database
from api.export import export
from api.extraction.document import Document
from api.extraction.records import Extraction
from api.models import Article, Entity, Event, Quote, Revision, Source
from tests.builders import a_date, a_document, a_quote, an_entity, an_event, an_extraction

TEXT = "“We are ready,” Ana Petrova said in Norland. “No,” said a clerk. Rockets struck Lund."


def saved(document: Document | None = None, **changes) -> store.Outcome:
    """Save an article with two quotes and an event."""
    return store.save(document or a_document(TEXT), extraction(**changes))


def extraction(**changes) -> Extraction:
    records = {
        "entities": (
            an_entity(TEXT, "Ana Petrova"),
            an_entity(TEXT, "Norland", id="e2", type="GPE"),
        ),
        "quotes": (
            a_quote(
                TEXT,
                "We are ready,",
                source="Ana Petrova",
                cue="said",
                lemma="say",
                speaker="e1",
                about=("e2",),
            ),
            a_quote(TEXT, "No,", source="a clerk"),
        ),
        "events": (an_event(TEXT, "struck", sentence="Rockets struck Lund."),),
    }
    return an_extraction(**{**records, **changes})


def revision() -> int:
    return Revision.get().number


def test_an_article_is_created_then_unchanged_then_updated(db: Database) -> None:
    assert saved() == "created"
    assert saved() == "unchanged"
    assert saved(a_document(TEXT, title="Another")) == "updated"
    assert saved(a_document(TEXT, title="Another")) == "unchanged"
    assert Article.get().title == "Another"
    assert [Article.select().count(), Quote.select().count(), Event.select().count()] == [1, 2, 1]


@pytest.mark.parametrize(
    "changed",
    [{"published": "2025-04-01"}, {"published": None}, {"title": None}, {"byline": "Mia Noor"}],
)
def test_other_metadata_update_the_article(db: Database, changed: dict) -> None:
    saved()
    assert saved(a_document(TEXT, **changed)) == "updated"
    assert Article.select().count() == 1
    for name, value in changed.items():
        assert json.loads(Article.get().body)[name] == value


@pytest.mark.parametrize("changed", [{"source": "Lund Daily"}, {"url": "https://lund.example/1"}])
def test_another_outlet_or_address_is_another_article(db: Database, changed: dict) -> None:
    saved()
    assert saved(a_document(TEXT, **changed)) == "created"
    assert Article.select().count() == 2


def test_a_newer_extractor_replaces_the_records(db: Database) -> None:
    saved()
    assert saved(extractor="1.1.0", quotes=extraction().quotes[:1], events=()) == "updated"
    assert [Quote.select().count(), Event.select().count()] == [1, 0]
    assert Article.get().extractor == "1.1.0"


def test_other_records_of_the_same_extractor_replace_them_too(db: Database) -> None:
    saved()
    assert saved(events=()) == "updated"
    assert Event.select().count() == 0


def newest_first() -> list[str]:
    """The dates of the quotes in the order of their keys."""
    return [quote.published_from for quote in Quote.select().order_by(Quote.id.desc())]


def test_a_new_date_moves_the_records_in_the_order_of_dates(db: Database) -> None:
    saved()
    other = a_document(TEXT, source="Lund Daily", published="2025-03-10")
    store.save(other, extraction())
    assert newest_first() == ["2025-03-11"] * 2 + ["2025-03-10"] * 2
    saved(a_document(TEXT, published="2025-03-09"))
    assert newest_first() == ["2025-03-10"] * 2 + ["2025-03-09"] * 2


def test_what_is_known_need_not_be_read_again(db: Database) -> None:
    document = a_document(TEXT)
    assert not store.known(document, "1.0.0")
    saved(document)
    assert store.known(document, "1.0.0")
    assert not store.known(document, "1.0.1")
    assert not store.known(a_document(TEXT, title="Another"), "1.0.0")
    assert not store.known(a_document(TEXT + " "), "1.0.0")


def test_the_revision_counts_what_changes_the_collection(db: Database) -> None:
    saved()
    assert revision() == 1
    saved()
    assert revision() == 1
    saved(a_document(TEXT, title="Another"))
    assert revision() == 2
    assert store.delete(Article.get().public_id)
    assert revision() == 3
    assert not store.delete("a_000000000000")
    assert revision() == 3


def test_a_record_said_twice_is_there_twice(db: Database) -> None:
    quote, event = extraction().quotes[0], extraction().events[0]
    saved(quotes=(quote, quote), events=(event, event, event))
    assert len({quote.public_id for quote in Quote.select()}) == 2
    assert len({event.public_id for event in Event.select()}) == 3
    assert saved(quotes=(quote, quote), events=(event, event, event)) == "unchanged"


def test_keys_that_collide_are_told_apart(db: Database, monkeypatch) -> None:
    monkeypatch.setattr("api.keys._TIE_BITS", 0)
    saved()
    first, second = Quote.select().order_by(Quote.id)
    assert second.id == first.id + 1


def test_dates_are_kept_as_read_and_as_days(db: Database) -> None:
    dated = an_event(TEXT, "struck", time=a_date("2025-W10"))
    quote = a_quote(TEXT, "No,", said=a_date("XXXX-WXX-1"))
    saved(a_document(TEXT, published="2025-03"), events=(dated,), quotes=(quote,))
    article, quote, event = Article.get(), Quote.get(), Event.get()
    assert (article.published_from, article.published_to) == ("2025-03-01", "2025-03-31")
    assert (quote.published_from, quote.published_to) == ("2025-03-01", "2025-03-31")
    assert (quote.said_from, quote.said_to) == (None, None)
    assert (event.date_from, event.date_to) == ("2025-03-03", "2025-03-09")
    assert json.loads(quote.body)["said"]["value"] == "XXXX-WXX-1"
    assert json.loads(event.body)["time"]["precision"] == "week"


def test_an_outlet_is_called_what_most_articles_call_it(db: Database) -> None:
    for number, name in enumerate(["norland post", "Norland Post", "Norland Post"]):
        store.save(a_document(f"{TEXT} {number}", source=name), an_extraction())
    source = Source.get()
    assert (source.public_id, source.name, source.articles) == ("norland-post", "Norland Post", 3)
    articles = Article.select().where(Article.source_name == "Norland Post")
    for article in list(articles):
        store.delete(article.public_id)
    assert Source.get().name == "norland post"
    store.delete(Article.get().public_id)
    assert Source.select().count() == 0


def test_an_article_without_an_outlet_or_a_date(db: Database) -> None:
    saved(a_document(TEXT, source=None, published=None, title=None))
    assert Source.select().count() == 0
    assert (Article.get().source_id, Article.get().published_from) == (None, None)
    assert complete_entities([Entity.get()])[0]["first_seen"] is None


def test_a_failure_midway_leaves_nothing(db: Database, monkeypatch) -> None:
    saved(a_document(TEXT, source="Lund Daily"))
    before = b"".join(export())

    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("api.resolution.describe", fail)
    with pytest.raises(RuntimeError):
        saved()
    assert b"".join(export()) == before
    assert revision() == 1


WRITER = """
import sys
sys.path[:0] = [{root!r}]
from tests.test_store import many, store, open_database, database
open_database({url!r}, "write")
with database.connection_context():
    for number, article in enumerate(many()):
        store.save(*article)
        print(number, flush=True)
"""


def many() -> list[tuple[Document, Extraction]]:
    """Articles enough to kill a writer of them."""
    return [
        (
            a_document(TEXT, source=f"Outlet {number}", published=f"2025-03-{number % 28 + 1:02}"),
            extraction(),
        )
        for number in range(60)
    ]


def test_a_writer_that_is_killed_leaves_whole_articles(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    script = WRITER.format(root=str(Path(__file__).parents[1]), url=url)
    chance = random.Random(1)
    kept = set()
    for attempt in range(4):
        writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
        for _ in range(2 + 4 * attempt):
            writer.stdout.readline()
        time.sleep(chance.random() / 50)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        open_database(url)
        with database.connection_context():
            kept.add(Article.select().count())
            assert_whole()
    assert max(kept) < 60, "the writer was never killed midway"
    open_database(url, "write")
    with database.connection_context():
        for article in many():
            store.save(*article)
        completed = b"".join(export())
    open_database(f"sqlite:///{tmp_path / 'whole.db'}", "write")
    with database.connection_context():
        for article in many():
            store.save(*article)
        assert b"".join(export()) == completed


def assert_whole() -> None:
    """Each article has all of its records, and nothing is left of others."""
    lines = [json.loads(line) for line in export()]
    for kind, per_article in (("quote", 2), ("event", 1)):
        of_kind = [line for line in lines if line["kind"] == kind]
        assert len(of_kind) == per_article * Article.select().count()
    for entity in (line for line in lines if line["kind"] == "entity"):
        assert entity["articles"] == Article.select().count()
    assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute_sql("PRAGMA foreign_key_check").fetchall() == []
