"""Whether the events that were found by type and trigger happened, will, or may have.

As in MEANTIME (Minard et al. 2016): the share that is right, and, since most events did happen,
the F1 of the values that are rare.
"""

from collections.abc import Sequence

from api.evaluation.events import Found, found_events
from api.evaluation.gold import Pair
from api.evaluation.matching import Figures, Tally, share


def figures(pairs: Sequence[Pair]) -> Figures:
    """Tense, polarity and certainty of the events found."""
    found = found_events(pairs)
    return {
        "gold": len(found),
        "tense": _right(found, "tense"),
        "polarity": _right(found, "polarity"),
        "certainty": _right(found, "certainty"),
        "future F1": _f1(found, "tense", {"future"}),
        "negated F1": _f1(found, "polarity", {"negative"}),
        "uncertain F1": _f1(found, "certainty", {"probable", "possible"}),
    }


def _right(found: Found, field: str) -> float | None:
    same = [getattr(theirs, field) == getattr(ours, field) for theirs, ours in found]
    return share(sum(same), len(same))


def _f1(found: Found, field: str, rare: set[str]) -> float | None:
    tally = Tally()
    for labelled, read in found:
        theirs, ours = getattr(labelled, field) in rare, getattr(read, field) in rare
        tally.add(theirs and ours, ours, theirs)
    return tally.f1
