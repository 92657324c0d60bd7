"""The shadow of a text, and its paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extraction.document import Document
from api.extraction.pipeline import extract
from api.extraction.text import paragraphs, shadow


@pytest.mark.parametrize(
    ("text", "dark"),
    [
        ("5 000 drones", "5 000 drones"),
        ("one\r\ntwo", "one\n\ntwo"),
        ("one\u2028two\fthree", "one\ntwo\nthree"),
        # half a pair of surrogates, which no encoding has
        ("Grenta \ud83d said", "Grenta \ufffd said"),
        # marks, dashes and letters of every script stay what they are
        ("“Київ” — ‘été’", "“Київ” — ‘été’"),
    ],
)
def test_the_shadow_has_plain_blanks(text: str, dark: str) -> None:
    assert shadow(text) == dark


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("  One.  \n \n\t\n", ["  One.  "]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_a_paragraph_is_a_line_that_is_not_blank(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == found


@given(st.text(st.characters()))
def test_no_offset_moves(text: str) -> None:
    dark = shadow(text)
    assert len(dark) == len(text)
    dark.encode()
    assert all(
        a == b or (a.isspace() and b.isspace()) or ("\ud800" <= a <= "\udfff" and b == "\ufffd")
        for a, b in zip(text, dark, strict=True)
    )
    end = 0
    for start, after in paragraphs(dark):
        assert end <= start < after
        assert not dark[end:start].strip()
        end = after
    assert not dark[end:].strip()


def test_lone_surrogates_are_read_over() -> None:
    text = "Ana Petrova\udcff said: “We \ud83d left.”"
    extraction = extract(Document(text=text))
    assert [entity.name for entity in extraction.entities] == ["Ana Petrova"]
    assert [quote.text for quote in extraction.quotes] == ["We \ud83d left."]
