"""Gold spans and read spans, paired one to one; precision, recall and their harmonic mean."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

type Figures = dict[str, float | int | None]
"""Figures by name, None where there is nothing to measure."""


class Spanned(Protocol):
    """Anything that stands from `start` to `end` in a text, in code points."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def shared(a: Spanned, b: Spanned) -> int:
    """How many characters two spans have in common."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def jaccard(a: Spanned, b: Spanned) -> float:
    """The characters in both spans by those in either (Jaccard 1912)."""
    both = shared(a, b)
    return both / (a.end - a.start + b.end - b.start - both)


def likeness(a: Spanned, b: Spanned) -> float:
    """2 for the same span, else the characters in both by those of the longer one."""
    if (a.start, a.end) == (b.start, b.end):
        return 2.0
    return shared(a, b) / max(a.end - a.start, b.end - b.start)


def overlapping(gold: Sequence[Spanned], read: Sequence[Spanned]) -> Iterator[tuple[int, int]]:
    """The indices of each gold span and each read span that share a character."""
    order = sorted(range(len(read)), key=lambda j: read[j].start)
    starts = [read[j].start for j in order]
    longest = max((span.end - span.start for span in read), default=0)
    for i, span in enumerate(gold):
        for at in range(bisect_left(starts, span.start - longest), bisect_left(starts, span.end)):
            if shared(span, read[order[at]]):
                yield i, order[at]


def one_to_one(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Pairs of gold and read indices, the best score first, each index once.

    Of equal scores the pair that is first in the text goes first.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored, key=lambda each: (-each[0], *each[1:])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def match[G: Spanned, R: Spanned](
    gold: Sequence[G],
    read: Sequence[R],
    score: Callable[[G, R], float] = likeness,
    *,
    at_least: float = 0.0,
) -> dict[int, int]:
    """Overlapping spans, one to one, the best `score` first and none below `at_least`."""
    scored = ((score(gold[i], read[j]), i, j) for i, j in overlapping(gold, read))
    return one_to_one(each for each in scored if each[0] >= at_least)


@dataclass(slots=True)
class Tally:
    """How many are right, were read, and are gold, summed up over articles."""

    right: int = 0
    read: int = 0
    gold: int = 0

    def add(self, right: int, read: int, gold: int) -> None:
        """Count one more article."""
        self.right += right
        self.read += read
        self.gold += gold

    @property
    def precision(self) -> float | None:
        """The share of what was read that is right."""
        return share(self.right, self.read)

    @property
    def recall(self) -> float | None:
        """The share of the gold that was read right."""
        return share(self.right, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall (van Rijsbergen 1979)."""
        return share(2 * self.right, self.read + self.gold)


def share(part: float, whole: float) -> float | None:
    """`part` by `whole`, None where there is no whole."""
    return part / whole if whole else None
