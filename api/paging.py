"""Keyset paging: the order of a list, and the page of it that follows a place.

A list is sorted by columns of which the last is a key of its own for each record, all in one
direction, so that a page is a range of an index and the last page costs what the first one does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import ColumnBase, ForeignKeyField, Select, TextField, Tuple

from api.cursor import Place

COUNTED = 10_000
"""More are counted only on demand: nobody pages through ten thousand records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """By `columns`, the last of which is unique.

    Records without a value come last in either direction. They are those whose first column
    is below `least`, where there can be any.
    """

    columns: tuple[ColumnBase, ...]
    least: int | None = None

    def ranges(self, after: Place | None, *, descending: bool) -> Iterator[Any]:
        """The condition of each range that is left behind `after`, in list order."""
        behind = [] if after is None else [self._behind(after, descending=descending)]
        first = self.columns[0]
        if self.least is None or descending:
            yield behind
            return
        if after is None or int(after[0]) >= self.least:
            yield [first >= self.least, *behind]
            behind = []
        yield [first < self.least, *behind]

    def has(self, place: Place) -> bool:
        """Whether `place` is one that a record of this order can have."""
        return len(place) == len(self.columns) and all(
            isinstance(value, str) == isinstance(column, TextField)
            for value, column in zip(place, self.columns, strict=True)
        )

    def _behind(self, place: Place, *, descending: bool) -> Any:
        left, right = Tuple(*self.columns), Tuple(*place)
        return left < right if descending else left > right


@dataclass(frozen=True, slots=True)
class Sort:
    """An order and its direction, as `sort=` names it."""

    order: Order
    descending: bool

    def place(self, row: Any) -> Place:
        """Where `row` stands."""
        return tuple(getattr(row, _attribute(column)) for column in self.order.columns)

    def fetch(self, query: Select, after: Place | None, limit: int) -> list[Any]:
        """The first `limit` rows of `query` behind `after`: one query, or two where it ends."""
        directed = [
            column.desc() if self.descending else column.asc() for column in self.order.columns
        ]
        rows: list[Any] = []
        for conditions in self.order.ranges(after, descending=self.descending):
            part = query.order_by(*directed).limit(limit - len(rows)).objects()
            rows.extend(part.where(*conditions) if conditions else part)
            if len(rows) == limit:
                break
        return rows


def _attribute(column: Any) -> str:
    """Where a row has the value of `column`; that of a foreign key is not the row it leads to."""
    name: str = column.object_id_name if isinstance(column, ForeignKeyField) else column.name
    return name


def count(query: Select, bound: int | None) -> tuple[int, str]:
    """How many rows `query` has: (value, `eq`), or (`bound`, `gte`) where there are more."""
    if bound is None:
        return query.count(), "eq"
    found = query.limit(bound + 1).count()
    return (bound, "gte") if found > bound else (found, "eq")
