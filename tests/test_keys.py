"""Ids and keys: derived, and in the order they promise."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import keys

IDS = st.integers(0, 2**32).map(lambda number: keys.quote_id("a_1", "direct", number))
DAYS = st.none() | st.dates()


def test_an_id_depends_on_every_part() -> None:
    ids = {
        keys.article_id("text", "source", "url"),
        keys.article_id("text", "source", None),
        keys.article_id("text", None, "url"),
        keys.article_id("text", "", "url"),
        keys.article_id("texts", "ource", "url"),
        keys.article_id("text", "sourceurl", ""),
    }
    assert len(ids) == 6


def test_ids_stay_what_they_are() -> None:
    assert keys.article_id("text", "source", "url") == "a_ynx6j9qc8kz5"
    assert keys.quote_id("a_1", "direct", ((1, 5),)) != keys.event_id("a_1", "direct", ((1, 5),))


@pytest.mark.parametrize(
    ("entity", "hash_"),
    [("ivo-lind", ""), ("ivo-lind~7k2m9x4c", "7k2m9x4c"), ("лавров~0", "0")],
)
def test_the_hash_of_a_shared_slug(entity: str, hash_: str) -> None:
    assert keys.hash_in(entity) == hash_
    assert keys.entity_id(entity.partition("~")[0], hash_ or None) == entity


@given(DAYS, IDS, DAYS, IDS)
def test_keys_are_in_the_order_of_days_then_of_ids(day, id_, other_day, other_id) -> None:
    mine, other = keys.integer_key(day, id_), keys.integer_key(other_day, other_id)
    assert 0 <= mine < 2**63
    assert keys.day_of(mine) == day
    assert (mine >= keys.DATED) is (day is not None)
    if mine < other:
        assert (day or date.min, id_) < (other_day or date.min, other_id) or day is None


@given(st.dates(max_value=date(9999, 12, 30)), IDS)
def test_the_keys_of_a_day_are_a_range(day: date, id_: str) -> None:
    following = date.fromordinal(day.toordinal() + 1)
    assert keys.first_key(day) <= keys.integer_key(day, id_) < keys.first_key(following)
