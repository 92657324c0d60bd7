"""The best pairing of two sets one to one, of all that there are."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

type Weights = Mapping[tuple[int, int], float]

# Sums of the same weights in another order may differ by less.
_ROUNDING = 1e-9


def best_total(weights: Weights) -> float:
    """The largest sum of weights of pairs that use each row and each column once at most.

    A pair that is not in `weights` cannot be made; all weights are above 0. Rows and columns
    that nothing connects are paired apart: most clusters overlap with one or two others.
    """
    return math.fsum(map(_best_total, _connected(weights)))


def _connected(weights: Weights) -> Iterator[Weights]:
    """The weights in groups that have no row and no column in common."""
    columns: defaultdict[int, list[int]] = defaultdict(list)
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in weights:
        columns[row].append(column)
        rows[column].append(row)
    seen: set[int] = set()
    for first in columns:
        if first in seen:
            continue
        group = [first]
        seen.add(first)
        for row in group:  # grows as it is walked
            near = {other for column in columns[row] for other in rows[column]} - seen
            group += sorted(near)
            seen |= near
        yield {(row, column): weights[row, column] for row in group for column in columns[row]}


def _best_total(weights: Weights) -> float:
    """Make the pairs one at a time, each by the change that gains most (Kuhn 1955).

    A change is a path: a free row takes a column, the row that had it takes another one, and
    so on to a free column. The best path is found as by Bellman (1958) and Ford (1956).
    """
    row_of: dict[int, int] = {}
    column_of: dict[int, int] = {}
    total = 0.0
    while True:
        gain, taker = _gains(weights, row_of, column_of)
        ends = sorted(gain.keys() - row_of.keys())
        column = max(ends, key=gain.__getitem__, default=None)
        if column is None or gain[column] <= 0:
            return total
        total += gain[column]
        while column is not None:
            row = taker[column]
            left = column_of.get(row)
            row_of[column], column_of[row] = row, column
            column = left


def _gains(
    weights: Weights, row_of: Mapping[int, int], column_of: Mapping[int, int]
) -> tuple[dict[int, float], dict[int, int]]:
    """What the best change gains that ends with each column, and the row that takes it then."""
    free = {row for row, _ in weights} - column_of.keys()
    gain: dict[int, float] = {}
    taker: dict[int, int] = {}
    before = dict.fromkeys(free, 0.0)
    grew = True
    while grew:
        grew = False
        for (row, column), weight in weights.items():
            if row in before and before[row] + weight > gain.get(column, -math.inf) + _ROUNDING:
                gain[column], taker[column] = before[row] + weight, row
                if column in row_of:
                    other = row_of[column]
                    before[other] = gain[column] - weights[other, column]
                grew = True
    return gain, taker
