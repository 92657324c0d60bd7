"""Stored bodies → the records that are served: what they leave out is put in when they are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson
from peewee import fn

from api.database import database, in_batches
from api.folding import key
from api.keys import DATED, day_of
from api.models import Alias, Appearance, Article, ArticleEntity, Entity, Signature
from api.rendering import Json

# What a single entity is served with; the newest articles tell whom it is mentioned beside.
_ROLES = 20
_BESIDE = 10
_NEWEST = 1000


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
    articles = article_references({article for _, article in rows})
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
    articles = article_references({article for _, article in rows})
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
            "geo": orjson.loads(entity.geo) if entity.geo else None,
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


def complete_entity(entities: Sequence[Entity]) -> list[Json]:
    """The entities as each is served alone: with its roles and those it is mentioned beside."""
    return [
        {**record, "roles": _roles(entity.id), "mentioned_with": _mentioned_with(entity.id)}
        for entity, record in zip(entities, complete_entities(entities), strict=True)
    ]


def _roles(entity: int) -> list[Json]:
    """The commonest roles of an entity, those held first before others: each in its commonest
    spelling, with the days of the first and the last article that has it."""
    dated = Appearance.select().where(
        Appearance.signature == Signature.id, Appearance.article >= DATED
    )
    ends = [dated.select(end(Appearance.article)) for end in (fn.MIN, fn.MAX)]
    query = (
        Signature.select(Signature.role, Signature.count, *ends)
        .where(Signature.entity == entity, Signature.role != "")
        .order_by(Signature.count.desc(), Signature.role)
    )
    spellings: dict[str, list[tuple[str, int, int | None, int | None]]] = {}
    for row in database.execute(query):
        spellings.setdefault(key(row[0]), []).append(row)
    roles: list[Json] = []
    for rows in spellings.values():
        firsts, lasts = ([end for end in ends if end] for ends in list(zip(*rows, strict=True))[2:])
        roles.append(
            {
                "role": rows[0][0],
                "first": str(day_of(min(firsts))) if firsts else None,
                "last": str(day_of(max(lasts))) if lasts else None,
                "articles": sum(count for _, count, *_ in rows),
            }
        )
    commonest = sorted(roles, key=lambda role: (-role["articles"], role["role"]))[:_ROLES]
    return sorted(commonest, key=lambda role: (role["first"] or "", role["role"]))


def _mentioned_with(entity: int) -> list[Json]:
    """The entities that most of the newest articles of an entity mention as well."""
    newest = (
        ArticleEntity.select(ArticleEntity.article)
        .where(ArticleEntity.entity == entity)
        .order_by(ArticleEntity.article.desc())
        .limit(_NEWEST)
    )
    other = ArticleEntity.alias()
    articles = fn.COUNT(other.article)
    query = (
        other.select(Entity.public_id, Entity.name, Entity.type, articles)
        .join(newest, on=other.article == newest.c.article_id)
        .join(Entity, on=other.entity == Entity.id)
        .where(other.entity != entity)
        .group_by(Entity.id)
        .order_by(articles.desc(), Entity.public_id)
        .limit(_BESIDE)
    )
    return [
        {"id": id_, "name": name, "type": type_, "articles": count}
        for id_, name, type_, count in database.execute(query)
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


def article_references(keys: Iterable[int]) -> dict[int, Json]:
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
