"""Spans matched one to one, names compared, sets paired at best."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.evaluation.assignment import best_total
from api.evaluation.matching import Tally, match, one_to_one, overlapping
from api.evaluation.naming import same_name
from tests.evaluation.comparing import Place, at

PLACES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda each: (each[0], sum(each))),
    max_size=12,
)


@given(PLACES, PLACES)
def test_every_overlap_is_seen(theirs: list[Place], ours: list[Place]) -> None:
    pairs = [
        (i, j)
        for i, a in enumerate(theirs)
        for j, b in enumerate(ours)
        if a[0] < b[1] and b[0] < a[1]
    ]
    assert sorted(overlapping([*map(at, theirs)], [*map(at, ours)])) == pairs


@pytest.mark.parametrize(
    ("theirs", "ours", "pairs"),
    [
        ([(0, 9)], [(0, 9)], {0: 0}),
        ([(0, 9)], [(9, 12)], {}),
        # the same span before one that covers it, each once
        ([(0, 9)], [(0, 20), (0, 9)], {0: 1}),
        ([(0, 9), (10, 14)], [(0, 14)], {0: 0}),
        # of equals the first
        ([(0, 9)], [(0, 4), (5, 9)], {0: 0}),
    ],
)
def test_spans_are_matched_one_to_one(
    theirs: list[Place], ours: list[Place], pairs: dict[int, int]
) -> None:
    assert match([*map(at, theirs)], [*map(at, ours)]) == pairs


def test_the_best_pair_goes_first() -> None:
    assert one_to_one([(0.5, 0, 0), (0.9, 1, 0), (0.4, 0, 1)]) == {1: 0, 0: 1}


def test_what_cannot_be_measured_has_no_figure() -> None:
    nothing = Tally()
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    missed = Tally(right=0, read=0, gold=2)
    assert (missed.precision, missed.recall, missed.f1) == (None, 0.0, 0.0)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Ana Petrova", "ana petrova", True),
        ("Petrova", "Transport Minister Ana Petrova", True),
        ("Petrova’s", "Ana Petrova", True),
        ("Žofia Novák", "Zofia Novak", True),
        ("Ivo Lind Jr.", "Lind", True),
        ("the president", "President", True),
        ("Ana Petrova", "Ana Lind", False),
        ("the president", "President Lind", False),
        ("she", "Ana Petrova", False),
        ("she", "she", False),
        ("", "Petrova", False),
    ],
)
def test_same_name(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 8).map(lambda n: n / 4)
)


@given(WEIGHTS)
def test_the_best_assignment_is_the_best_of_all(weights: dict[tuple[int, int], float]) -> None:
    totals = (
        sum(weights.get(each, 0.0) for each in enumerate(columns))
        for columns in permutations(range(5))
    )
    assert best_total(weights) == pytest.approx(max(totals))
