"""The arguments of the events that were found by type and trigger: who, to whom, where, when.

Words by overlap, one to one, counts by their numbers too, as by Li et al. (2013), *Joint Event
Extraction via Structured Prediction with Global Features*.
"""

from collections.abc import Sequence

from api.evaluation.events import Found, arguments, found_events
from api.evaluation.gold import Pair
from api.evaluation.matching import Figures, Tally, match, share
from api.extraction.records import Count


def figures(pairs: Sequence[Pair]) -> Figures:
    """F1 of actors, recipients, place and counts, and the share of dates that are right.

    `date`: of the events whose gold has a time those with the same, at the coarser granularity.
    """
    found = found_events(pairs)
    dates = [
        _same_date(theirs.time, ours.time.value if ours.time else "")
        for theirs, ours in found
        if theirs.time
    ]
    return {
        "gold": len(found),
        "actor F1": _words_f1(found, "actor"),
        "recipient F1": _words_f1(found, "recipient"),
        "place F1": _words_f1(found, "place"),
        "count F1": _counts_f1(found),
        "date": share(sum(dates), len(dates)),
    }


def _words_f1(found: Found, role: str) -> float | None:
    tally = Tally()
    for labelled, read in found:
        theirs, ours = arguments(labelled)[role], arguments(read)[role]
        tally.add(len(match(theirs, ours)), len(ours), len(theirs))
    return tally.f1


def _counts_f1(found: Found) -> float | None:
    tally = Tally()
    for labelled, read in found:
        pairs = match(labelled.counts, read.counts).items()
        right = sum(_number(labelled.counts[i]) == _number(read.counts[j]) for i, j in pairs)
        tally.add(right, len(read.counts), len(labelled.counts))
    return tally.f1


def _number(count: Count) -> tuple[float | None, ...]:
    return count.value, count.min, count.max


def _same_date(theirs: str, ours: str) -> bool:
    return bool(ours) and (theirs.startswith(ours) or ours.startswith(theirs))
