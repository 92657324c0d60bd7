"""The figures of time expressions."""

import pytest

from api.evaluation import times
from api.extraction.records import Timex
from tests.builders import an_extraction
from tests.evaluation.comparing import Place, pair, shown


@pytest.mark.parametrize(
    ("theirs", "ours", "figures"),
    [
        # relaxed, strict, type and value F1
        (((0, 9), "DATE", "2025-03-11"), ((0, 9), "DATE", "2025-03-11"), [1, 1, 1, 1]),
        (((0, 9), "DATE", "2025-03-11"), ((0, 6), "DATE", "2025-03-11"), [1, 0, 1, 1]),
        (((0, 9), "DATE", "2025-03-11"), ((0, 9), "TIME", "2025-03-11T09"), [1, 1, 0, 0]),
        (((0, 9), "DATE", "2025-03-11"), ((0, 9), "DATE", "2025-03-11T00:00"), [1, 1, 1, 1]),
        (((0, 9), "DATE", "2025-03-11"), ((9, 12), "DATE", "2025-03-11"), [0, 0, 0, 0]),
    ],
)
def test_times(
    theirs: tuple[Place, str, str], ours: tuple[Place, str, str], figures: list[float]
) -> None:
    one, other = (Timex(*place, "", type_, value) for place, type_, value in (theirs, ours))
    measured = times.figures([pair(an_extraction(times=(other,)), timexes=(one,))])
    assert shown(measured, "relaxed F1", "strict F1", "type F1", "value F1") == figures
