"""The figures of quotes: their content, and who speaks."""

import pytest

from api.evaluation import gold, quotes
from api.extraction.records import Quote
from tests.builders import a_quote, an_entity, an_extraction, span
from tests.evaluation.comparing import SAID, Place, found, labelled, pair, shown

# Content.


@pytest.mark.parametrize(
    ("theirs", "ours", "figures"),
    [
        ([(0, 10)], [(0, 10)], [1, 1, 1, 1]),
        # a tenth too short is right, a half is only found
        ([(0, 10)], [(0, 9)], [1, 1, 1, 1]),
        ([(0, 10)], [(0, 5)], [0, 0, 0, 1]),
        ([(0, 10)], [(0, 2)], [0, 0, 0, 0]),
        # once is enough
        ([(0, 10)], [(0, 9), (0, 10)], [0.5, 1, 0.667, 0.667]),
        ([(0, 10), (20, 30)], [(0, 10)], [1, 0.5, 0.667, 0.667]),
        ([(0, 10)], [], [None, 0, 0, 0]),
        ([], [(0, 10)], [0, None, 0, 0]),
    ],
)
def test_quote_content(theirs: list[Place], ours: list[Place], figures: list[float]) -> None:
    extraction = an_extraction(quotes=tuple(map(found, ours)))
    pairs = [pair(extraction, quotes=tuple(map(labelled, theirs)))]
    measured = quotes.figures(pairs, quotes.VIEWS["all"])
    assert shown(measured, "P", "R", "F1@.8", "F1@.3") == figures


@pytest.mark.parametrize(
    ("view", "quote", "read", "figures"),
    [
        # what is not wanted counts neither way, where it was read and where it was not
        ("speech", labelled((0, 10), speech=False), found((0, 10)), [None, None]),
        ("speech", labelled((0, 10), speech=False), found((7, 12)), [None, None]),
        ("speech", labelled((0, 10), speech=False), found((0, 30)), [None, None]),
        ("speech", labelled((0, 10), speech=False), found((20, 30)), [0, None]),
        ("all", labelled((0, 10), speech=False), found((0, 10)), [1, 1]),
        # of direct quotes only those that were read as such are looked at
        ("direct", labelled((0, 10)), found((0, 10)), [1, 1]),
        ("direct", labelled((0, 10)), found((0, 10), type="mixed"), [None, 0]),
        ("direct", labelled((0, 10), type="mixed"), found((0, 10)), [None, None]),
        ("direct", labelled((0, 10), type="mixed"), found((20, 30), type="indirect"), [None, None]),
    ],
)
def test_quotes_that_are_not_wanted(
    view: str, quote: gold.Quote, read: Quote, figures: list[float | None]
) -> None:
    pairs = [pair(an_extraction(quotes=(read,)), quotes=(quote,))]
    assert shown(quotes.figures(pairs, quotes.VIEWS[view]), "P", "R") == figures


def test_the_pieces_of_a_broken_quote_count_one_by_one() -> None:
    read = Quote(
        text="", spans=((0, 10), (20, 30)), type="direct", method="subject", confidence=0.9
    )
    pairs = [pair(an_extraction(quotes=(read,)), quotes=(labelled((0, 10)), labelled((40, 50))))]
    assert shown(quotes.figures(pairs, quotes.VIEWS["all"]), "gold", "P", "R") == [2, 0.5, 0.5]


# Who speaks.

PETROVA = an_entity(SAID, "Ana Petrova", id="e1")
LIND = an_entity(SAID, "Ivo Lind", id="e2")


@pytest.mark.parametrize(
    ("speaker", "source", "entity", "figures"),
    [
        # speaker mention, speaker resolved, joint F1
        ("Ana Petrova", "she", "e1", [1, 1, 1]),
        ("Petrova", "she", "e1", [1, 1, 1]),
        ("Ana Petrova", "Ivo Lind", "e1", [0, 1, 1]),
        ("Ana Petrova", "she", "e2", [1, 0, 0]),
        # a pronoun names nobody, so that it costs recall alone
        ("Ana Petrova", "she", None, [1, 0, 0]),
        ("Ana Petrova", None, "e1", [0, 1, 1]),
    ],
)
def test_quote_speaker(
    speaker: str, source: str | None, entity: str | None, figures: list[float]
) -> None:
    words = "We will appeal,"
    read = a_quote(SAID, words, source=source, speaker=entity)
    wanted = labelled(read.spans[0], source=span(SAID, "she"), speaker=speaker)
    extraction = an_extraction(quotes=(read,), entities=(PETROVA, LIND))
    measured = quotes.figures([pair(extraction, quotes=(wanted,))], quotes.VIEWS["all"])
    assert shown(measured, "speaker mention", "speaker resolved", "joint F1@.8") == figures


@pytest.mark.parametrize(
    ("source", "entity", "joint"),
    [
        ("Ivo Lind", "e2", 1),
        # the words are right, whoever they were taken for
        ("Ivo Lind", "e1", 1),
        ("she", "e2", 1),
        ("she", None, 0),
    ],
)
def test_where_no_speaker_is_labelled_his_words_stand_for_him(
    source: str, entity: str | None, joint: float
) -> None:
    read = a_quote(SAID, "It is unfair,", source=source, speaker=entity)
    wanted = labelled(read.spans[0], source=span(SAID, "Ivo Lind"))
    extraction = an_extraction(quotes=(read,), entities=(PETROVA, LIND))
    measured = quotes.figures([pair(extraction, quotes=(wanted,))], quotes.VIEWS["all"])
    assert shown(measured, "joint F1@.8") == [joint]


def test_the_joint_figure_is_over_quotes_with_a_named_speaker() -> None:
    first, second = (
        a_quote(SAID, words, source=source, speaker=entity)
        for words, source, entity in (
            ("We will appeal,", "she", "e1"),
            ("It is unfair,", "Ivo Lind", "e2"),
        )
    )
    wanted = (
        labelled(first.spans[0], source=span(SAID, "she"), speaker="Ana Petrova"),
        labelled(second.spans[0], source=span(SAID, "Ivo Lind")),
        labelled((60, 80), speaker="Ana Petrova"),
    )
    extraction = an_extraction(quotes=(first, second), entities=(PETROVA, LIND))
    measured = quotes.figures([pair(extraction, quotes=wanted)], quotes.VIEWS["all"])
    # one is right of one served and of two wanted
    assert shown(measured, "joint F1@.8") == [0.667]
