"""Events by their types and triggers.

An event that was read is a gold one where the types are the same and a trigger of the one, its
main one or that of another mention, overlaps a trigger of the other: one to one, main
triggers first, so that what was read twice is wrong once. One that is none and lies on a
trigger of a minor event counts neither for nor against. Triggers, types and arguments are
counted apart as by Li et al. (2013), *Joint Event Extraction via Structured Prediction with
Global Features*.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.evaluation import gold
from api.evaluation.gold import Pair
from api.evaluation.matching import Figures, Tally, one_to_one, overlapping, share
from api.extraction.records import Event, Span

type Found = list[tuple[gold.Event, Event]]

LIKELY = 0.5

# What the gold has a place from: one that stands further away was not labelled.
_NEAR = ("clause", "sentence")


@dataclass(frozen=True, slots=True)
class Matched:
    """The events of one article: pairs of gold and read, how many are missing, how many wrong."""

    found: Found
    missed: int
    wrong: int


def compare(pair: Pair, *, typed: bool = True, at_least: float = 0.0) -> Matched:
    """Match the events of one article that were read with a confidence of `at_least`.

    Where not `typed`, any type is right.
    """
    article, extraction = pair
    labelled = article.events or ()
    wanted = [event for event in labelled if not event.minor]
    minor = [event for event in labelled if event.minor]
    read = [event for event in extraction.events if event.confidence >= at_least]
    found = one_to_one(
        (score, i, j)
        for score, i, j in _reporting_the_same(wanted, read)
        if wanted[i].type == read[j].type or not typed
    )
    settled = {j for _, _, j in _reporting_the_same(minor, read)}.union(found.values())
    return Matched(
        found=[(wanted[i], read[j]) for i, j in found.items()],
        missed=len(wanted) - len(found),
        wrong=len(read) - len(settled),
    )


def figures(pairs: Sequence[Pair]) -> Figures:
    """Events by type and trigger, by trigger alone, and those that are served as likely.

    `right at .5`: of those with a confidence of .5 or more the share whose type is right and,
    where the gold has any, at least one of actors, recipients and place.
    """
    both, trigger = Tally(), Tally()
    likely: list[bool] = []
    for pair in pairs:
        _count(both, compare(pair))
        _count(trigger, compare(pair, typed=False))
        confident = compare(pair, at_least=LIKELY)
        likely += [_has_an_argument(*each) for each in confident.found]
        likely += [False] * confident.wrong
    return {
        "gold": both.gold,
        "P": both.precision,
        "R": both.recall,
        "F1": both.f1,
        "trigger F1": trigger.f1,
        "at .5": len(likely),
        "right at .5": share(sum(likely), len(likely)),
    }


def found_events(pairs: Sequence[Pair]) -> Found:
    """The events of all articles that were found by type and trigger, each with its gold."""
    return [each for pair in pairs for each in compare(pair).found]


def arguments(event: gold.Event | Event) -> dict[str, tuple[Span, ...]]:
    """The words of an event's actors, recipients and place."""
    if isinstance(event, gold.Event):
        place = event.place
    else:
        place = event.place.words if event.place and event.place.basis in _NEAR else None
    return {
        "actor": event.actors,
        "recipient": event.recipients,
        "place": (place,) if place else (),
    }


def _count(tally: Tally, matched: Matched) -> None:
    right = len(matched.found)
    tally.add(right, right + matched.wrong, right + matched.missed)


def _has_an_argument(labelled: gold.Event, read: Event) -> bool:
    theirs, ours = arguments(labelled), arguments(read)
    return not any(theirs.values()) or any(
        any(overlapping(theirs[role], ours[role])) for role in theirs
    )


def _reporting_the_same(
    labelled: Sequence[gold.Event], read: Sequence[Event]
) -> Iterator[tuple[float, int, int]]:
    """Events that have a trigger in common: 2 where it is the main one of both, else 1."""
    theirs = _triggers((event, event.mentions) for event in labelled)
    ours = _triggers((event.trigger, event.mentions) for event in read)
    spans = [span for _, span, _ in theirs], [span for _, span, _ in ours]
    for a, b in overlapping(*spans):
        i, _, first = theirs[a]
        j, _, main = ours[b]
        yield 2.0 if first and main else 1.0, i, j


def _triggers(events: Iterable[tuple[Span, tuple[Span, ...]]]) -> list[tuple[int, Span, bool]]:
    """Each trigger with the number of its event, and whether it is the main one."""
    return [
        (number, span, span is main)
        for number, (main, others) in enumerate(events)
        for span in (main, *others)
    ]
