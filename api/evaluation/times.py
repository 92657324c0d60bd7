"""Time expressions, as in TempEval-3 (UzZaman et al. 2013).

Relaxed: any common character, one to one. Strict: the same span. Type and value count those
relaxed matches that have the gold's type, or its TIMEX3 value.
"""

from collections.abc import Sequence

from api.evaluation.gold import Pair
from api.evaluation.matching import Figures, Tally, match


def figures(pairs: Sequence[Pair]) -> Figures:
    """F1 of relaxed and strict spans, of types and of values."""
    relaxed, strict, types, values = Tally(), Tally(), Tally(), Tally()
    for article, extraction in pairs:
        gold, read = article.timexes or (), extraction.times
        found = [(gold[i], read[j]) for i, j in match(gold, read).items()]
        for tally, right in (
            (relaxed, len(found)),
            (strict, sum((a.start, a.end) == (b.start, b.end) for a, b in found)),
            (types, sum(a.type == b.type for a, b in found)),
            (values, sum(_value(a.value) == _value(b.value) for a, b in found)),
        ):
            tally.add(right, len(read), len(gold))
    return {
        "gold": relaxed.gold,
        "relaxed F1": relaxed.f1,
        "strict F1": strict.f1,
        "type F1": types.f1,
        "value F1": values.f1,
    }


def _value(value: str) -> str:
    # Midnight is how some annotators write a day.
    return value.strip().upper().removesuffix("T00:00")
