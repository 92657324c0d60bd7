"""Folding: one form for the spellings of a word or a name, in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.folding import fold, key, located, slug, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We are READY", ["we", "are", "ready"]),
        ("Norland’s plan", ["norland", "s", "plan"]),
        ("U.S.-owned", ["us", "owned"]),
        ("Łódź, Zoë, Ærø", ["lodz", "zoe", "aero"]),
        ("Straße İzmir", ["strasse", "izmir"]),
        ("Ёлка, Київ", ["елка", "київ"]),
        ("ΛΟΓΟΣ λόγος", ["λογοσ", "λογοσ"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שָׁלוֹם سَلَام", ["שלום", "سلام"]),
        ("北京 ひ", ["北", "京", "ひ"]),
        ("ﬁve ①", ["five", "1"]),
        ("snake_case", ["snake", "case"]),
        ("…—“”!", []),
        ("", []),
        ("a" * 1000, ["a" * 64]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë O’Brien", "zoe obrien"),
        ("U.S.", "US"),
        ("Jean-Luc  Noor", "Jean Luc Noor"),
        ("Ана Петрова", "АНА ПЕТРОВА"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana Petrova", "ana-petrova"),
        ("Zoë O’Brien", "zoe-obrien"),
        ("Київ", "київ"),
        ("北京", "北京"),
        ("U.S. Harbour Board", "us-harbour-board"),
        ("~x~", "x"),
        ("…", "unnamed"),
        ("ab " * 100, ("ab-" * 27)[:80]),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    for token in tokens(text):
        assert tokens(token) == [token]
    assert slug(text)
    assert not set(slug(text)) & set("~/?#% \n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We ARE", ["We", "ARE"]),
        ("Norland’s U.S. plan", ["Norland", "s", "U.S", "plan"]),
        ("Zoë, Straße ①", ["Zoë", "Straße", "①"]),
        # an accent by itself, two letters of one character, one of two
        ("cafe\u0301 Ærø", ["cafe\u0301", "Ærø"]),
        ("가\u1112\u1161\u11ab", ["가\u1112\u1161\u11ab"]),
        ("北京🚢ひ", ["北", "京", "ひ"]),
        ("…", []),
    ],
)
def test_words_are_located(text: str, expected: list[str]) -> None:
    assert [text[start:end] for _, start, end in located(text)] == expected


COMPOSING = "aé.’ 가ᄀ\u1161ㄱㅏﾊﾞßŒﬁйё\u0301\u0308ক\u09c7\u09beΐΣ"


@given(st.text(st.one_of(st.characters(), st.sampled_from(COMPOSING))))
def test_all_words_are_located_and_no_others(text: str) -> None:
    found = located(text)
    assert [word for word, _, _ in found] == tokens(text)
    ends = 0
    for _, start, end in found:
        assert 0 <= start < end <= len(text)
        # Of one character that is two words (㎞²) both have its place.
        assert end >= ends
        ends = end
