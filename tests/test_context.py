"""The paragraphs around a quote."""

import pytest

from api.context import context

#       0         1          2          3
TEXT = "First.\n\n  Second.\r\nThird.\n\nFourth."


@pytest.mark.parametrize(
    ("spans", "margin", "paragraphs"),
    [
        ([(0, 5)], 0, ["First."]),
        ([(0, 5)], 1, ["First.", "  Second."]),
        ([(10, 16)], 1, ["First.", "  Second.", "Third."]),
        ([(10, 16)], 5, ["First.", "  Second.", "Third.", "Fourth."]),
        # a quotation over two paragraphs, and a broken one whose pieces are paragraphs apart
        ([(10, 24)], 0, ["  Second.", "Third."]),
        ([(0, 5), (27, 33)], 0, ["First.", "  Second.", "Third.", "Fourth."]),
    ],
)
def test_context(spans: list[tuple[int, int]], margin: int, paragraphs: list[str]) -> None:
    found = context(TEXT, spans, margin)
    assert [each["text"] for each in found["paragraphs"]] == paragraphs
    for each in found["paragraphs"] + found["spans"]:
        assert TEXT[each["start"] : each["end"]] == each["text"]
    assert [(each["start"], each["end"]) for each in found["spans"]] == spans
