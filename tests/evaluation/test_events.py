"""The figures of events, of their arguments and of their factuality."""

from typing import Any

import pytest

from api.evaluation import arguments, events, factuality, gold
from api.extraction.records import Count, Event, Span
from tests.builders import a_date, a_place, an_event, an_extraction, span
from tests.evaluation.comparing import RAID, pair, shown


def an_attack(**fields: Any) -> gold.Event:
    trigger = span(RAID, "attacked")
    defaults = {"type": "ASSAULT", "mentions": (span(RAID, "raid"),)}
    return gold.Event(trigger.start, trigger.end, trigger.text, **{**defaults, **fields})


def words(*given: str) -> tuple[Span, ...]:
    return tuple(span(RAID, each) for each in given)


@pytest.mark.parametrize(
    ("theirs", "ours", "figures"),
    [
        # P, R, trigger F1, events with a confidence of .5, those of them that are right
        ([an_attack()], [an_event(RAID, "attacked")], [1, 1, 1, 1, 1]),
        ([an_attack()], [an_event(RAID, "raid")], [1, 1, 1, 1, 1]),
        ([an_attack()], [an_event(RAID, "attacked", type="CRIME")], [0, 0, 1, 1, 0]),
        ([an_attack()], [an_event(RAID, "killed")], [0, 0, 0, 1, 0]),
        ([an_attack()], [an_event(RAID, "attacked", confidence=0.4)], [1, 1, 1, 0, None]),
        # two records of one event
        (
            [an_attack()],
            [an_event(RAID, "raid"), an_event(RAID, "attacked")],
            [0.5, 1, 0.667, 2, 0.5],
        ),
        # neither wanted nor wrong, but elsewhere
        ([an_attack(minor=True)], [an_event(RAID, "raid")], [None, None, None, 0, None]),
        ([an_attack(minor=True)], [an_event(RAID, "killed")], [0, None, 0, 1, 0]),
        # an argument must be right, where there is one
        (
            [an_attack(actors=words("Rebels"))],
            [an_event(RAID, "attacked", actors=[("Rebels", None)])],
            [1, 1, 1, 1, 1],
        ),
        (
            [an_attack(actors=words("Rebels"))],
            [an_event(RAID, "attacked", actors=[("the port of Velmar", None)])],
            [1, 1, 1, 1, 0],
        ),
        (
            [an_attack(place=span(RAID, "Velmar"))],
            [an_event(RAID, "attacked", place=a_place(RAID, "Velmar"))],
            [1, 1, 1, 1, 1],
        ),
        ([], [], [None, None, None, 0, None]),
    ],
)
def test_events(theirs: list[gold.Event], ours: list[Event], figures: list[float | None]) -> None:
    pairs = [pair(an_extraction(events=tuple(ours)), events=tuple(theirs))]
    measured = events.figures(pairs)
    assert shown(measured, "P", "R", "trigger F1", "at .5", "right at .5") == figures


def test_the_arguments_of_events() -> None:
    dead = span(RAID, "40 people")
    count = Count(dead.start, dead.end, dead.text, what="killed", value=40)
    miscount = Count(dead.start, dead.end, dead.text, what="killed", value=14)
    wanted = an_attack(
        actors=words("Rebels"),
        recipients=words("the port of Velmar"),
        place=span(RAID, "Velmar"),
        time="2025-03-10",
        counts=(count,),
    )
    chosen = ("actor F1", "recipient F1", "place F1", "count F1", "date")
    right = an_event(
        RAID,
        "attacked",
        actors=[("Rebels", None)],
        recipients=[("port", None)],
        place=a_place(RAID, "Velmar"),
        time=a_date("2025-03"),
        counts=(count,),
    )
    wrong = an_event(
        RAID,
        "attacked",
        actors=[("Rebels", None), ("people", None)],
        place=a_place(RAID, "Monday"),
        time=a_date("2025-03-11"),
        counts=(miscount,),
    )
    for event, figures in ((right, [1, 1, 1, 1, 1]), (wrong, [0.667, 0, 0, 0, 0])):
        measured = arguments.figures([pair(an_extraction(events=(event,)), events=(wanted,))])
        assert shown(measured, *chosen) == figures


@pytest.mark.parametrize(
    ("theirs", "ours", "figures"),
    [
        # tense, polarity, certainty; F1 of future, negated, uncertain
        ({}, {}, [1, 1, 1, None, None, None]),
        ({"tense": "future"}, {"tense": "future"}, [1, 1, 1, 1, None, None]),
        ({"tense": "present"}, {"tense": "past"}, [0, 1, 1, None, None, None]),
        ({"polarity": "negative"}, {}, [1, 0, 1, None, 0, None]),
        ({"certainty": "possible"}, {"certainty": "probable"}, [1, 1, 0, None, None, 1]),
    ],
)
def test_the_factuality_of_events(
    theirs: dict[str, str], ours: dict[str, str], figures: list[float | None]
) -> None:
    extraction = an_extraction(events=(an_event(RAID, "attacked", **ours),))
    measured = factuality.figures([pair(extraction, events=(an_attack(**theirs),))])
    chosen = ("tense", "polarity", "certainty", "future F1", "negated F1", "uncertain F1")
    assert shown(measured, *chosen) == figures
