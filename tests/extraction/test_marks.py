"""Quotation marks: which are pairs, which are apostrophes, and what a lone one costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extraction.marks import quoted

MARKS = "\"'“”„‘’‚‛«»‹›`′″＂"


def inside(text: str) -> list[str]:
    return [text[region.start : region.end] for region in quoted(text)]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        # every pair of marks
        ("“We will go,” he said.", ["We will go,"]),
        ('"We will go," he said.', ["We will go,"]),
        ("''We will go,'' he said.", ["We will go,"]),
        ("``We will go,'' he said.", ["We will go,"]),
        ("‘We will go,’ he said.", ["We will go,"]),
        ("'We will go,' he said.", ["We will go,"]),
        ("„We will go,“ he said.", ["We will go,"]),
        ("«We will go», he said.", ["We will go"]),
        ("« We will go », he said.", ["We will go"]),
        ("»We will go«, he said.", ["We will go"]),
        # the wrong way round
        ("”We will go,“ he said.", ["We will go,"]),
        ("“We will go,“ he said.", ["We will go,"]),
        # on the wrong side of its blank
        ('Lind said," We will go".', ["We will go"]),
        # marks inside marks
        ("“She said ‘no’ twice,” he said.", ["She said ‘no’ twice,", "no"]),
        ("\"She said 'no',\" he said.", ["She said 'no',", "no"]),
        ("''She said 'no.'''", ["She said 'no.'", "no."]),
        ('"I said "no" to him," he said.', ['I said "no" to him,', "no"]),
        # apostrophes are no marks
        ("Norland’s vote and the boys’ coats", []),
        ("rock ’n’ roll, rock 'n' roll, the '90s, get 'em", []),
        ("‘It was the boys’ idea,’ he said.", ["It was the boys’ idea,"]),
        ("'Don't go,' she said.", ["Don't go,"]),
        ("the 'workers' and the 'bosses'", ["workers", "bosses"]),
        # nor are feet and inches
        ("He is 6'2\" tall.", []),
        # a missing mark
        ("“We will go.", ["We will go."]),
        ("We will go,” he said.", ["We will go,"]),
        ("“We go, he said. “They stay.”", ["They stay."]),
    ],
)
def test_marks_are_paired(text: str, regions: list[str]) -> None:
    assert inside(text) == regions


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        # every paragraph of a long quotation opens with a mark, the last one closes it
        ("“One.\n\n“Two.\n\n“Six,” he said.", [("One.", False), ("Two.", True), ("Six,", True)]),
        ("‘One.\n‘Two,’ he said.", [("One.", False), ("Two,", True)]),
        # the next paragraph does not reopen it
        ("“One.\n\nTwo.\n\n“Three.”", [("One.", False), ("Three.", False)]),
        # a lone mark costs no more than its paragraph
        ("a 12\" pipe\n\n“We will go,” he said.", [("We will go,", False)]),
    ],
)  # fmt: skip
def test_a_quotation_goes_on_over_paragraphs(text: str, regions: list[tuple[str, bool]]) -> None:
    assert [(text[r.start : r.end], r.continues) for r in quoted(text)] == regions


@given(st.text(st.sampled_from(MARKS + "as .,\n—(") | st.characters(), max_size=60))
def test_regions_are_nested_and_in_order(text: str) -> None:
    around: list[int] = []
    previous = 0
    for region in quoted(text):
        assert previous <= region.outer_start <= region.start <= region.end <= region.outer_end
        previous = region.outer_start
        while around and around[-1] <= region.outer_start:
            around.pop()
        assert region.depth == len(around)
        assert not around or region.outer_end <= around[-1]
        around.append(region.outer_end)
