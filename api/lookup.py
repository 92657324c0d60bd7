"""What a name or an id in a request stands for: rows, found before the query that filters by them.

Names and aliases match whole, without case and accents. An id matches as it is served; an old
one — the slug of an alias, or one that ends in the hash of a mention — leads to the entity that
holds it now.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Any, Literal

from peewee import Select

from api.folding import key, slug
from api.keys import hash_in
from api.models import Alias, Appearance, Article, Entity, Signature, Source

type Via = Literal["id", "name", "alias", "slug", "mention"]

_NEAR = 5
_COMPARED = 1000


@dataclass(frozen=True, slots=True)
class Match:
    """A row: its integer `key`, and the `id` and `name` that it is known by outside."""

    key: int
    id: str
    name: str | None
    via: Via


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one `input` was taken for; `near` is names like it, where that is nothing."""

    input: str
    matches: tuple[Match, ...]
    near: tuple[str, ...] = ()


type Resolver = Callable[[Sequence[str]], list[Resolution]]


def entities_named(names: Sequence[str]) -> list[Resolution]:
    """The entities that have each name: one query, and one for each name that nobody has."""
    keys = {name: key(name) for name in names}
    # Query: the entities of these aliases, those of most articles first.
    found: Any = (
        Entity.select(
            Alias.key, Entity.articles, Entity.id, Entity.public_id, Entity.name, Entity.key
        )
        .join(Signature)
        .join(Alias)
        .where(Alias.key.in_(sorted(set(keys.values()))))
        .distinct()
        .order_by(Alias.key, Entity.articles.desc(), Entity.public_id)
        .tuples()
    )
    matches = {
        alias: tuple(
            Match(id_, public_id, name, "name" if own == alias else "alias")
            for _, _, id_, public_id, name, own in rows
        )
        for alias, rows in groupby(found, key=lambda row: row[0])
    }
    return [
        Resolution(name, matches[folded])
        if folded in matches
        else Resolution(name, (), _near(folded, Alias.select(Alias.key, Alias.form), Alias.key))
        for name, folded in keys.items()
    ]


def entities_of(ids: Sequence[str]) -> list[Resolution]:
    """The entity of each id, of an old one too: one query, and `entity_of` for what is left."""
    # Query: the entities of these ids.
    found = _by_id(Entity, Entity.name, ids)
    return [
        Resolution(id_, (found[id_],) if id_ in found else entity_of(id_))
        for id_ in dict.fromkeys(ids)
    ]


def entity_of(id_: str) -> tuple[Match, ...]:
    """The entities that `id_` leads to: one, or the choices that a bare slug leaves."""
    columns = (Entity.id, Entity.public_id, Entity.name)
    # Queries, until one finds: by the id, by a shared slug, by the slug of an alias, by the
    # hash of a mention.
    attempts: tuple[tuple[Via, Select], ...] = (
        ("id", Entity.select(*columns).where(Entity.public_id == id_)),
        ("slug", Entity.select(*columns).where(Entity.slug == id_)),
        (
            "alias",
            Entity.select(*columns).join(Signature).join(Alias).where(Alias.slug == id_).distinct(),
        ),
        (
            "mention",
            Entity.select(*columns)
            .join(Signature)
            .join(Appearance)
            .where(Appearance.hash == hash_in(id_))
            .distinct(),
        ),
    )
    for via, query in attempts:
        rows: Any = query.order_by(Entity.public_id).tuples()
        if found := tuple(Match(key_, public_id, name, via) for key_, public_id, name in rows):
            return found
    return ()


def sources_named(names: Sequence[str]) -> list[Resolution]:
    """The outlet of each name or id: one query, and one for each that there is none of."""
    slugs = {name: slug(name) for name in names}
    # Query: the sources of these names.
    found = _by_id(Source, Source.name, slugs.values())
    return [
        Resolution(name, (found[id_],))
        if id_ in found
        else Resolution(
            name, (), _near(id_, Source.select(Source.public_id, Source.name), Source.public_id)
        )
        for name, id_ in slugs.items()
    ]


def articles_of(ids: Sequence[str]) -> list[Resolution]:
    """The article of each id: one query."""
    # Query: the articles of these ids.
    found = _by_id(Article, Article.title, ids)
    return [Resolution(id_, (found[id_],) if id_ in found else ()) for id_ in dict.fromkeys(ids)]


def exactly(table: Any) -> Callable[[str], tuple[Match, ...]]:
    """How a row of `table` is found by its id, which nothing else leads to."""

    def find(id_: str) -> tuple[Match, ...]:
        return tuple(_by_id(table, table.public_id, [id_]).values())

    return find


def _by_id(table: Any, name: Any, ids: Iterable[str]) -> dict[str, Match]:
    rows = (
        table.select(table.id, table.public_id, name)
        .where(table.public_id.in_(sorted(set(ids))))
        .tuples()
    )
    return {public_id: Match(key_, public_id, label, "id") for key_, public_id, label in rows}


def _near(folded: str, candidates: Select, column: Any) -> tuple[str, ...]:
    """The names most like `folded`, out of (folded, name) rows that begin as it does."""
    start = folded[:2]
    if not start:
        return ()
    # Query: names that begin with the same two letters.
    rows = candidates.where(column >= start, column < start + "\U0010ffff").limit(_COMPARED)
    names = dict(rows.tuples())
    return tuple(names[close] for close in get_close_matches(folded, names, n=_NEAR))
