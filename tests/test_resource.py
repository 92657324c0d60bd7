"""What a declaration becomes: arguments, conditions, an order."""

from datetime import date
from typing import Any

import pytest
from peewee import IntegerField, Model, SqliteDatabase, TextField
from werkzeug.datastructures import MultiDict

from api.arguments import References
from api.conditions import Dates, at_least, none_of, one_of, present, since, until
from api.keys import first_key, integer_key
from api.resource import named
from api.resources import RESOURCES
from api.routes import routes


class Thing(Model):
    id = IntegerField(primary_key=True)
    number = IntegerField(null=True)
    first = TextField(null=True)
    last = TextField(null=True)


@pytest.fixture
def things() -> Any:
    memory = SqliteDatabase(":memory:")
    with memory.bind_ctx([Thing]), memory.connection_context():
        memory.create_tables([Thing])
        yield


@pytest.mark.parametrize(
    ("where", "value", "found"),
    [
        (one_of, [1], [1]),
        (one_of, [1, 2], [1, 2]),
        (one_of, [], []),
        # what has no value is none of them
        (none_of, [1], [2, None]),
        (none_of, [], [1, 2, None]),
        (present, True, [1, 2]),
        (present, False, [None]),
        (at_least, 2, [2]),
    ],
)
def test_conditions(things: None, where: Any, value: object, found: list[int | None]) -> None:
    Thing.insert_many([(1, 1), (2, 2), (3, None)], fields=[Thing.id, Thing.number]).execute()
    query = Thing.select().where(where(Thing.number, value)).order_by(Thing.id)
    assert [thing.number for thing in query] == found


DAY, MONTH, YEAR, WINTER, NEVER = (
    ("2025-03-10", "2025-03-10"),
    ("2025-03-01", "2025-03-31"),
    ("2025-01-01", "2025-12-31"),
    ("2024-12-01", "2025-02-28"),
    (None, None),
)


@pytest.mark.parametrize(
    ("where", "value", "found"),
    [
        (since, "2025-03-11", [MONTH, YEAR]),
        (since, "2025-03-10", [DAY, MONTH, YEAR]),
        (since, "2025-12-31", [YEAR]),
        (since, "2026", []),
        (since, "2025-02-01", [DAY, MONTH, YEAR, WINTER]),
        (since, "0001", [DAY, MONTH, YEAR, WINTER]),
        (until, "2025-03-09", [MONTH, YEAR, WINTER]),
        (until, "2025-03", [DAY, MONTH, YEAR, WINTER]),
        (until, "2025-01-01", [YEAR, WINTER]),
        (until, "2024-11", []),
        (until, "9999", [DAY, MONTH, YEAR, WINTER]),
    ],
)
@pytest.mark.parametrize("keyed", [True, False])
def test_a_date_is_found_where_its_days_overlap(
    things: None, where: Any, value: str, found: list[tuple[str, str]], keyed: bool
) -> None:
    dates = [DAY, MONTH, YEAR, WINTER, NEVER]
    for number, (first, last) in enumerate(dates):
        key = integer_key(day_of(first), f"q_{number:012}") if keyed else number
        Thing.create(id=key, number=number, first=first, last=last)
    columns = Dates(
        earliest=Thing.first,
        latest=Thing.last,
        key=Thing.id if keyed else None,
        longest=366 if keyed else None,
    )
    query = Thing.select().where(where(columns, value)).order_by(Thing.number)
    assert [(thing.first, thing.last) for thing in query] == found


def day_of(day: str | None) -> Any:
    return date.fromisoformat(day) if day else None


def test_the_last_day_has_keys_too(things: None) -> None:
    Thing.create(id=first_key(day_of("9999-12-31")), first="9999-12-31", last="9999-12-31")
    columns = Dates(earliest=Thing.first, latest=Thing.last, key=Thing.id)
    assert Thing.select().where(until(columns, "9999-12-31")).count() == 1


def test_every_name_has_its_id() -> None:
    pair = named("ally", Thing.number, one_of, "Who helped", example="Lind", id_example="ivo-lind")
    assert list(pair) == ["ally", "ally_id"]
    for resource in RESOURCES.values():
        for name, each in resource.filters.items():
            if isinstance(each.argument, References) and not name.endswith("_id"):
                assert f"{name}_id" in resource.filters or name in {"name", "source"}


def test_every_sort_is_offered_in_both_directions() -> None:
    for route in routes(RESOURCES):
        if not route.is_item:
            [validator] = route.arguments.schema.fields["sort"].validators
            names = set(route.resource.orders)
            ranked = {"relevance"} if route.resource.search else set()
            assert set(validator.choices) == names | {f"-{name}" for name in names} | ranked


def test_a_list_under_a_record_takes_neither_the_name_nor_the_id() -> None:
    bound = {route.path: route.arguments.bound for route in routes(RESOURCES) if route.parent}
    assert bound == {
        "/articles/{id}/quotes": {"article_id"},
        "/articles/{id}/events": {"article_id"},
        "/entities/{id}/quotes": {"speaker", "speaker_id"},
        "/entities/{id}/events": {"about", "about_id"},
        "/entities/{id}/articles": {"mentions", "mentions_id"},
    }


@pytest.mark.parametrize("route", list(routes(RESOURCES)), ids=lambda route: route.path)
def test_defaults(route: Any) -> None:
    arguments = route.arguments.read(MultiDict())
    if route.is_item:
        assert arguments.items() <= {"offsets": "codepoint", "paragraphs": 1}.items()
    else:
        assert (arguments["limit"], arguments["count"]) == (25, "bounded")
        assert arguments["sort"] == (route.part or route.resource).sort
