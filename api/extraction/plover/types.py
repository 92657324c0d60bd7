"""The types of event: PLOVER's sixteen with CAMEO roots, quad class and intensity, and ours."""

from dataclasses import dataclass
from functools import cache

from api.extraction.lexicons import lines


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event.

    `roots` are CAMEO codes or ranges of them; `quad` is 1 verbal cooperation, 2 material
    cooperation, 3 verbal conflict, 4 material conflict; `intensity` lies between -10 and 10.
    The types for news that is not politics have none of these.
    """

    name: str
    roots: tuple[str, ...]
    quad: int | None
    intensity: float | None
    modes: tuple[str, ...]


@cache
def event_types() -> dict[str, EventType]:
    """Every type of event by its name."""
    return {kind.name: kind for kind in map(_read, lines("events/types.txt"))}


def _read(line: str) -> EventType:
    name, roots, quad, intensity, modes = line.split()
    return EventType(
        name,
        _list(roots),
        None if quad == "-" else int(quad),
        None if intensity == "-" else float(intensity),
        _list(modes),
    )


def _list(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(","))
