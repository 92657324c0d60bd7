"""Cursors come back whole, and only to the query that they were made for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cursor import InvalidCursorError, Place, decode, encode

QUERY = "/quotes?speaker=petrova"
PLACE = ("petrova", 1625331207938043904)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
PLACES = st.lists(TEXTS | st.integers(-(2**63) + 1, 2**63 - 1) | FLOATS).map(tuple)


@given(PLACES)
def test_a_cursor_leads_to_the_place_it_was_made_of(place: Place) -> None:
    assert decode(QUERY, encode(QUERY, place)) == place


def test_a_cursor_of_another_query_is_refused() -> None:
    with pytest.raises(InvalidCursorError):
        decode("/quotes?speaker=lind", encode(QUERY, PLACE))


@given(TEXTS)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursorError):
        decode(QUERY, text)


@given(st.data())
def test_one_changed_character_is_refused(data: st.DataObject) -> None:
    cursor = encode(QUERY, PLACE)
    at = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.sampled_from(sorted(set("Aa0-_=!é ") - {cursor[at]})))
    with pytest.raises(InvalidCursorError):
        decode(QUERY, cursor[:at] + other + cursor[at + 1 :])


@pytest.mark.parametrize("place", [(2**63,), (None,), ([],), ({},)])
def test_a_forged_place_that_no_list_has_is_refused(place: tuple[object, ...]) -> None:
    with pytest.raises(InvalidCursorError):
        decode(QUERY, encode(QUERY, place))  # type: ignore[arg-type]
