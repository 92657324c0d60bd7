"""Counted phrases: how many, of what, and how exactly."""

from typing import Any

import pytest
from spacy.language import Language

from api.extraction.nlp import parse
from api.extraction.plover.counts import find_counts
from api.extraction.records import Count

PARTICIPANTS = ("nsubj", "nsubjpass", "dobj")


def counts(nlp: Language, text: str, verb: str) -> list[Count]:
    doc = parse(nlp, text)
    return list(find_counts(text, verb, [token for token in doc if token.dep_ in PARTICIPANTS]))


@pytest.mark.parametrize(
    ("verb", "text", "words", "expected"),
    [
        # number, qualifier, unit
        (
            "injure",
            "At least 15 workers were injured.",
            "At least 15 workers",
            {"what": "injured", "value": 15, "qualifier": "at least", "unit": "workers"},
        ),
        (
            "fire",
            "They fired nearly 600 drones.",
            "nearly 600 drones",
            {"what": "drones", "value": 600, "qualifier": "nearly"},
        ),
        (
            "arrest",
            "Police arrested twelve students.",
            "twelve students",
            {"what": "arrested", "value": 12, "unit": "students"},
        ),
        # ranges and vague numbers
        (
            "kill",
            "It killed between 10 and 20 sailors.",
            "between 10 and 20 sailors",
            {"what": "killed", "min": 10, "max": 20, "unit": "sailors"},
        ),
        (
            "kill",
            "It killed dozens of sailors.",
            "dozens of sailors",
            {"what": "killed", "min": 24, "qualifier": "dozens", "unit": "sailors"},
        ),
        # money
        (
            "give",
            "Norland gave $3 million.",
            "$3 million",
            {"what": "money", "value": 3e6, "unit": "$"},
        ),
    ],
)
def test_counts(nlp: Language, verb: str, text: str, words: str, expected: dict[str, Any]) -> None:
    (count,) = counts(nlp, text, verb)
    start = text.index(words)
    assert count == Count(start, start + len(words), words, **expected)


@pytest.mark.parametrize(
    "text", ["The workers were injured.", "They met in 2014.", "A drone fell."]
)
def test_what_is_not_counted(nlp: Language, text: str) -> None:
    assert counts(nlp, text, "injure") == []
