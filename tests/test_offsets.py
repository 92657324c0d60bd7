"""Offsets in UTF-16 units: what Python counts in characters, counted as JavaScript does."""

from hypothesis import given
from hypothesis import strategies as st

from api.offsets import in_utf16

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("🚢𝒜é"), max_size=30)


@given(st.data())
def test_a_span_has_the_same_words_in_either_count(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    counted = in_utf16({"start": start, "end": end}, text)
    units = text.encode("utf-16-le")[2 * counted["start"] : 2 * counted["end"]]
    assert units.decode("utf-16-le") == text[start:end]


def test_spans_are_converted_wherever_they_are() -> None:
    record = {
        "text": "a",
        "trigger": {"start": 1, "end": 2, "text": "a"},
        "actors": [{"start": 0, "end": 1, "entity": None}],
        "target": {"unit": "codepoint", "selector": [{"start": 1, "end": 2}, {"exact": "a"}]},
    }
    assert in_utf16(record, "🚢a") == {
        "text": "a",
        "trigger": {"start": 2, "end": 3, "text": "a"},
        "actors": [{"start": 0, "end": 2, "entity": None}],
        "target": {"unit": "utf16", "selector": [{"start": 2, "end": 3}, {"exact": "a"}]},
    }


def test_what_has_no_such_character_is_as_it_was() -> None:
    record = {"start": 3, "end": 7, "mentions": [{"start": 0, "end": 2}]}
    assert in_utf16(record, "café noir") == record
