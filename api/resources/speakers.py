"""Speakers: who is quoted, how often, directly or not, by which sources.

One query counts them, in one pass over one index, `quote_counted`, in whose order they come: it
holds all that is counted and compared, so that no quote is read. What other filters find is
looked up first, and then met in that pass. So the cost is that of the pass, whatever is asked: it
grows with the collection, by half a second or so for each million quotes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from peewee import (
    BigIntegerField,
    Case,
    ColumnBase,
    IntegerField,
    Model,
    Select,
    TextField,
    fn,
)

from api.database import database
from api.keys import DATED, day_of
from api.models import Entity, Quote, Source
from api.paging import Order
from api.resource import Json, Resource, View
from api.resources.quotes import quotes
from api.resources.shared import dated, published
from api.schemas import QUOTE_TYPES, QuotedSchema
from api.sql import joined

# The filters of quotes that say which are counted.
_FILTERS = frozenset(
    [
        "q",
        "speaker",
        "about",
        "addressee",
        "source",
        "type",
        "polarity",
        "certainty",
        "min_confidence",
    ]
)
_SOURCES = 10


class Counted(Model):
    """How often an entity is quoted: a row of the query below and of no table.

    `sources` is how many quotes each source has: `3:12,7:4`; `first` and `last` are keys of
    quotes that have a date.
    """

    entity = IntegerField(primary_key=True)
    quotes = IntegerField()
    direct = IntegerField()
    indirect = IntegerField()
    mixed = IntegerField()
    first = BigIntegerField(null=True)
    last = BigIntegerField(null=True)
    sources = TextField(null=True)

    class Meta:
        database = database
        table_name = "counted"


_dated = Case(None, [(Quote.id >= DATED, Quote.id)])

_per_source = (
    Quote.select(
        Quote.speaker.alias("entity"),
        Quote.source.alias("source"),
        fn.COUNT(Quote.id).alias("quotes"),
        *(fn.SUM(Case(None, [(Quote.type == kind, 1)], 0)).alias(kind) for kind in QUOTE_TYPES),
        fn.MIN(_dated).alias("first"),
        fn.MAX(_dated).alias("last"),
    )
    .where(Quote.speaker.is_null(is_null=False))
    .group_by(Quote.speaker, Quote.source)
)


def _roll_up(per_source: Select) -> Select:
    """(speaker, source) counts → speakers, each with how many of them there are."""
    counts = per_source.alias("per_source")
    # A sum of sums is no whole number everywhere.
    sums = [
        fn.SUM(getattr(counts.c, name)).cast("bigint").alias(name)
        for name in ("quotes", *QUOTE_TYPES)
    ]
    sources = counts.c.source.concat(":").concat(counts.c.quotes)
    counted = (
        Select([counts], [counts.c.entity, *sums])
        .select_extend(
            fn.MIN(counts.c.first).alias("first"),
            fn.MAX(counts.c.last).alias("last"),
            joined(sources).alias("sources"),
        )
        .group_by(counts.c.entity)
        .cte("counted")
    )
    speakers: Select = (
        Counted.select(
            Counted,
            Entity.public_id,
            Entity.name,
            Entity.key,
            Entity.type,
            Entity.role,
            Counted.select(fn.COUNT(Counted.entity)).alias("total"),
        )
        .join(Entity, on=Counted.entity == Entity.id)
        .with_cte(counted)
    )
    return speakers


def _render(rows: Sequence[Any]) -> list[Json]:
    counts = [_by_source(row.sources) for row in rows]
    # Query: the outlets of these speakers.
    query = Source.select(Source.id, Source.public_id, Source.name)
    found: Any = query.where(Source.id.in_(sorted(set().union(*counts)))).tuples()
    sources = {key: {"id": id_, "name": name} for key, id_, name in found}
    return [
        {
            "id": row.public_id,
            "name": row.name,
            "type": row.type,
            "role": row.role,
            "quotes": row.quotes,
            **{kind: getattr(row, kind) for kind in QUOTE_TYPES},
            "sources": _commonest(
                [{**sources[key], "quotes": quotes} for key, quotes in by_source.items()]
            ),
            "sources_total": len(by_source),
            "first": _day(row.first),
            "last": _day(row.last),
        }
        for row, by_source in zip(rows, counts, strict=True)
    ]


def _by_source(sources: str | None) -> dict[int, int]:
    pairs = (pair.split(":") for pair in sources.split(",")) if sources else ()
    return {int(source): int(quotes) for source, quotes in pairs}


def _commonest(sources: list[Json]) -> list[Json]:
    return sorted(sources, key=lambda source: (-source["quotes"], source["id"]))[:_SOURCES]


def _day(key: int | None) -> str | None:
    return None if key is None else str(day_of(key))


def _met(column: ColumnBase) -> ColumnBase:
    """`column` in a form that no other index has, so that its values are met in the pass; but
    the speaker is what the pass begins with."""
    return column if column is Quote.speaker else fn.COALESCE(column, None)


_dates = {
    **quotes.filters["from"].column,
    "published": published(Quote.published_from, Quote.published_to, _met(Quote.id)),
}

speakers = Resource(
    name="speakers",
    one="speaker",
    summary="Who is quoted, how often, directly or not, by which sources",
    key=Entity.id,
    list=View(_per_source, _render, QuotedSchema),
    roll_up=_roll_up,
    filters={
        name: replace(each, column=_met(each.column))
        for name, each in quotes.filters.items()
        if name.removesuffix("_id") in _FILTERS
    }
    | dated(_dates),
    options={"use_date": quotes.options["use_date"]},
    orders={
        "quotes": Order(columns=(Counted.quotes, Entity.public_id)),
        "name": Order(columns=(Entity.key, Entity.public_id)),
    },
    sort="-quotes",
)
