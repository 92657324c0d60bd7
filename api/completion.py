"""Stored bodies → the records that are served: what they leave out is put in when they are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson
from peewee import fn

from api.database import database, in_batches
from api.keys import DATED, day_of
from api.models import Alias, Appearance, Article, ArticleEntity, Entity, Signature
from api.rendering import Json


def complete_quotes(rows: Sequence[tuple[str, int]]) -> list[Json]:
    """The quotes of `rows`, each (body, key of its article), as they are served now."""
    quotes = [orjson.loads(body) for body, _ in rows]
    references = {
        key
        for quote in quotes
        for key in (
            quote["speaker"],
            quote["attributed_to"],
            *quote["addressees"],
            *quote["about"],
            *(candidate["id"] for candidate in quote["candidates"]),
        )
    }
    entities = _entities(references - {None})
    articles = _articles({article for _, article in rows})
    for quote, (_, article) in zip(quotes, rows, strict=True):
        if quote["speaker"] is not None:
            speaker = entities[quote["speaker"]]
            quote["speaker"] = {**speaker.reference, "role": speaker.role}
        quote["attributed_to"] = _reference(entities, quote["attributed_to"])
        for part in ("addressees", "about"):
            found = {entities[key].id: entities[key].reference for key in quote[part]}
            quote[part] = list(found.values())
        scores: dict[str, float] = {}
        for candidate in quote["candidates"]:
            id_ = entities[candidate["id"]].id
            scores[id_] = max(candidate["score"], scores.get(id_, 0))
        quote["candidates"] = [{"id": id_, "score": score} for id_, score in scores.items()]
        quote["article"] = articles[article]
    return quotes


def complete_events(rows: Sequence[tuple[str, int]]) -> list[Json]:
    """The events of `rows`, each (body, key of its article), as they are served now."""
    events = [orjson.loads(body) for body, _ in rows]
    places = [event["place"] for event in events if event["place"]]
    participants = [p for event in events for p in (*event["actors"], *event["recipients"])]
    references = {part["entity"] for part in (*places, *participants)}
    references |= {event["attributed_to"] for event in events}
    entities = _entities(references - {None})
    articles = _articles({article for _, article in rows})
    for part in (*places, *participants):
        part["entity"] = _reference(entities, part["entity"])
    for event, (_, article) in zip(events, rows, strict=True):
        event["attributed_to"] = _reference(entities, event["attributed_to"])
        event["article"] = articles[article]
    return events


def complete_entities(entities: Sequence[Entity]) -> list[Json]:
    """The entities as they are served, with every form of their names, the commonest first, and
    the days of the first and the last article that mention them."""
    keys = [entity.id for entity in entities]
    forms = _forms(keys)
    seen = _seen(keys)
    return [
        {
            "id": entity.public_id,
            "name": entity.name,
            "type": entity.type,
            "country": entity.country,
            "role": entity.role,
            "aliases": forms[entity.id],
            "articles": entity.articles,
            "mentions": entity.mentions,
            "quotes": entity.quotes,
            "events": entity.events,
            "first_seen": seen[entity.id][0],
            "last_seen": seen[entity.id][1],
        }
        for entity in entities
    ]


def _forms(entities: Sequence[int]) -> dict[int, list[Json]]:
    forms: dict[int, list[Json]] = {entity: [] for entity in entities}
    total = fn.SUM(Alias.count)
    query = (
        Alias.select(Signature.entity, Alias.form, total)
        .join(Signature)
        .where(Signature.entity.in_(entities), Alias.count > 0)
        .group_by(Signature.entity, Alias.form)
        .order_by(total.desc(), Alias.form)
    )
    for entity, form, count in database.execute(query):
        forms[entity].append({"name": form, "articles": count})
    return forms


def _seen(entities: Sequence[int]) -> dict[int, tuple[str | None, ...]]:
    """The first and the last day of each of `entities`: keys of articles begin with their day."""
    dated = ArticleEntity.select().where(
        ArticleEntity.entity == Entity.id, ArticleEntity.article >= DATED
    )
    # Each end is one step down an index, which both ends in one query of their own would not be.
    ends = [dated.select(end(ArticleEntity.article)) for end in (fn.MIN, fn.MAX)]
    query = Entity.select(Entity.id, *ends).where(Entity.id.in_(entities))
    return {
        entity: tuple(str(day_of(key)) if key else None for key in found)
        for entity, *found in database.execute(query)
    }


@dataclass(frozen=True, slots=True)
class _Entity:
    id: str
    reference: Json
    role: str | None


def _entities(appearances: Iterable[int]) -> dict[int, _Entity]:
    """The entity that each of `appearances` stands for now."""
    query = (
        Appearance.select(Appearance.id, Entity.public_id, Entity.name, Entity.type, Entity.role)
        .join(Signature)
        .join(Entity)
    )
    return {
        key: _Entity(id_, {"id": id_, "name": name, "type": type_}, role)
        for keys in in_batches(appearances)
        for key, id_, name, type_, role in database.execute(query.where(Appearance.id.in_(keys)))
    }


def _reference(entities: Mapping[int, _Entity], key: int | None) -> Json | None:
    return None if key is None else entities[key].reference


def _articles(keys: Iterable[int]) -> dict[int, Json]:
    """The articles as other records name them."""
    query = Article.select(
        Article.id,
        Article.public_id,
        Article.title,
        Article.source_name,
        Article.published,
        Article.url,
    ).where(Article.id.in_(list(keys)))
    return {
        key: {"id": id_, "title": title, "source": source, "published": published, "url": url}
        for key, id_, title, source, published, url in database.execute(query)
    }
