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

from api import decisions
from api.database import database, in_batches
from api.extraction import records
from api.folding import key, slug
from api.fulltext import EntityText, remove, replace
from api.keys import entity_id, mention_hash
from api.models import Alias, Appearance, Article, Entity, Signature
from api.names import rename
from api.namesakes import block, namesake, partition, surname
from api.rendering import dumps

_TRAITS = ("name", "type", "role", "geo", "mark")
_APART = "apart:"

_ALIAS = [Alias.signature, Alias.form, Alias.key, Alias.slug, Alias.count]


@dataclass(slots=True)
class Changes:
    """What resolving has changed: articles to link anew, entities to describe anew."""

    articles: set[int] = field(default_factory=set)
    entities: set[int] = field(default_factory=set)


def enrol(
    entities: Sequence[records.Entity], article: str, marks: Mapping[str, str]
) -> dict[str, int]:
    """Count the entities of an article (its public id) under their signatures; `marks` are those
    of the entities that editors have set apart.

    Returns the key of the signature of each, by the id of the entity in the article.
    """
    known: dict[tuple[str, ...], Signature] = {}
    for names in in_batches({_one_line(entity.name) for entity in entities}):
        for signature in Signature.select().where(Signature.name.in_(names)):
            known[_traits_of(signature)] = signature
    enrolled = {}
    forms: Counter[tuple[int, str]] = Counter()
    for entity in entities:
        start, hash_ = first_mention(entity, article)
        traits = (*_traits(entity), marks.get(entity.id, ""))
        signature = known[traits] = known.get(traits) or _new_signature(*traits)
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
    _forget_forms(counts)
    return set(counts)


def first_mention(entity: records.Entity, article: str) -> tuple[int, str]:
    """Where the first mention of `entity` in `article` (its public id) begins, and its hash."""
    start, end = min((mention.start, mention.end) for mention in entity.mentions)
    return start, mention_hash(article, entity.type, start, end)


def move(appearance: Appearance, mark: str) -> int:
    """Give an entity of an article the signature that differs from its own by `mark` alone; the
    key of that."""
    before = Signature.get_by_id(appearance.signature_id)
    if before.mark == mark:
        return int(before.id)
    traits = (*_traits_of(before)[:-1], mark)
    held = [getattr(Signature, name) == value for name, value in zip(_TRAITS, traits, strict=True)]
    after = Signature.get_or_none(*held) or _new_signature(*traits)
    body = orjson.loads(appearance.body)
    forms = _forms(body["name"], body["aliases"])
    Appearance.update(signature=after.id).where(Appearance.id == appearance.id).execute()
    for signature, number in ((before, -1), (after, 1)):
        signature.count += number
        signature.save()
        _count_forms({(signature.id, form): number for form in forms})
        _find_first(signature)
    _forget_forms((before.id, after.id))
    return int(after.id)


def resolve(touched: Iterable[int], *, removed: str | None, anew: bool) -> Changes:
    """Settle the signatures that gained or lost an entity of an article.

    `removed` is the public id of that article, if it was removed or replaced. Blocks in which
    the signatures are the same are settled only where all are to be `anew`, since newer software
    may part them in another way, or editors have decided of them.
    """
    changes = Changes()
    blocks = set()
    for keys in in_batches(touched):
        labels = decisions.labels(keys)
        for signature in list(Signature.select().where(Signature.id.in_(keys))):
            within = _block(signature, labels.get(signature.id))
            if within != signature.block:
                blocks |= {signature.block, within}
                signature.block = within
                Signature.update(block=within).where(Signature.id == signature.id).execute()
            if signature.entity_id is not None:
                changes.entities.add(signature.entity_id)
            if anew or signature.count == 0 or signature.entity_id is None:
                blocks.add(signature.block)
            if signature.count == 0:
                signature.delete_instance()
            elif signature.first_article == removed:
                _find_first(signature)
    _resolve_blocks(blocks, changes)
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
        decided = decisions.names_and_types(keys)
        for entity in list(Entity.select().where(Entity.id.in_(keys))):
            slugs.add(entity.slug)
            if entity.id in signatures:
                _describe(entity, signatures[entity.id], decided.get(entity.id, {}))
                slugs.add(entity.slug)
                names = " ".join(sorted({*forms[entity.id], entity.name}))
                replace(EntityText, entity.id, {"name": names, "role": entity.role})
                rename(entity, {*folded_forms[entity.id], entity.key})
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


def _new_signature(name: str, type_: str, role: str, geo: str, mark: str) -> Signature:
    traits = {"name": name, "type": type_, "role": role, "geo": geo, "mark": mark}
    first = {"first_article": "", "first_start": 0, "hash": ""}
    return Signature.create(count=0, block="", **traits, **first)


def _traits_of(signature: Signature) -> tuple[str, ...]:
    traits: tuple[str, ...] = tuple(getattr(signature, name) for name in _TRAITS)
    return traits


def _block(signature: Signature, label: str | None) -> str:
    """What `signature` is compared within: what editors have set apart is of one entity."""
    apart = signature.mark or label
    return f"{_APART}{apart}" if apart else block(signature.name, signature.type)


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


def _forget_forms(signatures: Iterable[int]) -> None:
    """Forget forms that no article has any more, but for the surnames of people."""
    for keys in in_batches(signatures):
        Alias.delete().where(Alias.signature.in_(keys), Alias.count == 0).execute()
        people = Signature.select().where(Signature.id.in_(keys), Signature.type == "PERSON")
        _count_forms(Counter({(person.id, surname(person.name)): 0 for person in people}))


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


def _resolve_blocks(names: set[str], changes: Changes) -> None:
    """Give each signature of some blocks, and of those that decisions join with them, its entity;
    a new partition moves as few as it can."""
    signatures, joins = _reached(names - {""})
    groups = _groups(signatures.values())
    _note_joined(signatures, groups, joins, changes)
    groups = _joined(groups, joins)
    held = {each.entity_id for each in signatures.values()} - {None}
    taken = {
        entity
        for keys in in_batches(held)
        for id_, entity in database.execute(
            Signature.select(Signature.id, Signature.entity).where(Signature.entity.in_(keys))
        )
        if id_ not in signatures
    }
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


def _reached(names: set[str]) -> tuple[dict[int, Signature], set[tuple[int, int]]]:
    """The signatures of some blocks and of those that decisions join with them; and what these
    join, each (joining, joined)."""
    signatures: dict[int, Signature] = {}
    joins: set[tuple[int, int]] = set()
    while names:
        found: dict[int, Signature] = {}
        for batch in in_batches(names):
            found |= {
                each.id: each for each in Signature.select().where(Signature.block.in_(batch))
            }
        signatures |= found
        new = decisions.joins(found)
        joins |= new
        others = {each for pair in new for each in pair} - signatures.keys()
        names = {
            name
            for batch in in_batches(others)
            for (name,) in database.execute(
                Signature.select(Signature.block).where(Signature.id.in_(batch))
            )
        }
    return signatures, joins


def _groups(signatures: Iterable[Signature]) -> list[list[int]]:
    """The signatures that are of one entity each, block by block."""
    blocks: dict[str, list[Signature]] = defaultdict(list)
    for each in signatures:
        blocks[each.block].append(each)
    groups = []
    for name, members in blocks.items():
        if name.startswith(_APART):
            groups.append([each.id for each in members])
            continue
        groups += partition(
            [
                namesake(
                    each.id,
                    name=each.name,
                    type_=each.type,
                    role=each.role,
                    place=_place(each.geo),
                )
                for each in members
            ]
        )
    return groups


def _note_joined(
    signatures: Mapping[int, Signature],
    groups: Iterable[Iterable[int]],
    joins: Iterable[tuple[int, int]],
    changes: Changes,
) -> None:
    """Note which signatures give their entity no name, since they only join those of another."""
    of = {id_: place for place, group in enumerate(groups) for id_ in group}
    joining = {of[one] for one, other in joins if of[one] != of[other]}
    for id_, place in of.items():
        signature = signatures[id_]
        if signature.is_joined != (place in joining):
            signature.is_joined = place in joining
            signature.save(only=[Signature.is_joined])
            if signature.entity_id is not None:
                changes.entities.add(signature.entity_id)


def _joined(groups: Iterable[list[int]], joins: Iterable[tuple[int, int]]) -> list[list[int]]:
    """`groups`, of which those that are joined are one."""
    of = {id_: group for group in groups for id_ in group}
    for one, other in joins:
        into, group = of[other], of[one]
        if into is not group:
            into += group
            of |= dict.fromkeys(group, into)
    return list({id(group): group for group in of.values()}.values())


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


def _describe(entity: Entity, signatures: list[Signature], decided: Mapping[str, str]) -> None:
    own = [each for each in signatures if not each.is_joined] or signatures
    name = decided.get("name") or _name(own)
    points = [each for each in own if _has_point(each.geo)]
    geo = _commonest(points or own, "geo")
    values = {
        "name": name,
        "key": key(name),
        "slug": slug(name),
        "hash": min(signatures, key=_first).hash,
        "type": decided.get("type") or _commonest(own, "type"),
        "role": _commonest(own, "role"),
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
