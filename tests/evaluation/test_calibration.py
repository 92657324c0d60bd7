"""The figures of confidence."""

import pytest

from api.evaluation import calibration
from api.evaluation.calibration import Verdict
from tests.builders import a_quote, an_extraction, span
from tests.evaluation.comparing import SAID, labelled, pair, shown


def verdicts(*scored: tuple[float, bool]) -> list[Verdict]:
    return [Verdict(confidence, right) for confidence, right in sorted(scored)]


@pytest.mark.parametrize(
    ("scored", "error", "auroc"),
    [
        ([], None, None),
        ([(1.0, True), (0.0, False)], 0, 1),
        ([(1.0, False), (0.0, True)], 1, 0),
        # all of one confidence: it tells nothing, however true it is
        ([(0.5, True), (0.5, False)] * 10, 0, 0.5),
        ([(0.8, True), (0.8, False)] * 10, 0.3, 0.5),
        ([(0.9, True)], 0.1, None),
        ([(0.2, False), (0.4, True), (0.6, False), (0.8, True)], 0.4, 0.75),
    ],
)
def test_calibration(
    scored: list[tuple[float, bool]], error: float | None, auroc: float | None
) -> None:
    given = verdicts(*scored)
    assert calibration.calibration_error(given) == (error and pytest.approx(error))
    assert calibration.discrimination(given) == auroc


def test_bins_have_equal_mass() -> None:
    given = verdicts(*((number / 25, number % 2 == 0) for number in range(25)))
    bins = calibration.bins(given)
    assert [each.size for each in bins] == [2, 3] * 5
    assert bins[0].confidence == pytest.approx(0.02)
    assert bins[0].right == 0.5


def test_a_quote_is_right_with_its_content_and_the_words_for_its_speaker() -> None:
    right = a_quote(SAID, "We will appeal,", source="she", confidence=0.9)
    wrong_source = a_quote(SAID, "It is unfair,", source="Ana Petrova", confidence=0.8)
    no_quote = a_quote(SAID, "leads the union", confidence=0.3)
    wanted = (
        labelled(right.spans[0], source=span(SAID, "she")),
        labelled(wrong_source.spans[0], source=span(SAID, "Ivo Lind")),
    )
    extraction = an_extraction(quotes=(right, wrong_source, no_quote))
    pairs = [pair(extraction, quotes=wanted)]
    assert calibration.verdicts(pairs) == verdicts((0.3, False), (0.8, False), (0.9, True))
    measured = calibration.figures(pairs)
    assert shown(measured, "ECE", "AUROC", "sure", "right when sure") == [0.4, 1, 0.333, 1]
