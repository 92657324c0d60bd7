"""The names that entities are found by: as they are typed, and as they are misspelt.

An entity has a row for each folded form of its name, and one for what is left of a form from
each later word on, so that whatever begins at a word is one range of an index:

    Bank of Norland   → bank of norland, of norland, norland

The rows lie in tiers: whole forms before parts, and within those by the binary logarithm of the
number of articles, so that the first rows of a range are the best of it however many there are.
A count that grows moves its rows a few times in all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from peewee import Select

from api.database import database, in_batches
from api.folding import key
from api.models import Entity, Name
from api.sounds import likeness, misheard, sound

# Whole forms are in the tiers below this, parts in those from it on.
_PARTS = 32
_TIERS = tuple(range(2 * _PARTS))

# Names are as long as lines in the world; their beginnings will do.
_LONGEST_TERM = 80
_LATER_WORDS = 5

# Names that are looked at: more than are ever answered, since an entity has several.
_LOOKED_AT = 200

# Below this a name of the same sound is another name.
_ALIKE = 0.7

_LAST = "\U0010ffff"

_COLUMNS = (Name.tier, Name.term, Name.entity, Name.type, Name.sound)


@dataclass(frozen=True, slots=True)
class Found:
    """An entity, and the folded name that it was found by."""

    key: int
    id: str
    name: str
    type: str
    role: str | None
    articles: int
    term: str
    tier: int

    @property
    def is_part(self) -> bool:
        """Whether a name goes on so from a later word on, and does not begin so."""
        return self.tier >= _PARTS


type Search = Callable[[str, int], list[Found]]


def rename(entity: Entity, forms: Iterable[str]) -> None:
    """Let `entity` be found by the folded `forms` alone."""
    wanted = set(_rows(entity, {form[:_LONGEST_TERM] for form in forms if form}))
    present = set(database.execute(Name.select(*_COLUMNS).where(Name.entity == entity.id)))
    for tier, term, *_ in present - wanted:
        own = (Name.tier == tier, Name.term == term, Name.entity == entity.id)
        Name.delete().where(*own).execute()
    for batch in in_batches(wanted - present):
        Name.insert_many(batch, _COLUMNS).execute()


def beginning(text: str, limit: int, types: Sequence[str] = ()) -> list[Found]:
    """The entities, of `types` if there are any, with a name that begins as `text` does.

    Those called just so come first, then those whose name begins so, then those of whose name a
    later word does; of each those of most articles first.
    """
    start = key(text)[:_LONGEST_TERM]
    # What ends in a blank ends in a whole word.
    further = f"{start} " if text[-1:].isspace() else start
    if not start:
        return []
    in_tiers = _entities().where(Name.tier.in_(_TIERS))
    rows: list[Found] = []
    for query in [in_tiers.where(Name.type == each) for each in types] or [in_tiers]:
        # Queries: those called just so; those whose name goes on.
        rows += _best(query.where(Name.term == start))
        rows += _best(query.where(Name.term > further, Name.term < further + _LAST))
    return _distinct(rows, lambda found: (found.term != start, found.is_part))[:limit]


def sounding(text: str, limit: int, types: Sequence[str] = ()) -> list[Found]:
    """The entities, of `types` if there are any, with a name that `text` may be a misspelling of:
    those of the same sound, or else of nearly the same. The likest come first."""
    name = key(text)
    code = sound(name)
    if not code:
        return []
    # Queries: those of the same sound; where there are none, of nearly the same.
    for condition in (Name.sound == code, Name.sound.in_(sorted(misheard(code)))):
        found = _best(_entities().where(condition))
        close = [each for each in found if likeness(name, each.term) >= _ALIKE]
        if close := [each for each in close if not types or each.type in types]:
            return _distinct(close, lambda each: (-likeness(name, each.term),))[:limit]
    return []


def _rows(entity: Entity, forms: set[str]) -> Iterator[tuple[int, str, int, str, str]]:
    tier = _PARTS - min(entity.articles.bit_length(), _PARTS)
    parts: set[str] = set()
    for form in forms:
        words = form.split(maxsplit=_LATER_WORDS)
        parts.update(" ".join(words[place:]) for place in range(1, len(words)))
    for form in forms:
        yield tier, form, entity.id, entity.type, sound(form)
    for part in parts - forms:
        yield _PARTS + tier, part, entity.id, entity.type, ""


def _entities() -> Select:
    columns = (Entity.id, Entity.public_id, Entity.name, Entity.type, Entity.role, Entity.articles)
    query: Select = Name.select(*columns, Name.term, Name.tier).join(Entity)
    return query


def _best(query: Select) -> list[Found]:
    """The first rows of `query`, tier by tier."""
    rows = query.order_by(Name.tier, Name.term, Name.entity).limit(_LOOKED_AT)
    return [Found(*row) for row in database.execute(rows)]


def _distinct(found: Iterable[Found], rank: Callable[[Found], tuple[float, ...]]) -> list[Found]:
    """Each entity once, by the best of its names; of equals those of most articles first."""
    ranked = sorted(found, key=lambda each: (*rank(each), -each.articles, each.id, each.term))
    return list({each.key: each for each in reversed(ranked)}.values())[::-1]
