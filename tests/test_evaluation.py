"""The figures of the evaluation, on gold and records made by hand."""

import json
from io import BytesIO
from itertools import permutations
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from api.cli import main
from api.errors import UnreadableDocumentError
from api.evaluation import (
    arguments,
    calibration,
    coreference,
    evaluate,
    events,
    factuality,
    gold,
    names,
    quotes,
    read,
    times,
)
from api.evaluation.assignment import best_total
from api.evaluation.calibration import Verdict
from api.evaluation.gold import Article, Pair
from api.evaluation.matching import Figures, Tally, match, one_to_one, overlapping
from api.evaluation.naming import same_name
from api.extraction.document import Document
from api.extraction.records import Count, Entity, Event, Extraction, Mention, Quote, Span, Timex
from tests.builders import a_date, a_place, a_quote, an_entity, an_event, an_extraction, span

type Place = tuple[int, int]
type Mentions = list[tuple[str, int, str, str]]


def at(place: Place) -> Span:
    return Span(*place, "")


def pair(extraction: Extraction, **labels: Any) -> Pair:
    return Article(id="1", document=Document(text=""), **labels), extraction


def shown(figures: Figures, *chosen: str) -> list[float | int | None]:
    """The chosen figures, to three decimals."""
    values = (figures[name] for name in chosen)
    return [value if value is None else round(value, 3) for value in values]


# Matching.

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


# Quotes: content.


def labelled(place: Place, **fields: Any) -> gold.Quote:
    return gold.Quote(*place, "", **{"type": "direct", **fields})


def found(place: Place, **fields: Any) -> Quote:
    defaults = {"type": "direct", "method": "subject", "confidence": 0.9}
    return Quote(text="", spans=(place,), **{**defaults, **fields})


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


# Quotes: who speaks. “We will appeal,” she said. Ana Petrova …

SAID = "“We will appeal,” she said. “It is unfair,” Ivo Lind said. Ana Petrova leads the union."
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


# Quotes: confidence.


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


# Names.


def mentions(*given: tuple[Place, str, str]) -> tuple[gold.Mention, ...]:
    """Gold of (place, type, form), each of an entity of its own."""
    return tuple(
        gold.Mention(*place, "", entity=str(number), type=type_, form=form)
        for number, (place, type_, form) in enumerate(given)
    )


def entities(*given: tuple[str, list[Place]], kind: str = "name") -> tuple[Entity, ...]:
    """Entities of (type, places of their mentions)."""
    return tuple(
        Entity(
            id=f"e{number}",
            name="",
            type=type_,
            mentions=tuple(Mention(*place, "", kind) for place in places),
        )
        for number, (type_, places) in enumerate(given)
    )


@pytest.mark.parametrize(
    ("theirs", "ours", "figures"),
    [
        # strict P, R and F1, overlap F1
        ([((0, 9), "ORG", "NAM")], [("ORG", [(0, 9)])], [1, 1, 1, 1]),
        ([((0, 9), "ORG", "NAM")], [("ORG", [(4, 9)])], [0, 0, 0, 1]),
        ([((0, 9), "ORG", "NAM")], [("PERSON", [(0, 9)])], [0, 0, 0, 0]),
        # a state, a landscape and a building are places all the same
        ([((0, 9), "GPE", "NAM")], [("LOC", [(0, 9)])], [1, 1, 1, 1]),
        # what is no name is not looked at
        ([((0, 9), "PERSON", "PRO")], [], [None, None, None, None]),
        # what lies over a name of another type counts neither way
        ([((0, 9), "LAW", "NAM")], [("ORG", [(0, 9)])], [None, None, None, None]),
        ([((0, 9), "ORG", "NAM")], [("LAW", [(0, 9)])], [None, 0, 0, 0]),
        ([], [("ORG", [(0, 9)])], [0, None, 0, 0]),
    ],
)
def test_names(
    theirs: list[tuple[Place, str, str]],
    ours: list[tuple[str, list[Place]]],
    figures: list[float | None],
) -> None:
    pairs = [pair(an_extraction(entities=entities(*ours)), mentions=mentions(*theirs))]
    measured = names.figures(pairs)
    assert shown(measured, "strict P", "strict R", "strict F1", "overlap F1") == figures


# Coreference.


@pytest.mark.parametrize(
    ("key", "response", "expected"),
    [
        # the example of Bagga and Baldwin (1998)
        (
            [{1, 2, 3, 4, 5}, {6, 7}, {8, 9, 10, 11, 12}],
            [{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11, 12}],
            {"muc": (1, 0.9), "b_cubed": (1, 0.762), "ceaf_e": (0.611, 0.917)},
        ),
        (
            [{1, 2, 3, 4, 5}, {6, 7}, {8, 9, 10, 11, 12}],
            [{1, 2, 3, 4, 5, 8, 9, 10, 11, 12}, {6, 7}],
            {"muc": (1, 0.9), "b_cubed": (1, 0.583), "ceaf_e": (0.556, 0.833)},
        ),
        # a mention is missing, another one was never there
        (
            [{1, 2, 3}],
            [{1, 2, -1}],
            {"muc": (0.5, 0.5), "b_cubed": (0.444, 0.444), "ceaf_e": (0.667, 0.667)},
        ),
    ],
)
def test_coreference_metrics(
    key: list[set[int]], response: list[set[int]], expected: dict[str, tuple[float, float]]
) -> None:
    """Recall and precision of each metric."""
    for name, (recall, precision) in expected.items():
        metric = getattr(coreference, name)
        sides = metric(key, response), metric(response, key)
        assert [round(part / whole, 3) for part, whole in sides] == [recall, precision], name


def test_coreference_of_names_and_of_the_named() -> None:
    petrova = [((0, 11), "NAM"), ((20, 23), "PRO"), ((30, 37), "NAM")]
    spokesman = [((40, 53), "NOM"), ((60, 62), "PRO")]
    wanted = tuple(
        gold.Mention(*place, "", entity=entity, type="PERSON", form=form)
        for entity, group in (("petrova", petrova), ("spokesman", spokesman))
        for place, form in group
    )
    # her names are put together; the pronoun went to the spokesman
    read = entities(("PERSON", [(0, 11), (30, 37)]), ("PERSON", [(20, 23), (40, 53), (60, 62)]))
    pairs = [pair(an_extraction(entities=read), mentions=wanted)]
    assert shown(coreference.figures(pairs, "names"), "gold", "CoNLL F1") == [1, 1]
    # the spokesman has no name and is no gold; whom her pronoun was given to is wrong
    measured = coreference.figures(pairs, "named")
    assert shown(measured, "gold", "MUC", "B³", "CEAF-e") == [1, 0.4, 0.507, 0.533]


def test_without_mentions_there_is_no_coreference_to_measure() -> None:
    pairs = [pair(an_extraction(), mentions=())]
    assert shown(coreference.figures(pairs, "named"), "gold", "CoNLL F1") == [0, None]


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


# Times.


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


# Events.

RAID = "Rebels attacked the port of Velmar on Monday. The raid killed 40 people."


def an_attack(**fields: Any) -> gold.Event:
    trigger = span(RAID, "attacked")
    defaults = {"type": "ASSAULT", "mentions": (span(RAID, "raid"),)}
    return gold.Event(trigger.start, trigger.end, trigger.text, **{**defaults, **fields})


def words(*given: str) -> tuple[Span, ...]:
    return tuple(span(RAID, each) for each in given)


@pytest.mark.parametrize(
    ("theirs", "ours", "figures"),
    [
        # P, R, trigger F1, events with a confidence of .5, those of them that are right
        ([an_attack()], [an_event(RAID, "attacked")], [1, 1, 1, 1, 1]),
        ([an_attack()], [an_event(RAID, "raid")], [1, 1, 1, 1, 1]),
        ([an_attack()], [an_event(RAID, "attacked", type="CRIME")], [0, 0, 1, 1, 0]),
        ([an_attack()], [an_event(RAID, "killed")], [0, 0, 0, 1, 0]),
        ([an_attack()], [an_event(RAID, "attacked", confidence=0.4)], [1, 1, 1, 0, None]),
        # two records of one event
        (
            [an_attack()],
            [an_event(RAID, "raid"), an_event(RAID, "attacked")],
            [0.5, 1, 0.667, 2, 0.5],
        ),
        # neither wanted nor wrong, but elsewhere
        ([an_attack(minor=True)], [an_event(RAID, "raid")], [None, None, None, 0, None]),
        ([an_attack(minor=True)], [an_event(RAID, "killed")], [0, None, 0, 1, 0]),
        # an argument must be right, where there is one
        (
            [an_attack(actors=words("Rebels"))],
            [an_event(RAID, "attacked", actors=[("Rebels", None)])],
            [1, 1, 1, 1, 1],
        ),
        (
            [an_attack(actors=words("Rebels"))],
            [an_event(RAID, "attacked", actors=[("the port of Velmar", None)])],
            [1, 1, 1, 1, 0],
        ),
        (
            [an_attack(place=span(RAID, "Velmar"))],
            [an_event(RAID, "attacked", place=a_place(RAID, "Velmar"))],
            [1, 1, 1, 1, 1],
        ),
        ([], [], [None, None, None, 0, None]),
    ],
)
def test_events(theirs: list[gold.Event], ours: list[Event], figures: list[float | None]) -> None:
    pairs = [pair(an_extraction(events=tuple(ours)), events=tuple(theirs))]
    measured = events.figures(pairs)
    assert shown(measured, "P", "R", "trigger F1", "at .5", "right at .5") == figures


def test_the_arguments_of_events() -> None:
    dead = span(RAID, "40 people")
    count = Count(dead.start, dead.end, dead.text, what="killed", value=40)
    miscount = Count(dead.start, dead.end, dead.text, what="killed", value=14)
    wanted = an_attack(
        actors=words("Rebels"),
        recipients=words("the port of Velmar"),
        place=span(RAID, "Velmar"),
        time="2025-03-10",
        counts=(count,),
    )
    chosen = ("actor F1", "recipient F1", "place F1", "count F1", "date")
    right = an_event(
        RAID,
        "attacked",
        actors=[("Rebels", None)],
        recipients=[("port", None)],
        place=a_place(RAID, "Velmar"),
        time=a_date("2025-03"),
        counts=(count,),
    )
    wrong = an_event(
        RAID,
        "attacked",
        actors=[("Rebels", None), ("people", None)],
        place=a_place(RAID, "Monday"),
        time=a_date("2025-03-11"),
        counts=(miscount,),
    )
    for event, figures in ((right, [1, 1, 1, 1, 1]), (wrong, [0.667, 0, 0, 0, 0])):
        measured = arguments.figures([pair(an_extraction(events=(event,)), events=(wanted,))])
        assert shown(measured, *chosen) == figures


@pytest.mark.parametrize(
    ("theirs", "ours", "figures"),
    [
        # tense, polarity, certainty; F1 of future, negated, uncertain
        ({}, {}, [1, 1, 1, None, None, None]),
        ({"tense": "future"}, {"tense": "future"}, [1, 1, 1, 1, None, None]),
        ({"tense": "present"}, {"tense": "past"}, [0, 1, 1, None, None, None]),
        ({"polarity": "negative"}, {}, [1, 0, 1, None, 0, None]),
        ({"certainty": "possible"}, {"certainty": "probable"}, [1, 1, 0, None, None, 1]),
    ],
)
def test_the_factuality_of_events(
    theirs: dict[str, str], ours: dict[str, str], figures: list[float | None]
) -> None:
    extraction = an_extraction(events=(an_event(RAID, "attacked", **ours),))
    measured = factuality.figures([pair(extraction, events=(an_attack(**theirs),))])
    chosen = ("tense", "polarity", "certainty", "future F1", "negated F1", "uncertain F1")
    assert shown(measured, *chosen) == figures


# Reading labelled articles.

TEXT = "“We will appeal,” said Ana Petrova."


def label(words: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **fields}


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "1", "text": TEXT, **fields}).encode() + b"\n"


def read_lines(*lines: bytes) -> list[Article]:
    return list(read("gold.jsonl", BytesIO(b"".join(lines)), max_chars=1000))


PETROVA_SPEAKS = label(
    "We will appeal,",
    type="direct",
    speaker_text="Ana Petrova",
    speaker_start=23,
    speaker_end=34,
    speaker_ref="Ana Petrova",
)


def test_labels_are_read() -> None:
    (article,) = read_lines(
        b"\n",
        line(
            dct="2025-03-11",
            style="wire",
            quotes=[PETROVA_SPEAKS],
            events=[
                label(
                    "appeal",
                    type="COURT",
                    actors=[label("We")],
                    time={"value": "2025-03"},
                    counts=[label("We", value=1)],
                )
            ],
        ),
    )
    assert article.document == Document(text=TEXT, published="2025-03-11")
    assert (article.mentions, article.timexes) == (None, None)
    assert article.quotes == (
        gold.Quote(
            1, 16, "We will appeal,", type="direct", source=Span(23, 34, "Ana Petrova"),
            speaker="Ana Petrova",
        ),
    )  # fmt: skip
    assert article.events == (
        gold.Event(
            9, 15, "appeal", type="COURT", actors=(Span(1, 3, "We"),), time="2025-03",
            counts=(Count(1, 3, "We", what="", value=1.0),),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (b"{", "gold.jsonl:1: is no valid JSON: "),
        (b"\xff", "gold.jsonl:1: is no valid JSON: "),
        (b"[]", "gold.jsonl:1: Invalid input type."),
        (b"", "gold.jsonl: holds no article"),
        (line(), "gold.jsonl:1: The article has no labels"),
        (line(text=" ", quotes=[]), "gold.jsonl:1: holds no text"),
        (line(text="We " * 500, quotes=[]), "gold.jsonl:1: holds more than 1,000 characters"),
        (line(dct="last week", quotes=[]), "gold.jsonl:1: dct: Write a day"),
        (line(quotes=None), "gold.jsonl:1: quotes: "),
        (line(quotes=[{}]), "gold.jsonl:1: quotes[0].start: Missing data"),
        (line(quotes=[label("We")]), "gold.jsonl:1: quotes[0].type: Missing data"),
        (line(quotes=[label("We", type="said")]), "gold.jsonl:1: quotes[0].type: Must be one of"),
        (line(quotes=[]) + line(quotes=[{}]), "gold.jsonl:2: quotes[0].start"),
        # labels that do not stand where they are said to
        (
            line(quotes=[PETROVA_SPEAKS, label("We", type="direct") | {"text": "we"}]),
            "gold.jsonl:1: quotes[1]: the text from 1 to 3 is 'We', not 'we'.",
        ),
        (
            line(quotes=[PETROVA_SPEAKS | {"speaker_start": 22}]),
            "gold.jsonl:1: quotes[0].source: the text from 22 to 34 is ' Ana Petrova'",
        ),
        (
            line(quotes=[PETROVA_SPEAKS | {"speaker_start": None}]),
            "gold.jsonl:1: quotes[0].speaker_text: Say from where to where",
        ),
        (
            line(events=[label("appeal", type="COURT", actors=[label("We") | {"end": 4}])]),
            "gold.jsonl:1: events[0].actors[0]: the text from 1 to 4 is 'We ', not 'We'.",
        ),
        (line(events=[label("appeal", type="TALK")]), "gold.jsonl:1: events[0].type: 'TALK' is"),
        (
            line(mentions=[label("We", type="PERSON", entity="e", form="name")]),
            "gold.jsonl:1: mentions[0].form: Must be one of",
        ),
        (
            line(timexes=[label("We", type="DATE", value=2025)]),
            "gold.jsonl:1: timexes[0].value: Not a valid string.",
        ),
    ],
)
def test_a_bad_line_is_named_with_its_field(given: bytes, fault: str) -> None:
    with pytest.raises(UnreadableDocumentError) as raised:
        read_lines(given)
    assert str(raised.value).startswith(fault)


# All together.


def as_gold(text: str, extraction: Extraction) -> Article:
    """The article as somebody would label it who sees what the extraction saw."""
    named = {entity.id: entity.name for entity in extraction.entities}
    forms = {"name": "NAM", "nominal": "NOM", "pronoun": "PRO"}
    return Article(
        id="1",
        document=Document(text=text),
        quotes=tuple(
            gold.Quote(
                start,
                end,
                text[start:end],
                type=quote.type,
                source=quote.source,
                speaker=named.get(quote.speaker or "", ""),
            )
            for quote in extraction.quotes
            for start, end in quote.spans
        ),
        mentions=tuple(
            gold.Mention(
                m.start, m.end, m.text, entity=entity.id, type=entity.type, form=forms[m.kind]
            )
            for entity in extraction.entities
            for m in entity.mentions
        ),
        timexes=extraction.times,
        events=tuple(
            gold.Event(
                event.trigger.start,
                event.trigger.end,
                event.trigger.text,
                type=event.type,
                actors=event.actors,
                tense=event.tense,
                polarity=event.polarity,
            )
            for event in extraction.events
        ),
    )


def test_an_extraction_that_is_the_gold_has_perfect_figures() -> None:
    text = f"{SAID} {RAID}"
    monday = span(text, "Monday")
    extraction = an_extraction(
        entities=(
            an_entity(text, "Ana Petrova", nominals=["she"]),
            an_entity(text, "Velmar", id="e2", type="GPE"),
        ),
        quotes=(a_quote(text, "We will appeal,", source="she", speaker="e1", confidence=1.0),),
        times=(Timex(monday.start, monday.end, "Monday", "DATE", "2025-03-10"),),
        events=(
            an_event(text, "attacked", actors=[("Rebels", None)], tense="future"),
            an_event(text, "killed", type="DEATH", polarity="negative"),
        ),
    )
    report = evaluate([as_gold(text, extraction)], lambda _: extraction)
    wrong = {
        (family, name): value
        for family, figures in report.figures.items()
        for name, value in figures.items()
        if name not in ("gold", "ECE", "at .5") and value not in (None, 1.0)
    }
    assert wrong == {}
    assert report.figures["confidence"]["ECE"] == 0
    sizes = [figures["gold"] for figures in report.figures.values() if "gold" in figures]
    assert sizes == [1, 1, 1, 2, 2, 2, 1, 2, 2, 2]


def test_a_family_is_measured_over_the_articles_that_are_labelled_for_it() -> None:
    quote = found((0, 10))
    extraction = an_extraction(quotes=(quote,), events=(an_event(RAID, "raid"),))
    articles = [
        pair(extraction, quotes=(labelled((0, 10)),))[0],
        pair(extraction, quotes=(), events=())[0],
        pair(extraction, timexes=())[0],
    ]
    report = evaluate(articles, lambda _: extraction)
    assert report.articles == 3
    assert list(report.figures) == [
        "quotes, all",
        "quotes, speech",
        "quotes, direct",
        "confidence",
        "times",
        "events",
        "arguments of events",
        "factuality of events",
    ]
    assert shown(report.figures["quotes, all"], "gold", "P", "R") == [1, 0.5, 1]
    assert [each.size for each in report.bins] == [1, 1]


# The command.


def onrecord(*arguments: str, given: bytes) -> Result:
    return CliRunner().invoke(main, ["evaluate", *arguments], input=given, catch_exceptions=False)


def test_evaluate_prints_a_line_a_family() -> None:
    done = onrecord("-", "--confidence", given=line(quotes=[PETROVA_SPEAKS]))
    count, *families, confidence = done.stdout.splitlines()
    assert count == "articles 1"
    assert [family.split("  ")[0] for family in families] == [
        "quotes, all",
        "quotes, speech",
        "quotes, direct",
        "confidence",
    ]
    assert "F1@.8 1.000  F1@.3 1.000  speaker mention 1.000" in families[0]
    assert "AUROC –" in families[3]
    assert confidence.endswith("right 1.000  of 1")


def test_evaluate_writes_json() -> None:
    done = onrecord("-", "--json", given=line(quotes=[PETROVA_SPEAKS]))
    report = json.loads(done.stdout)
    assert report["figures"]["quotes, direct"]["joint F1@.8"] == 1.0
    assert report["bins"][0]["size"] == 1


def test_evaluate_names_the_line_that_is_wrong() -> None:
    done = onrecord("-", given=line(quotes=[PETROVA_SPEAKS | {"end": 99}]))
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: standard input:1: quotes[0]: the text from 1 to 99 is ")
