"""Orders: which ranges a list is read in, and where a page goes on."""

from collections.abc import Iterator

import pytest
from peewee import IntegerField, Model, SqliteDatabase, TextField

from api.paging import Order, Sort, count

LEAST = 100


class Thing(Model):
    id = IntegerField(primary_key=True)
    name = TextField()


BY_ID = Order(columns=(Thing.id,), least=LEAST)
BY_NAME = Order(columns=(Thing.name, Thing.id))

# Ids below 100 are those of things without a date.
THINGS = [(3, "b"), (7, "a"), (101, "b"), (102, "c"), (205, "a")]


@pytest.fixture(autouse=True)
def things() -> Iterator[None]:
    memory = SqliteDatabase(":memory:")
    with memory.bind_ctx([Thing]), memory.connection_context():
        memory.create_tables([Thing])
        Thing.insert_many(THINGS, fields=[Thing.id, Thing.name]).execute()
        yield


@pytest.mark.parametrize(
    ("order", "descending", "ids"),
    [
        (BY_ID, True, [205, 102, 101, 7, 3]),
        # what has no value comes last in this direction too
        (BY_ID, False, [101, 102, 205, 3, 7]),
        # ties by id in the direction of the key
        (BY_NAME, False, [7, 205, 3, 101, 102]),
        (BY_NAME, True, [102, 101, 3, 205, 7]),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 9])
def test_pages_join_to_the_list(order: Order, descending: bool, ids: list[int], limit: int) -> None:
    sort = Sort(order, descending=descending)
    found: list[int] = []
    after = None
    while page := sort.fetch(Thing.select(), after, limit):
        found += [thing.id for thing in page]
        after = sort.place(page[-1])
    assert found == ids


@pytest.mark.parametrize(
    ("order", "place", "fits"),
    [
        (BY_ID, (101,), True),
        (BY_ID, ("101",), False),
        (BY_ID, (1, 2), False),
        (BY_ID, (), False),
        (BY_NAME, ("a", 7), True),
        (BY_NAME, (7, "a"), False),
        (BY_NAME, ("a",), False),
    ],
)
def test_a_place_has_a_value_of_its_kind_for_each_column(
    order: Order, place: tuple[str | int, ...], fits: bool
) -> None:
    assert order.has(place) is fits


@pytest.mark.parametrize(
    ("bound", "counted"),
    [(None, (5, "eq")), (6, (5, "eq")), (5, (5, "eq")), (4, (4, "gte"))],
)
def test_counts_stop_at_their_bound(bound: int | None, counted: tuple[int, str]) -> None:
    assert count(Thing.select(), bound) == counted
