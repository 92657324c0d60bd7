"""Full text: what a query finds, and that none can fail."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from api.folding import tokens
from api.fulltext import EntityText, QuoteText, add, highlights, matching, remove, replace
from api.models import Quote

TEXTS = {
    1: "We are ready to continue the talks.",
    2: "The talks are over, said the U.S. envoy in Łódź.",
    3: "Norland’s talks: “ready or not”.",
    4: "北京 and हिन्दी",
}


@pytest.fixture
def texts(db: Database) -> None:
    add(QuoteText, {id_: {"text": text, "speaker": "she"} for id_, text in TEXTS.items()})


def found(query: str, column: str = "text") -> list[int]:
    condition = matching(QuoteText.rowid, QuoteText, query, column)
    return [row.rowid for row in QuoteText.select().where(condition).order_by(QuoteText.rowid)]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("talks", [1, 2, 3]),
        ("TALKS ready", [1, 3]),
        ('"ready to continue"', [1]),
        ('"continue ready"', []),
        ("talks -ready", [2]),
        ('talks -"ready or not"', [1, 2]),
        ("norland", [3]),
        ("Norland's", [3]),
        ("US lodz", [2]),
        ("u.s.", [2]),
        ("北京", [4]),
        ("京北", []),
        ("हिन्दी", [4]),
        # words, not parts of words
        ("talk", []),
        ("she", []),
        # nothing to look for
        ("", []),
        ("-talks", []),
        ('"" … - ""', []),
        # the words of FTS5 are words like others
        ("talks AND ready", []),
        ("talks OR nothing", []),
        ("NEAR(talks ready)", []),
        ("speaker:she", []),
        ("tal*", []),
        ('"talks', [1, 2, 3]),
    ],
)
def test_queries(texts: None, query: str, rows: list[int]) -> None:
    assert found(query) == rows


def test_a_query_looks_into_one_column(texts: None) -> None:
    assert found("she", "speaker") == [1, 2, 3, 4]
    assert found("talks", "speaker") == []
    assert found("she -talks", "speaker") == [1, 2, 3, 4]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text('"-()*:^+ {}ab'))
def test_no_query_fails(texts: None, query: str) -> None:
    assert set(found(query)) <= set(TEXTS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_a_text_is_found_by_its_own_words(db: Database, text: str) -> None:
    replace(QuoteText, 9, {"text": text, "speaker": None})
    words = text.replace('"', " ").replace("-", " ")
    assert found(words) == found(f'"{words}"') == ([9] if tokens(words) else [])
    remove(QuoteText, [9])
    assert found(words) == []


def test_what_is_replaced_is_not_found_any_more(db: Database) -> None:
    for name in ("Ana Petrova", "Mia Noor", "Mia Noor"):
        replace(EntityText, 1, {"name": name, "role": None})
    condition = matching(EntityText.rowid, EntityText, "petrova", "name")
    assert not EntityText.select().where(condition)
    assert EntityText.select().count() == 1


def test_a_condition_joins_others(db: Database) -> None:
    query = Quote.select().where(matching(Quote.id, QuoteText, "talks", "text"), Quote.type == "x")
    assert list(query) == []


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        (TEXTS[1], "talks READY", ["ready", "talks"]),
        (TEXTS[1], '"ready to continue"', ["ready to continue"]),
        (TEXTS[1], '"continue ready"', []),
        # what overlaps is one, what only touches is two
        (TEXTS[1], '"ready to continue" "continue the talks"', ["ready to continue the talks"]),
        (TEXTS[1], '"ready to continue" to', ["ready to continue"]),
        (TEXTS[4], "北京", ["北京"]),
        # as the text has them, wherever they stand
        (TEXTS[2], "US lodz", ["U.S", "Łódź"]),
        (TEXTS[3], "norland's", ["Norland’s"]),
        ("No, no. Nothing.", "no", ["No", "no"]),
        # not the words that it shall not have
        (TEXTS[3], "talks -nothing", ["talks"]),
        (TEXTS[3], "-talks", []),
        ("", "talks", []),
    ],
)
def test_where_the_words_of_a_query_stand(text: str, query: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in highlights(text, query)] == words


@given(text=st.text(), query=st.text())
def test_what_is_highlighted_is_in_order_and_apart(text: str, query: str) -> None:
    ends = 0
    for start, end in highlights(text, query):
        assert ends <= start < end <= len(text)
        ends = end
