"""Conditions: what a filter selects by, each a function (column, value) → expression.

None counts a row twice, and none costs a list its order. The names and ids of a request are keys
of rows by then.
"""

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL, ColumnBase, Expression, Field, Select

from api.extraction.edtf import Days, bounds
from api.fulltext import TextIndex, matching, scored
from api.keys import DATED, first_key

type Condition = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The columns of a date: the days it covers, and the key of the row where that begins with
    the earliest of them (see `api.keys`). `longest` is how many days it can cover, if known.

    Where lists are in the order of another date than this one, `row` is the key of the row: what
    overlaps is looked up by itself then, in an index that begins with `key`.
    """

    earliest: Field
    latest: Field
    key: ColumnBase | None = None
    longest: int | None = None
    row: Field | None = None


equal = operator.eq
at_least = operator.ge


def one_of(column: Field, values: Sequence[Any]) -> Any:
    """One value is an equality, which keeps the order of an index that ends in the row's key."""
    return column == values[0] if len(values) == 1 else column.in_(values)


def unless_common(common: str) -> Condition:
    """`one_of`, where most rows have the value `common`, and those that do not have an index of
    their own."""

    def where(column: Field, values: Sequence[str]) -> Any:
        found = one_of(column, values)
        # In the words of the condition that the index is made with, by which it is recognised.
        return found if common in values else found & (column != SQL(f"'{common}'"))

    return where


def none_of(column: Field, values: Sequence[Any]) -> Any:
    """Rows without a value are none of them."""
    return column.is_null() | column.not_in(values)


def present(column: Field, wanted: bool) -> Any:  # noqa: FBT001  # it is a value
    """Whether there is a value."""
    return column.is_null(not wanted)


@dataclass(frozen=True, slots=True)
class FullText:
    """That the words of a query stand in `columns` of `index`, under the key of the row."""

    index: type[TextIndex]
    columns: str

    def __call__(self, key: Field, query: str) -> Any:
        return matching(key, self.index, query, self.columns)

    def scored(self, key: Field, query: str) -> Select:
        """(key, score) of the rows that match: the higher, the better."""
        return scored(key, self.index, query, self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The columns of a point on earth, and the key of its row."""

    lat: Field
    lon: Field
    row: Field


def within(point: Point, box: str) -> Any:
    """That a point lies in the box `west,south,east,north`, which may lie across the antimeridian.

    It is looked up by itself, in an index of points: a list in any other order would have to be
    read until enough of it lies in the box.
    """
    west, south, east, north = map(float, box.split(","))
    eastward, westward = point.lon >= west, point.lon <= east
    lon = eastward & westward if west <= east else eastward | westward
    return point.row.in_(
        point.row.model.select(point.row).where(point.lat.between(south, north), lon)
    )


def linked(row: Field, value: Field, *conditions: Expression) -> Condition:
    """`row` has one of the values in a table of (`row`, `value`) pairs; `conditions` pick those
    of them that count."""

    def where(key: Field, values: Iterable[Any]) -> Any:
        return key.in_(row.model.select(row).where(one_of(value, list(values)), *conditions))

    return where


def since(dates: Dates, value: str) -> Any:
    """That a date does not end before the partial date `value` begins."""
    first, _ = _days(value)
    overlaps = dates.latest >= first.isoformat()
    if dates.key is not None:
        # What begins earlier than this is over by then: the range that the index is read in.
        longest = dates.longest if dates.longest is not None else first.toordinal()
        begins = date.fromordinal(max(1, first.toordinal() - longest))
        overlaps &= dates.key >= first_key(begins)
    return _looked_up(dates, overlaps)


def until(dates: Dates, value: str) -> Any:
    """That a date does not begin after the partial date `value` ends."""
    _, last = _days(value)
    if dates.key is None:
        return dates.earliest <= last.isoformat()
    # The keys of a day end where those of the next one begin.
    return _looked_up(dates, dates.key.between(DATED, first_key(last) + DATED - 1))


def _looked_up(dates: Dates, overlaps: Any) -> Any:
    if dates.row is None:
        return overlaps
    return dates.row.in_(dates.row.model.select(dates.row).where(overlaps))


def _days(value: str) -> Days:
    days = bounds(value)
    if days is None:
        raise ValueError(f"{value!r} is no partial date")
    return days
