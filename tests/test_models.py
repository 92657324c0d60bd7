"""The tables: each list of the service is one range of one index, in its order."""

import pytest
from peewee import Database, Field, Select

from api.conditions import Dates, Point, since, unless_common, until, within
from api.keys import DATED
from api.models import (
    MODELS,
    Alias,
    Appearance,
    Article,
    ArticleEntity,
    Entity,
    Event,
    EventEntity,
    EventMode,
    Fingerprint,
    Quote,
    QuoteEntity,
    Row,
    Wording,
)
from api.resources.quotes import quotes


def plan(db: Database, query: Select) -> str:
    """The steps of the query plan, in SQLite's words."""
    sql, parameters = query.limit(25).sql()
    rows = db.execute_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
    return "; ".join(step for *_, step in rows)


QUOTES = Quote.select(Quote.id, Quote.body)
POLARITY, CERTAINTY = unless_common("positive"), unless_common("certain")
SAID = (
    POLARITY(Quote.polarity, ["positive"]),
    CERTAINTY(Quote.certainty, ["certain", "probable"]),
)
EVENTS = Event.select(Event.id, Event.body)
ARTICLES = Article.select(Article.id, Article.body)
POINT = Point(lat=Event.lat, lon=Event.lon, row=Event.id)
ENTITIES = Entity.select(Entity.public_id, Entity.name)


def about(part: str) -> Select:
    return QUOTES.join(QuoteEntity).where(QuoteEntity.entity == 1, QuoteEntity.part == part)


def taking_part(part: str) -> Select:
    return EVENTS.join(EventEntity).where(EventEntity.entity == 1, EventEntity.part == part)


@pytest.mark.parametrize(
    ("query", "order", "index"),
    [
        # quotes
        (QUOTES, [Quote.id], "SCAN"),
        (QUOTES.where(Quote.id >= DATED), [Quote.id], "PRIMARY KEY"),
        (QUOTES.where(Quote.speaker == 1), [Quote.id], "quote_speaker_id_id"),
        (QUOTES.where(Quote.type == "direct"), [Quote.id], "quote_type_id"),
        (QUOTES.where(Quote.cue == "say"), [Quote.id], "quote_cue_id"),
        (QUOTES.where(Quote.method == "pronoun"), [Quote.id], "quote_method_id"),
        (QUOTES.where(Quote.source == 1), [Quote.id], "quote_source_id_id"),
        (QUOTES.where(Quote.article == 1), [Quote.id], "quote_article_id_id"),
        (QUOTES.where(Quote.article == 1), [Quote.start, Quote.id], "quote_article_id_start_id"),
        (QUOTES.where(Quote.said_key >= DATED), [Quote.said_key, Quote.id], "quote_said_key_id"),
        (
            QUOTES.where(Quote.speaker == 1),
            [Quote.said_key, Quote.id],
            "quote_speaker_id_said_key_id",
        ),
        (QUOTES, [Quote.confidence, Quote.id], "quote_confidence_id"),
        (
            QUOTES.where(Quote.speaker == 1),
            [Quote.confidence, Quote.id],
            "quote_speaker_id_confidence_id",
        ),
        # what few quotes are has an index of those few, and what most are costs no list its own
        (QUOTES.where(POLARITY(Quote.polarity, ["negative"])), [Quote.id], "quote_polarity_id"),
        (QUOTES.where(CERTAINTY(Quote.certainty, ["possible"])), [Quote.id], "quote_certainty_id"),
        (QUOTES.where(*SAID, Quote.id >= DATED), [Quote.id], "PRIMARY KEY"),
        (QUOTES.where(*SAID, Quote.speaker == 1), [Quote.id], "quote_speaker_id_id"),
        (QUOTES.where(*SAID, Quote.type == "direct"), [Quote.id], "quote_type_id"),
        (about("about"), [QuoteEntity.quote], "(entity_id=? AND part=?)"),
        (about("addressee"), [QuoteEntity.quote], "(entity_id=? AND part=?)"),
        # events
        (EVENTS.where(Event.id >= DATED), [Event.id], "PRIMARY KEY"),
        (EVENTS.where(Event.type == "AID"), [Event.id], "event_type_id"),
        (EVENTS.where(Event.source == 1), [Event.id], "event_source_id_id"),
        (EVENTS.where(Event.country == "UA"), [Event.id], "event_country_id"),
        (EVENTS.where(within(POINT, "22,44,40,52")), [Event.id], "COVERING INDEX event_lat_lon"),
        (EVENTS.where(within(POINT, "9,-2,-9,2")), [Event.id], "COVERING INDEX event_lat_lon"),
        (EVENTS.where(Event.article == 1), [Event.start, Event.id], "event_article_id_start_id"),
        (
            EVENTS.join(EventMode).where(EventMode.mode == "drone"),
            [EventMode.event],
            "(mode=?)",
        ),
        (taking_part("actor"), [EventEntity.event], "(entity_id=? AND part=?)"),
        (taking_part("about"), [EventEntity.event], "(entity_id=? AND part=?)"),
        # articles
        (ARTICLES.where(Article.id >= DATED), [Article.id], "PRIMARY KEY"),
        (ARTICLES.where(Article.source == 1), [Article.id], "article_source_id_id"),
        (ARTICLES.where(Article.language == "en"), [Article.id], "article_language_id"),
        (
            ARTICLES.join(ArticleEntity).where(ArticleEntity.entity == 1),
            [ArticleEntity.article],
            "(entity_id=?)",
        ),
        # entities
        (ENTITIES, [Entity.key, Entity.public_id], "entity_key_public_id"),
        (ENTITIES, [Entity.articles, Entity.public_id], "entity_articles_public_id"),
        (
            ENTITIES.where(Entity.type == "PERSON"),
            [Entity.key, Entity.public_id],
            "entity_type_key_public_id",
        ),
        (
            ENTITIES.where(Entity.type == "PERSON"),
            [Entity.articles, Entity.public_id],
            "entity_type_articles_public_id",
        ),
        (
            ENTITIES.where(Entity.country == "UA"),
            [Entity.key, Entity.public_id],
            "entity_country_key_public_id",
        ),
        (
            ENTITIES.where(Entity.country == "UA"),
            [Entity.articles, Entity.public_id],
            "entity_country_articles_public_id",
        ),
        # names
        (Alias.select(Alias.signature).where(Alias.key == "lind"), [], "alias_key"),
        (Alias.select(Alias.signature).where(Alias.slug == "lind"), [], "alias_slug"),
        (Appearance.select().where(Appearance.hash == "7k2m9x4c"), [], "appearance_hash"),
    ],
)
def test_a_list_is_one_range_of_an_index(
    db: Database, query: Select, order: list[Field], index: str
) -> None:
    for directed in (order, [column.desc() for column in order]):
        steps = plan(db, query.order_by(*directed))
        assert index in steps
        assert "TEMP B-TREE" not in steps
        # All of a table may be read in its order, but never to look for some of its rows.
        assert "WHERE" not in query.sql()[0] or "SCAN" not in steps


def test_another_date_than_that_of_the_list_is_looked_up_in_its_own_index(db: Database) -> None:
    said = Dates(earliest=Quote.said_from, latest=Quote.said_to, key=Quote.said_key, row=Quote.id)
    for where in (since(said, "2025-03"), until(said, "2025-03")):
        steps = plan(db, QUOTES.where(where).order_by(Quote.id.desc()))
        assert "USING COVERING INDEX quote_said_key_id_said_to (said_key>?" in steps
        assert "TEMP B-TREE" not in steps
        assert "SCAN" not in steps


def test_what_is_said_again_is_found_by_what_it_has_in_common(db: Database) -> None:
    values = Fingerprint.select(Fingerprint.value, Wording.words).join(Wording)
    for query, index in (
        (Wording.select(Wording.id).where(Wording.digest.in_(["0"])), "wording_digest"),
        (values.where(Fingerprint.value.in_([1, 2])), "(value=?)"),
        (Quote.select(Quote.id).where(Quote.wording == 1), "quote_wording_id_id_utterance"),
        (Wording.select().where(Wording.utterance == 1), "wording_utterance"),
        (Quote.select(Quote.public_id).where(Quote.utterance == 1), "quote_utterance_id"),
    ):
        steps = plan(db, query)
        assert index in steps
        assert "SCAN" not in steps


def test_to_list_utterances_only_what_was_said_several_times_is_gone_through(db: Database) -> None:
    values = {"polarity": ["positive"], "certainty": ["certain"], "collapse": "quotation"}
    steps = plan(db, quotes.rows(values).order_by(Quote.id.desc()))
    assert "USING COVERING INDEX quote_utterance_id_polarity_certainty (utterance>?)" in steps
    assert steps.count("quote_utterance_id") == 1
    assert "FOR ORDER BY" not in steps


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_refers_to_a_row_is_found_when_it_is_deleted(db: Database, model: type[Row]) -> None:
    for reference in model._meta.refs:
        query = model.select().where(reference == 1).order_by()
        assert "SCAN" not in plan(db, query)
