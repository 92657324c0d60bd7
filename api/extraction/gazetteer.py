"""What every article takes for granted: states, their peoples and capitals, great organisations."""

from collections.abc import Iterator
from functools import cache

from api.extraction.lexicons import lines

_CITY = 3  # the column of `regions.txt` that not all lines have


@cache
def states() -> dict[str, str]:
    """Every name of a state → its common name: `U.S.` → `United States`."""
    return {alias: row[0][0] for row in _rows("states.txt") for alias in row[0] + row[1]}


@cache
def peoples() -> dict[str, str]:
    """Adjectives and peoples → their state: `Russian`, `Russians` → `Russia`."""
    return {word: row[0][0] for row in _rows("states.txt") for word in row[2]}


@cache
def capitals() -> dict[str, str]:
    """Capitals → their state: `Kyiv` and `Kiev` → `Ukraine`."""
    return {city: row[0][0] for row in _rows("states.txt") for city in row[3]}


@cache
def first_capitals() -> dict[str, str]:
    """Capitals → the first spelling of each: `Kiev` → `Kyiv`."""
    return {city: row[3][0] for row in _rows("states.txt") for city in row[3]}


@cache
def seats() -> dict[str, str]:
    """Buildings and streets that stand for a government → the state: `Kremlin` → `Russia`."""
    return {row[0][0]: row[1][0] for row in _rows("seats.txt")}


@cache
def regions() -> dict[str, str]:
    """Provinces and federal states, also shortened → their common name: `Calif.` → `California`."""
    return {alias: row[0][0] for row in _rows("regions.txt") for alias in row[0] + row[1]}


@cache
def states_of_regions() -> dict[str, str]:
    """Provinces and federal states, by their common name → their state."""
    return {row[0][0]: row[2][0] for row in _rows("regions.txt")}


@cache
def cities_of_regions() -> dict[str, str]:
    """First-level regions outside the U.S., by their common name → a city in each."""
    return {row[0][0]: row[3][0] for row in _rows("regions.txt") if len(row) > _CITY}


@cache
def organisations() -> dict[str, str]:
    """Well-known organisations, also shortened → their common name: `WHO` → …"""
    return {alias: row[0][0] for row in _rows("organisations.txt") for alias in row[0] + row[1]}


def _rows(name: str) -> Iterator[list[list[str]]]:
    """The columns of each line, parted by `|`; the terms of each, parted by commas."""
    for line in lines(name):
        yield [
            [term.strip() for term in column.split(",") if term.strip()]
            for column in line.split("|")
        ]
