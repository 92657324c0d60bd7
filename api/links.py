"""Which entity of the collection is in which record: the links of one article's records.

They are read off the bodies of the records and the signatures of the appearances, so that they
can be written anew whenever these resolve to other entities.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import orjson
from peewee import fn

from api.database import database, in_batches
from api.models import (
    Appearance,
    ArticleEntity,
    Entity,
    Event,
    EventEntity,
    Quote,
    QuoteEntity,
    Signature,
)
from api.rendering import Json


def link(article: int) -> None:
    """Write the links of an article's records, and count them for its entities."""
    _link_article(article)
    query = Appearance.select(Appearance.id, Signature.entity).join(Signature)
    entities = dict(database.execute(query.where(Appearance.article == article)))
    _link_quotes(article, entities)
    _link_events(article, entities)
    _count(article, 1)


def unlink(article: int) -> None:
    """Forget the links of an article's records, and what they counted for its entities."""
    _count(article, -1)
    quotes = Quote.select(Quote.id).where(Quote.article == article)
    events = Event.select(Event.id).where(Event.article == article)
    ArticleEntity.delete().where(ArticleEntity.article == article).execute()
    QuoteEntity.delete().where(QuoteEntity.quote.in_(quotes)).execute()
    EventEntity.delete().where(EventEntity.event.in_(events)).execute()


def _link_article(article: int) -> None:
    mentions, salience = fn.SUM(Appearance.mentions), fn.MAX(Appearance.salience)
    found = (
        Appearance.select(Signature.entity, Appearance.article, mentions, salience)
        .join(Signature)
        .where(Appearance.article == article)
        .group_by(Signature.entity, Appearance.article)
    )
    into = [
        ArticleEntity.entity,
        ArticleEntity.article,
        ArticleEntity.mentions,
        ArticleEntity.salience,
    ]
    ArticleEntity.insert_from(found, into).execute()


def _link_quotes(article: int, entities: dict[int, int]) -> None:
    parts: list[tuple[int, str, int]] = []
    for key, quote in _bodies(Quote, article):
        if quote["speaker"] is not None:
            speaker = entities[quote["speaker"]]
            Quote.update(speaker=speaker).where(Quote.id == key).execute()
        for part, references in (("about", quote["about"]), ("addressee", quote["addressees"])):
            parts += [(entity, part, key) for entity in {entities[each] for each in references}]
    for batch in in_batches(parts):
        QuoteEntity.insert_many(batch).execute()


def _link_events(article: int, entities: dict[int, int]) -> None:
    parts: list[tuple[int, str, int]] = []
    for key, event in _bodies(Event, article):
        having: dict[str, set[int]] = defaultdict(set)
        for part, references in (
            ("actor", event["actors"]),
            ("recipient", event["recipients"]),
            ("place", filter(None, [event["place"]])),
        ):
            having[part] = {entities[e["entity"]] for e in references if e["entity"] is not None}
        having["about"] = set().union(*having.values())
        parts += [(entity, part, key) for part, found in having.items() for entity in found]
    for batch in in_batches(parts):
        EventEntity.insert_many(batch).execute()


def _bodies(model: type[Quote | Event], article: int) -> Iterator[tuple[int, Json]]:
    query = model.select(model.id, model.body).where(model.article == article)
    for key, body in list(database.execute(query)):
        yield key, orjson.loads(body)


def _count(article: int, sign: int) -> None:
    """Add the links of an article to the counts of its entities, or take them off."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    mentions = ArticleEntity.select(ArticleEntity.entity, ArticleEntity.mentions)
    for entity, number in database.execute(mentions.where(ArticleEntity.article == article)):
        counts[entity] += Counter(articles=1, mentions=number)
    # What lists of quotes have unless more is asked for: neither denied nor supposed.
    spoken = Quote.select(Quote.speaker).where(
        Quote.article == article,
        Quote.speaker.is_null(is_null=False),
        Quote.polarity == "positive",
        Quote.certainty != "possible",
    )
    for (entity,) in database.execute(spoken):
        counts[entity]["quotes"] += 1
    taken_part = (
        EventEntity.select(EventEntity.entity)
        .join(Event)
        .where(Event.article == article, EventEntity.part == "about")
    )
    for (entity,) in database.execute(taken_part):
        counts[entity]["events"] += 1
    for entity, found in counts.items():
        values = {name: getattr(Entity, name) + sign * number for name, number in found.items()}
        Entity.update(values).where(Entity.id == entity).execute()
