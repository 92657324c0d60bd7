"""Entities of articles → entities of the collection.

An entity of an article is enrolled under its signature, what tells it from others: its name,
type, role and country. Distinct signatures are resolved, block by block (`api.namesakes`), and
each entity of the collection is described from its signatures: all of it depends on the set of
articles alone. An article that brings no new signature changes no block, and one that does
changes only those of its own names.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
from peewee import fn

from api.database import database
from api.extraction import records
from api.folding import key, slug
from api.fulltext import EntityText, remove, replace
from api.keys import DATED, day_of, entity_id, mention_hash
from api.models import Alias, Appearance, Article, ArticleEntity, Entity, Signature
from api.namesakes import block, namesake, partition, surname


@dataclass(slots=True)
class Changes:
    """What resolving has changed: articles to link anew, entities to describe anew."""

    articles: set[int] = field(default_factory=set)
    entities: set[int] = field(default_factory=set)


def enrol(entity: records.Entity, article: str) -> int:
    """Count `entity` of `article` (its public id) under its signature; the key of that."""
    traits = {
        "name": entity.name,
        "type": entity.type,
        "role": entity.roles[0].text if entity.roles else "",
        "country": entity.geo.country if entity.geo else "",
    }
    start, hash_ = first_mention(entity, article)
    signature, is_new = Signature.get_or_create(  # type: ignore[no-untyped-call]
        **traits,
        defaults={
            "block": block(entity.name, entity.type),
            "count": 0,
            "first_article": article,
            "first_start": start,
            "hash": hash_,
        },
    )
    signature.count += 1
    if (article, start) < (signature.first_article, signature.first_start):
        signature.first_article, signature.first_start = article, start
        signature.hash = hash_
    signature.save()
    if is_new and entity.type == "PERSON":
        _alias(signature.id, surname(entity.name), count=0)
    for form in {entity.name, *entity.aliases}:
        _alias(signature.id, form, count=1)
    return int(signature.id)


def dismiss(article: int) -> set[int]:
    """Take the entities of an article off their signatures, whose keys these are."""
    touched = set()
    for appearance in Appearance.select().where(Appearance.article == article):
        signature = appearance.signature_id
        touched.add(signature)
        Signature.update(count=Signature.count - 1).where(Signature.id == signature).execute()
        body = orjson.loads(appearance.body)
        for form in {body["name"], *body["aliases"]}:
            _alias(signature, form, count=-1)
    return touched


def first_mention(entity: records.Entity, article: str) -> tuple[int, str]:
    """Where the first mention of `entity` in `article` (its public id) begins, and its hash."""
    start, end = min((mention.start, mention.end) for mention in entity.mentions)
    return start, mention_hash(article, entity.type, start, end)


def resolve(touched: Collection[int], article: str) -> Changes:
    """Settle the signatures that gained or lost an entity of `article` (its public id)."""
    changes = Changes()
    blocks = set()
    for signature in Signature.select().where(Signature.id.in_(list(touched))):
        if signature.entity_id is not None:
            changes.entities.add(signature.entity_id)
        if signature.count == 0:
            blocks.add(signature.block)
            signature.delete_instance()
            continue
        if signature.entity_id is None:
            blocks.add(signature.block)
        elif signature.first_article == article:
            _find_first(signature)
    for name in blocks:
        _resolve_block(name, changes)
    return changes


def describe(entities: Iterable[int]) -> None:
    """Write what entities are from their signatures; those that have none are deleted."""
    keys = list(entities)
    signatures = defaultdict(list)
    for signature in Signature.select().where(Signature.entity.in_(keys)):
        signatures[signature.entity_id].append(signature)
    forms = defaultdict(set)
    query = Alias.select(Signature.entity, Alias.form).join(Signature)
    for entity, form in database.execute(query.where(Signature.entity.in_(keys))):
        forms[entity].add(form)
    slugs = set()
    for entity in Entity.select().where(Entity.id.in_(keys)):
        slugs.add(entity.slug)
        if own := signatures[entity.id]:
            _describe(entity, own)
            slugs.add(entity.slug)
            if entity.is_dirty():
                entity.save(only=entity.dirty_fields)
            names = " ".join(sorted(forms[entity.id]))
            replace(EntityText, entity.id, {"name": names, "role": entity.role})
        else:
            remove(EntityText, [entity.id])
            entity.delete_instance()
    _identify(slugs)


def _alias(signature: int, form: str, *, count: int) -> None:
    """Count a form of the names of a signature; none is left but a surname of count 0."""
    this = (Alias.signature == signature) & (Alias.form == form)
    if not Alias.update(count=Alias.count + count).where(this).execute():
        Alias.create(signature=signature, form=form, key=key(form), slug=slug(form), count=count)
    if count < 0:
        signed = Signature.get_by_id(signature)
        if signed.type != "PERSON" or form != surname(signed.name):
            Alias.delete().where(this, Alias.count == 0).execute()


def _find_first(signature: Signature) -> None:
    """Look for the first mention again, after the article it was in has changed."""
    query = (
        Appearance.select(Article.public_id, Appearance.start, Appearance.hash)
        .join(Article)
        .where(Appearance.signature == signature)
        .order_by(Article.public_id, Appearance.start)
        .limit(1)
    )
    for signature.first_article, signature.first_start, signature.hash in database.execute(query):
        signature.save()


def _resolve_block(name: str, changes: Changes) -> None:
    """Give each signature of a block its entity; a new partition moves as few as it can."""
    signatures = {each.id: each for each in Signature.select().where(Signature.block == name)}
    groups = partition(
        [
            namesake(id_, name=each.name, type_=each.type, role=each.role, country=each.country)
            for id_, each in signatures.items()
        ]
    )
    taken: set[int] = set()
    moved: list[int] = []
    for group in sorted(groups, key=lambda ids: -sum(signatures[id_].count for id_ in ids)):
        holders: Counter[int] = Counter()
        for id_ in group:
            holder = signatures[id_].entity_id
            if holder is not None and holder not in taken:
                holders[holder] += signatures[id_].count
        entity = holders.most_common(1)[0][0] if holders else _new_entity(group[0])
        taken.add(entity)
        strangers = [id_ for id_ in group if signatures[id_].entity_id != entity]
        if strangers:
            changes.entities.add(entity)
        for id_ in strangers:
            before = signatures[id_].entity_id
            if before is not None:
                changes.entities.add(before)
                moved.append(id_)
        Signature.update(entity=entity).where(Signature.id.in_(strangers)).execute()
    appearances = Appearance.select(Appearance.article).distinct()
    for (article,) in database.execute(appearances.where(Appearance.signature.in_(moved))):
        changes.articles.add(article)


def _new_entity(signature: int) -> int:
    """An entity that is still to be described and named."""
    blank = dict.fromkeys(("name", "key", "slug", "hash", "type"), "")
    return int(Entity.create(public_id=f"?new{signature}", **blank).id)


def _describe(entity: Entity, signatures: list[Signature]) -> None:
    first = min(signatures, key=lambda each: (each.first_article, each.first_start))
    seen = [_day(entity, fn.MIN), _day(entity, fn.MAX)]
    values = {
        "type": _commonest(signatures, "type"),
        "name": _name(signatures),
        "role": _commonest(signatures, "role"),
        "country": _commonest(signatures, "country"),
        "hash": first.hash,
        "first_seen": seen[0],
        "last_seen": seen[1],
    }
    values |= {"key": key(values["name"] or ""), "slug": slug(values["name"] or "")}
    for column, value in values.items():
        if getattr(entity, column) != value:
            setattr(entity, column, value)


def _commonest(signatures: list[Signature], column: str) -> str | None:
    """The value that most appearances have; of equals the first by alphabet."""
    counts: Counter[str] = Counter()
    for signature in signatures:
        counts[getattr(signature, column)] += signature.count
    del counts[""]
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _name(signatures: list[Signature]) -> str:
    """The canonical name: the form that most have, for people a full name before a part of it."""
    counts: Counter[str] = Counter()
    for signature in signatures:
        counts[signature.name] += signature.count
    parts = {each.name for each in signatures if each.type == "PERSON" and " " not in each.name}
    return min(counts, key=lambda name: (name in parts, -counts[name], -len(name), name))


def _day(entity: Entity, least_or_most: Any) -> str | None:
    """The first or the last day on which an article mentions `entity`."""
    within = (ArticleEntity.entity == entity) & (ArticleEntity.article >= DATED)
    found = ArticleEntity.select(least_or_most(ArticleEntity.article)).where(within).scalar()
    day = day_of(found or 0)
    return day.isoformat() if day else None


def _identify(slugs: set[str]) -> None:
    """Give the entities of these slugs their ids: the slug, with the hash where it is shared."""
    sharing: dict[str, list[Entity]] = defaultdict(list)
    for entity in Entity.select().where(Entity.slug.in_(slugs)):
        sharing[entity.slug].append(entity)
    renamed = []
    for entities in sharing.values():
        for entity in entities:
            id_ = entity_id(entity.slug, entity.hash if len(entities) > 1 else None)
            if entity.public_id != id_:
                # Two may exchange ids, and no two may have the same one meanwhile.
                Entity.update(public_id=f"?{entity.id}").where(Entity.id == entity.id).execute()
                renamed.append((entity.id, id_))
    for key_, id_ in renamed:
        Entity.update(public_id=id_).where(Entity.id == key_).execute()
