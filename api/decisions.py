"""What editors have decided about entities, kept by mention and not by id.

A decision says of one mention (`a_5b1e0c7d2f34:12-24`, an article and two offsets) one thing:

    name    what the entity is called that has it
    type    of which type that is
    with    whose entity it is of: that of another mention; empty for nobody's but its own
    apart   that it belongs to an entity of its own with all mentions of the same label: it alone
            (`mention LABEL`), or whatever has its name, role and place (`signature LABEL`)

Of two about the same, the one of the higher sequence holds, and of equal ones the greater value,
so that decisions say the same in whatever order they come. One whose mention is not loaded waits
for it: an `Anchor` is a mention that is here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from peewee import EXCLUDED, Select, fn

from api.database import database, in_batches
from api.models import Anchor, Decision, Signature

type Aspect = Literal["name", "type", "with", "apart"]


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about one mention."""

    mention: str
    aspect: Aspect
    value: str
    sequence: int


def mention(article: str, start: int, end: int) -> str:
    """How a mention in an article (its public id) is written."""
    return f"{article}:{start}-{end}"


def next_sequence() -> int:
    """The sequence of a decision that holds against all there are."""
    return int(Decision.select(fn.COALESCE(fn.MAX(Decision.sequence), 0)).scalar()) + 1


def record(decisions: Iterable[Decided]) -> None:
    """Keep `decisions`, but for those that others hold against."""
    for each in decisions:
        holds_against = (Decision.sequence < EXCLUDED.sequence) | (
            (Decision.sequence == EXCLUDED.sequence) & (Decision.value < EXCLUDED.value)
        )
        Decision.insert(
            mention=each.mention, aspect=each.aspect, value=each.value, sequence=each.sequence
        ).on_conflict(
            conflict_target=[Decision.mention, Decision.aspect],
            preserve=[Decision.value, Decision.sequence],
            where=holds_against,
        ).execute()


def decided() -> Iterator[Decided]:
    """Every decision, by mention and aspect."""
    columns = (Decision.mention, Decision.aspect, Decision.value, Decision.sequence)
    query = Decision.select(*columns).order_by(Decision.mention, Decision.aspect)
    return (Decided(*row) for row in database.execute(query))


def placed[T](article: str, places: Mapping[tuple[int, int], T]) -> dict[str, T]:
    """The mentions of an article (its public id) that decisions name, and what is there now.

    `places` are the mentions that were read. What was decided of words that are no longer read
    as a mention holds for the first one that overlaps them.
    """
    first, last = f"{article}:", f"{article};"
    named = {
        name
        for column in (Decision.mention, Decision.value)
        for (name,) in database.execute(
            Decision.select(column).where(column >= first, column < last)
        )
    }
    found = {}
    for name in named:
        start, end = map(int, name.rpartition(":")[2].split("-"))
        overlapping = [at for at in places if at[0] < end and start < at[1]]
        if overlapping:
            found[name] = places[(start, end) if (start, end) in places else min(overlapping)]
    return found


def marks[T](found: Mapping[str, T]) -> dict[T, str]:
    """What of that which `placed` has found stands apart from all else: the label of each."""
    apart = Decision.select(Decision.mention, Decision.value).where(Decision.aspect == "apart")
    return {
        found[name]: label
        for names in in_batches(found)
        for name, value in _in_turn(apart.where(Decision.mention.in_(names)))
        for scope, label in [value.split()]
        if scope == "mention"
    }


def anchor(article: int, signatures: Mapping[str, int]) -> None:
    """Note the signatures that mentions of an article, as decisions name them, have now."""
    Anchor.delete().where(Anchor.article == article).execute()
    for name, signature in signatures.items():
        Anchor.insert(mention=name, article=article, signature=signature).execute()


def anchored(article: int) -> set[int]:
    """The signatures that decisions about an article speak of, and those they join these with."""
    query = Anchor.select(Anchor.signature).where(Anchor.article == article)
    own = {signature for (signature,) in database.execute(query)}
    return own.union(*joins(own))


def joins(signatures: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs that decisions join of which one is of `signatures`: (joining, joined)."""
    return {(one, other) for _, one, other in joining(signatures)}


def joining(signatures: Iterable[int]) -> list[tuple[str, int, int]]:
    """What joins one of `signatures` with another: (mention, joining, joined)."""
    keys = set(signatures)
    one, other = Anchor.alias(), Anchor.alias()
    query = (
        Decision.select(Decision.mention, one.signature, other.signature)
        .join(one, on=one.mention == Decision.mention)
        .join(other, on=other.mention == Decision.value)
        .where(Decision.aspect == "with")
    )
    return [
        row
        for batch in in_batches(keys)
        for end in (one, other)
        for row in database.execute(query.where(end.signature.in_(batch)))
    ]


def labels(signatures: Iterable[int]) -> dict[int, str]:
    """The labels of those of `signatures` that stand apart as a whole."""
    found = {}
    query = Decision.select(Anchor.signature, Decision.value).join(
        Anchor, on=Anchor.mention == Decision.mention
    )
    for keys in in_batches(signatures):
        apart = query.where(Decision.aspect == "apart", Anchor.signature.in_(keys))
        for signature, value in _in_turn(apart):
            scope, label = value.split()
            if scope == "signature":
                found[signature] = label
    return found


def names_and_types(entities: Iterable[int]) -> dict[int, dict[str, str]]:
    """The `name` and the `type` that were decided of each of `entities`."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    query = (
        Decision.select(Signature.entity, Decision.aspect, Decision.value)
        .join(Anchor, on=Anchor.mention == Decision.mention)
        .join(Signature, on=Anchor.signature == Signature.id)
        .where(Decision.aspect.in_(("name", "type")))
    )
    for keys in in_batches(entities):
        for entity, aspect, value in _in_turn(query.where(Signature.entity.in_(keys))):
            found[entity][aspect] = value
    return found


def _in_turn(query: Select) -> Iterator[tuple[Any, ...]]:
    """The rows of `query`, those of decisions that hold against others after these."""
    # Sorted here: the database would read all decisions in the order of an index instead.
    ranked = query.select_extend(Decision.sequence, Decision.value, Decision.mention)
    rows = sorted(database.execute(ranked), key=lambda row: row[-3:])
    return (row[:-3] for row in rows)
