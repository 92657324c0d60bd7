"""Entities of articles → entities of the collection.

An entity of an article is enrolled under its signature, what tells it from others: its name,
type, role and place. Distinct signatures are resolved, block by block (`api.namesakes`), and
each entity of the collection is described from its signatures: all of it depends on the set of
articles alone. An article that brings no new signature changes no block, and one that does
changes only those of its own names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import orjson
from peewee import EXCLUDED

from api.database import database, in_batches
from api.extraction import records
from api.folding import key, slug
from api.fulltext import EntityText, remove, replace
from api.keys import entity_id, mention_hash
from api.models import Alias, Appearance, Article, Entity, Signature
from api.names import rename
from api.namesakes import block, namesake, partition, surname
from api.rendering import dumps

_ALIAS = [Alias.signature, Alias.form, Alias.key, Alias.slug, Alias.count]


@dataclass(slots=True)
class Changes:
    """What resolving has changed: articles to link anew, entities to describe anew."""

    articles: set[int] = field(default_factory=set)
    entities: set[int] = field(default_factory=set)


def enrol(entities: Sequence[records.Entity], article: str) -> dict[str, int]:
    """Count the entities of an article (its public id) under their signatures.

    Returns the key of the signature of each, by the id of the entity in the article.
    """
    known: dict[tuple[str, ...], Signature] = {}
    for names in in_batches({_one_line(entity.name) for entity in entities}):
        for signature in Signature.select().where(Signature.name.in_(names)):
            traits = (signature.name, signature.type, signature.role, signature.geo)
            known[traits] = signature
    enrolled = {}
    forms: Counter[tuple[int, str]] = Counter()
    for entity in entities:
        start, hash_ = first_mention(entity, article)
        traits = _traits(entity)
        signature = known[traits] = known.get(traits) or _new_signature(*traits)
        signature.block = block(entity.name, entity.type)
        if signature.count == 0 or (article, start) < _first(signature):
            signature.first_article, signature.first_start = article, start
            signature.hash = hash_
        signature.count += 1
        signature.save()
        enrolled[entity.id] = signature.id
        forms.update((signature.id, form) for form in _forms(entity.name, entity.aliases))
        if entity.type == "PERSON":
            forms[signature.id, surname(entity.name)] += 0
    _count_forms(forms)
    return enrolled


def dismiss(article: int) -> set[int]:
    """Take the entities of an article off their signatures; the keys of these."""
    counts: Counter[int] = Counter()
    forms: Counter[tuple[int, str]] = Counter()
    query = Appearance.select(Appearance.signature, Appearance.body)
    for signature, body in database.execute(query.where(Appearance.article == article)):
        counts[signature] += 1
        entity = orjson.loads(body)
        forms.subtract((signature, form) for form in _forms(entity["name"], entity["aliases"]))
    _count_forms(forms)
    for signature, count in counts.items():
        Signature.update(count=Signature.count - count).where(Signature.id == signature).execute()
    for signatures in in_batches(counts):
        Alias.delete().where(Alias.signature.in_(signatures), Alias.count == 0).execute()
        people = Signature.select().where(Signature.id.in_(signatures), Signature.type == "PERSON")
        _count_forms(Counter({(person.id, surname(person.name)): 0 for person in people}))
    return set(counts)


def first_mention(entity: records.Entity, article: str) -> tuple[int, str]:
    """Where the first mention of `entity` in `article` (its public id) begins, and its hash."""
    start, end = min((mention.start, mention.end) for mention in entity.mentions)
    return start, mention_hash(article, entity.type, start, end)


def resolve(touched: Iterable[int], *, removed: str | None, upgraded: bool) -> Changes:
    """Settle the signatures that gained or lost an entity of an article.

    `removed` is the public id of that article, if it was removed or replaced; where it was
    `upgraded` to a newer software, even the blocks with no other signatures are settled, since
    it may part them in another way.
    """
    changes = Changes()
    blocks = set()
    for keys in in_batches(touched):
        for signature in list(Signature.select().where(Signature.id.in_(keys))):
            if signature.entity_id is not None:
                changes.entities.add(signature.entity_id)
            if upgraded or signature.count == 0 or signature.entity_id is None:
                blocks.add(signature.block)
            if signature.count == 0:
                signature.delete_instance()
            elif signature.first_article == removed:
                _find_first(signature)
    for name in blocks:
        _resolve_block(name, changes)
    return changes


def describe(entities: Iterable[int]) -> None:
    """Write what entities are from their signatures; those that have none are deleted."""
    slugs: set[str] = set()
    for keys in in_batches(entities):
        signatures = defaultdict(list)
        for signature in Signature.select().where(Signature.entity.in_(keys)):
            signatures[signature.entity_id].append(signature)
        forms, folded_forms = defaultdict(set), defaultdict(set)
        query = Alias.select(Signature.entity, Alias.form, Alias.key).join(Signature)
        for entity, form, folded in database.execute(query.where(Signature.entity.in_(keys))):
            forms[entity].add(form)
            folded_forms[entity].add(folded)
        for entity in list(Entity.select().where(Entity.id.in_(keys))):
            slugs.add(entity.slug)
            if entity.id in signatures:
                _describe(entity, signatures[entity.id])
                slugs.add(entity.slug)
                names = " ".join(sorted(forms[entity.id]))
                replace(EntityText, entity.id, {"name": names, "role": entity.role})
                rename(entity, folded_forms[entity.id])
            else:
                remove(EntityText, [entity.id])
                entity.delete_instance()
    for batch in in_batches(slugs):
        _identify(batch)


def _traits(entity: records.Entity) -> tuple[str, str, str, str]:
    """What tells a signature from others: name, type, role, place."""
    role = _one_line(entity.roles[0].text) if entity.roles else ""
    geo = dumps(records.as_json(entity.geo)) if entity.geo else ""
    return _one_line(entity.name), entity.type, role, geo


def _forms(name: str, aliases: Iterable[str]) -> set[str]:
    """The forms of the names that an article has for an entity."""
    return {_one_line(form) for form in (name, *aliases)}


def _one_line(words: str) -> str:
    """`words` with plain blanks: a name may break over lines, and hold no-break spaces."""
    return " ".join(words.split())


def _new_signature(name: str, type_: str, role: str, geo: str) -> Signature:
    traits = {"name": name, "type": type_, "role": role, "geo": geo}
    return Signature(count=0, **traits)


def _first(signature: Signature) -> tuple[str, int]:
    return signature.first_article, signature.first_start


def _count_forms(forms: Mapping[tuple[int, str], int]) -> None:
    """Add to the counts of the forms, each (signature, form), of names."""
    for batch in in_batches(forms.items()):
        rows = [
            (signature, form, key(form), slug(form), count) for (signature, form), count in batch
        ]
        Alias.insert_many(rows, _ALIAS).on_conflict(
            conflict_target=[Alias.signature, Alias.form],
            preserve=[Alias.key, Alias.slug],
            update={Alias.count: Alias.count + EXCLUDED.count},
        ).execute()


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
            namesake(id_, name=each.name, type_=each.type, role=each.role, place=_place(each.geo))
            for id_, each in signatures.items()
        ]
    )
    held = {each.entity_id for each in signatures.values()}
    elsewhere = Signature.select(Signature.entity).where(
        Signature.entity.in_(held - {None}), Signature.block != name
    )
    taken = {entity for (entity,) in database.execute(elsewhere)}
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
        for batch in in_batches(strangers):
            Signature.update(entity=entity).where(Signature.id.in_(batch)).execute()
    for batch in in_batches(moved):
        query = Appearance.select(Appearance.article).where(Appearance.signature.in_(batch))
        changes.articles.update(article for (article,) in database.execute(query.distinct()))


def _place(geo: str) -> str:
    """What tells places of one name apart: the country, and the place in it where it is known."""
    if not geo:
        return ""
    place = orjson.loads(geo)
    return f"{place['country']} {place['geonames_id'] or ''}".strip()


def _has_point(geo: str) -> bool:
    return bool(geo) and orjson.loads(geo)["lat"] is not None


def _new_entity(signature: int) -> int:
    """An entity that is still to be described and named."""
    blank = dict.fromkeys(("name", "key", "slug", "hash", "type"), "")
    return int(Entity.create(public_id=f"?new{signature}", **blank).id)


def _describe(entity: Entity, signatures: list[Signature]) -> None:
    name = _name(signatures)
    points = [each for each in signatures if _has_point(each.geo)]
    geo = _commonest(points or signatures, "geo")
    values = {
        "name": name,
        "key": key(name),
        "slug": slug(name),
        "hash": min(signatures, key=_first).hash,
        "type": _commonest(signatures, "type"),
        "role": _commonest(signatures, "role"),
        "country": orjson.loads(geo)["country"] if geo else None,
        "geo": geo,
    }
    changed = {name: value for name, value in values.items() if getattr(entity, name) != value}
    if changed:
        Entity.update(changed).where(Entity.id == entity.id).execute()
        entity.__data__.update(changed)


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


def _identify(slugs: list[str]) -> None:
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
