"""What a list endpoint is: a `Resource` declares one, and its `Filter`s are data.

The schema of the arguments, the condition in SQL and the OpenAPI parameter all derive from the
declaration.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, fields
from peewee import Field, Select, ValuesList, fn

from api.arguments import Choice, References, Selection, Text, Whole
from api.conditions import Condition, FullText
from api.formats import FORMATS
from api.lookup import Match, entities_named, entities_of
from api.models import first
from api.paging import COUNTED, Order, Sort
from api.schemas import OFFSETS

RELEVANCE = "relevance"

_SORT = (
    "The order; a minus turns it. By `relevance`, which needs `q`, are ranked the newest "
    f"{COUNTED:,} matches."
)

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """One argument of a list; `where(column, value)` is what it selects by.

    `column` may be a mapping: the argument `use_date` then says which of its columns is meant.
    A filter that is `best_first` names the records themselves, and the list begins with those
    that the name fits best.
    """

    column: Any
    where: Condition
    argument: fields.Field[Any]
    best_first: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """How rows become records: the columns to read, and what is made of them at once, in a fixed
    number of queries. `render` is given the values of the `options`, each by its name."""

    rows: Select
    render: Callable[..., list[Json]]
    schema: type[Schema]
    options: Mapping[str, fields.Field[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detail:
    """What else there is of a record, under its path (`/quotes/{id}/context`)."""

    view: View
    summary: str


type Extra = Callable[[Sequence[Any], Sequence[Json], Mapping[str, Any]], list[Json]]
"""What an option adds to each record of a list: (rows, records, arguments) → fields."""


@dataclass(frozen=True, slots=True)
class Part:
    """A list under a record (`/entities/{id}/quotes`): the filter that the record is bound to,
    and the order it is served in."""

    filter: str
    sort: str


def _nothing(_id: str) -> Sequence[Match]:
    """How a record is found where there are none by themselves."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One collection of records, served as a list and, where there is an `item`, one by one.

    `one` is what a single record is called, `key` the integer key of its row. `find` leads from
    an id, such as `example`, to rows; where the resource is `aliased`, from old ids too. `sort`
    names the order of the list where no other is asked for. `article` is the column with the
    key of the article that the offsets of a record count in, None where it has no offsets.
    `extras` are what those of the `options` that are given add to the records of the list, and
    `group` is the column by which the option `collapse` takes rows for one, null where a row is
    alone. Where the list counts rows of others, `roll_up` makes its own rows of those that were
    selected; they have how many they are in `total`, so that nothing is counted twice.
    """

    name: str
    one: str
    summary: str
    key: Field
    list: View
    filters: Mapping[str, Filter]
    orders: Mapping[str, Order]
    sort: str
    find: Callable[[str], Sequence[Match]] = _nothing
    example: str = ""
    item: View | None = None
    roll_up: Callable[[Select], Select] | None = None
    options: Mapping[str, fields.Field[Any]] = field(default_factory=dict)
    extras: Mapping[str, Extra] = field(default_factory=dict)
    group: Field | None = None
    article: Field | None = None
    aliased: bool = False
    parts: Mapping[str, Part] = field(default_factory=dict)
    details: Mapping[str, Detail] = field(default_factory=dict)

    def list_arguments(self, sort: str) -> dict[str, fields.Field[Any]]:
        """Every parameter of the list, in the order that the documentation has them."""
        sorts = [sign + name for name in self.orders for sign in ("", "-")]
        if self.search is not None:
            sorts.append(RELEVANCE)
        return {
            **{name: each.argument for name, each in self.filters.items()},
            **self.options,
            "sort": Choice(_SORT, sorts, default=sort),
            "limit": Whole("Records on a page.", least=1, most=200, default=25),
            "cursor": Text("Where the page begins: the cursor of `links.next`.", longest=1000),
            "count": Choice(
                f"How the list is counted: up to {COUNTED:,}, exactly, or not at all.",
                ("bounded", "exact", "none"),
                default="bounded",
            ),
            "format": Choice("The format; goes before `Accept`.", [each.name for each in FORMATS]),
            **self._common_arguments(self.list),
        }

    def item_arguments(self, view: View) -> dict[str, fields.Field[Any]]:
        """Every parameter of a single record, or of a detail of it, as `view` shows it."""
        return {**view.options, **self._common_arguments(view)}

    def _common_arguments(self, view: View) -> dict[str, fields.Field[Any]]:
        # What a record does not always have it has where an option asks for it, whatever else.
        served = [name for name, each in view.schema().fields.items() if each.required]
        arguments: dict[str, fields.Field[Any]] = {
            "select": Selection("The fields to serve, all where none is named.", served)
        }
        if self.article is not None:
            arguments["offsets"] = Choice(
                "What `start` and `end` count: code points, or UTF-16 units as JavaScript does.",
                OFFSETS,
                default=OFFSETS[0],
            )
        return arguments

    def _conditions(self, values: Mapping[str, Any]) -> Iterator[Any]:
        """What selects the rows that the filters in `values` ask for."""
        for name, each in self.filters.items():
            value = values.get(name)
            if value is not None:
                column = each.column
                if isinstance(column, Mapping):
                    column = column[values["use_date"]]
                yield each.where(column, value)

    def rows(self, values: Mapping[str, Any]) -> Select:
        """The rows that `values` ask for."""
        conditions = [*self._conditions(values), *self._collapsed(values)]
        rows = self.list.rows.where(*conditions) if conditions else self.list.rows
        return rows if self.roll_up is None else self.roll_up(rows)

    def _collapsed(self, values: Mapping[str, Any]) -> Iterator[Any]:
        """Where `collapse` is given, that a row is alone, or the first of its group of those that
        the filters ask for."""
        if self.group is not None and values.get("collapse"):
            firsts = self.key.model.select(first(self.key))
            several = self.group.is_null(is_null=False)
            of_groups = firsts.where(several, *self._conditions(values)).group_by(self.group)
            # Alone is what most rows are: in a form that no index has, or the list lost its order.
            yield (fn.COALESCE(self.group, 0) == 0) | self.key.in_(of_groups)

    @property
    def search(self) -> FullText | None:
        """The full text that `q` looks in, if there is any."""
        each = self.filters.get("q") if self.roll_up is None else None
        return each.where if each is not None and isinstance(each.where, FullText) else None

    def ranked(self, search: FullText, values: Mapping[str, Any]) -> tuple[Select, Sort]:
        """The newest rows that `values` ask for, `COUNTED` at most, by how well `q` is matched."""
        others = [*self._conditions({**values, "q": None}), *self._collapsed(values)]
        newest = search.scored(self.key, values["q"]).where(*others).order_by(self.key.desc())
        best = newest.limit(COUNTED).alias("best")
        rows = self.list.rows.select_extend(best.c.score).join(best, on=self.key == best.c.key)
        return rows, Sort(Order(columns=(best.c.score, self.key)), descending=True)

    def best_first(self, rows: Select, sort: Sort, ranks: Mapping[int, int]) -> tuple[Select, Sort]:
        """`rows` by the ranks of their keys, the least first, and then as `sort` has them."""
        sign = -1 if sort.descending else 1
        best = ValuesList([(key, sign * rank) for key, rank in ranks.items()]).alias("best")
        # What the columns of a list of values are called in every database.
        key, rank = best.c.column1, best.c.column2
        joined = rows.select_extend(rank).join(best, on=self.key == key)
        order = Order(columns=(rank, *sort.order.columns))
        return joined, Sort(order, descending=sort.descending)

    def sorted_by(self, sort: str) -> Sort:
        """The order that `sort` names."""
        return Sort(self.orders[sort.removeprefix("-")], descending=sort.startswith("-"))


def named(
    name: str, column: Any, where: Condition, description: str, *, example: str, id_example: str
) -> dict[str, Filter]:
    """The two filters for an entity: `speaker` takes names and aliases, `speaker_id` ids."""
    by_name = References(f"{description}: a name or an alias.", entities_named, example=example)
    by_id = References(f"{description}: an id.", entities_of, example=id_example)
    return {name: Filter(column, where, by_name), f"{name}_id": Filter(column, where, by_id)}
