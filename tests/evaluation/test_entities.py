"""The figures of names and of coreference."""

import pytest

from api.evaluation import coreference, gold, names
from api.extraction.records import Entity, Mention
from tests.builders import an_extraction
from tests.evaluation.comparing import Place, pair, shown

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
