"""The confidence of quotes: is it true, and does it tell right from wrong?

A piece of a quote is right where its content is (Jaccard .8 with gold speech) and the words
that name the speaker are the gold's. ECE, the expected calibration error over bins of equal
mass, after Nixon et al. (2019), *Measuring Calibration in Deep Learning*; AUROC, the chance
that a right one has more confidence than a wrong one, after Hanley and McNeil (1982).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import fmean

from api.evaluation.gold import Pair
from api.evaluation.matching import Figures, share
from api.evaluation.quotes import ALIKE, VIEWS, compare, same_source

BINS = 10
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Verdict:
    """One piece that was read: how confident, and whether it is right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Verdicts of like confidence: how many, the mean confidence, and the share that is right."""

    size: int
    confidence: float
    right: float


def verdicts(pairs: Sequence[Pair]) -> list[Verdict]:
    """A verdict on each piece that is not passed over, the least confident first."""
    found: list[Verdict] = []
    for pair in pairs:
        matched = compare(pair, VIEWS["speech"], ALIKE)
        found += [
            Verdict(piece.confidence, quote.source is None or same_source(quote, piece))
            for quote, piece in matched.found
        ]
        found += [Verdict(piece.confidence, right=False) for piece in matched.wrong]
    return sorted(found, key=attrgetter("confidence"))


def bins(verdicts: Sequence[Verdict]) -> list[Bin]:
    """Ten bins of equal mass (or less by one), of verdicts in order of confidence.

    Verdicts of one confidence that fall into several bins bring to each the same share of right.
    """
    shares: list[float] = []
    for _, group in groupby(verdicts, key=attrgetter("confidence")):
        tied = [each.right for each in group]
        shares += [fmean(tied)] * len(tied)
    bounds = (at * len(verdicts) // BINS for at in range(BINS + 1))
    return [
        Bin(
            size=end - start,
            confidence=fmean(each.confidence for each in verdicts[start:end]),
            right=fmean(shares[start:end]),
        )
        for start, end in pairwise(bounds)
        if start < end
    ]


def figures(pairs: Sequence[Pair]) -> Figures:
    """ECE and AUROC, and how many are sure (confidence of .9 or more) and right then."""
    given = verdicts(pairs)
    sure = [each.right for each in given if each.confidence >= SURE]
    return {
        "ECE": calibration_error(given),
        "AUROC": discrimination(given),
        "sure": share(len(sure), len(given)),
        "right when sure": share(sum(sure), len(sure)),
    }


def calibration_error(verdicts: Sequence[Verdict]) -> float | None:
    """The mean gap between confidence and share right, bin by bin."""
    gaps = sum(each.size * abs(each.confidence - each.right) for each in bins(verdicts))
    return share(gaps, len(verdicts))


def discrimination(verdicts: Sequence[Verdict]) -> float | None:
    """The area under the ROC curve by rank sums; verdicts of one confidence share their ranks."""
    right = sum(each.right for each in verdicts)
    ranks = 0.0
    below = 0
    for _, group in groupby(verdicts, key=attrgetter("confidence")):
        tied = list(group)
        ranks += sum(each.right for each in tied) * (below + (len(tied) + 1) / 2)
        below += len(tied)
    return share(ranks - right * (right + 1) / 2, right * (len(verdicts) - right))
