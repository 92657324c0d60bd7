"""What a name or an id in a request stands for: rows, found before the query that filters by them.

Names and aliases match whole, without case and accents; only a list of entities has those whose
names begin or sound so as well, behind the others. An id matches as it is served; an old one —
the slug of an alias, or one that ends in the hash of a mention — leads to the entity that holds
it now.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from peewee import Select

from api.database import database
from api.folding import key, slug
from api.keys import hash_in
from api.models import Alias, Appearance, Article, Entity, Signature, Source
from api.names import Search, beginning, sounding

type Via = Literal["id", "name", "alias", "slug", "mention", "prefix", "sound"]

_LOOSE: dict[Via, int] = {"prefix": 1, "sound": 2}

_FOUND = 100
_NEAR = 5
_COMPARED = 1000


@dataclass(frozen=True, slots=True)
class Match:
    """A row: its integer `key`, and the `id` and `name` that it is known by outside."""

    key: int
    id: str
    name: str | None
    via: Via

    @property
    def rank(self) -> int:
        """0 where a name or an id matches as a whole; the more, the looser it does."""
        return _LOOSE.get(self.via, 0)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one `input` was taken for; `near` is names like it, where that is nothing. There may
    be more than the matches where these are `cut`."""

    input: str
    matches: tuple[Match, ...]
    near: tuple[str, ...] = ()
    is_cut: bool = False


type Resolver = Callable[[Sequence[str]], list[Resolution]]


def entities_named(names: Sequence[str]) -> list[Resolution]:
    """The entities that have each name: one query, and one or two for a name nobody has."""
    return [
        # Queries: names that sound so.
        Resolution(name, found, () if found else tuple(e.name for e in sounding(name, _NEAR)))
        for name, found in _named(names).items()
    ]


def entities_like(names: Sequence[str]) -> list[Resolution]:
    """The entities that have each name, then those with one that begins as it does, then those
    with one it may be a misspelling of: a hundred, by one query and three or four a name."""
    return [_like(name, found) for name, found in _named(names).items()]


def _like(name: str, called: Sequence[Match]) -> Resolution:
    found = {match.key: match for match in called}
    searches: tuple[tuple[Via, Search], ...] = (("prefix", beginning), ("sound", sounding))
    # Queries: names that begin so; names that sound so.
    for via, search in searches:
        for each in search(name, _FOUND):
            found.setdefault(each.key, Match(each.key, each.id, each.name, via))
    matches = tuple(found.values())
    return Resolution(name, matches[:_FOUND], is_cut=len(matches) >= _FOUND)


def _named(names: Sequence[str]) -> dict[str, tuple[Match, ...]]:
    keys = {name: key(name) for name in names}
    wanted = sorted(set(keys.values()) - {""})
    columns = (Entity.articles, Entity.id, Entity.public_id, Entity.name)
    # Query: the entities of these names, which an editor may have given, and of these aliases.
    called = Entity.select(Entity.key, *columns).where(Entity.key.in_(wanted))
    aliased = Entity.select(Alias.key, *columns).join(Signature).join(Alias)
    found = called.union_all(aliased.where(Alias.key.in_(wanted)))
    matches: dict[str, dict[int, Match]] = {folded: {} for folded in wanted}
    for folded, _, key_, id_, name in sorted(found.tuples(), key=lambda row: (-row[1], row[3])):
        via: Via = "name" if key(name) == folded else "alias"
        matches[folded][key_] = Match(key_, id_, name, via)
    return {name: tuple(matches.get(folded, {}).values()) for name, folded in keys.items()}


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
        Resolution(name, (found[id_],)) if id_ in found else Resolution(name, (), _near(id_))
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


def _near(folded: str) -> tuple[str, ...]:
    """The outlets of ids most like `folded`, out of those that begin as it does."""
    start = folded[:2]
    # Query: sources that begin with the same two letters.
    near = (Source.public_id >= start, Source.public_id < start + "\U0010ffff")
    rows = Source.select(Source.public_id, Source.name).where(*near).limit(_COMPARED)
    names: dict[str, str] = dict(database.execute(rows))
    return tuple(names[close] for close in get_close_matches(folded, names, n=_NEAR))
