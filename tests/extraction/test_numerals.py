"""Numbers in figures and in words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extraction import numerals


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("600", 600),
        ("1,500", 1500),
        ("2.5", 2.5),
        ("2½", 2.5),
        ("2.5 million", 2_500_000),
        ("seven", 7),
        ("twenty-five", 25),
        ("two hundred and ten", 210),
        ("three thousand two hundred", 3200),
        ("a hundred", 100),
        ("two dozen", 24),
        ("two and a half", 2.5),
    ],
)
def test_numbers(words: str, value: float) -> None:
    assert re.fullmatch(numerals.pattern(), words)
    assert numerals.value(words) == value


@pytest.mark.parametrize("words", ["several", "", "one too many", "12th"])
def test_no_numbers(words: str) -> None:
    assert not re.fullmatch(numerals.pattern(), words)


def test_figures_and_words_beside_them_are_two_numbers() -> None:
    assert re.findall(numerals.pattern(), "in 2012-six days later") == ["2012", "six"]


@given(st.from_regex(numerals.pattern(), fullmatch=True))
def test_whatever_looks_like_a_number_is_worth_one(words: str) -> None:
    assert numerals.value(words) is not None
