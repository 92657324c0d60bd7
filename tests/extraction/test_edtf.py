"""Partial dates and the days they cover."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extraction.edtf import bounds, is_date


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        # EDTF
        ("2025-08-22", "2025-08-22", "2025-08-22"),
        ("2025-08", "2025-08-01", "2025-08-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-08-15/2025-08-17", "2025-08-15", "2025-08-17"),
        ("2009/2011", "2009-01-01", "2011-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2025-08-XX", "2025-08-01", "2025-08-31"),
        ("2025-22", "2025-06-01", "2025-08-31"),
        ("2025-34", "2025-04-01", "2025-06-30"),
        ("2025-08~", "2025-08-01", "2025-08-31"),
        ("2025-08-22T10:00:00Z", "2025-08-22", "2025-08-22"),
        # TIMEX3
        ("2025-W34", "2025-08-18", "2025-08-24"),
        ("2025-W34-WE", "2025-08-23", "2025-08-24"),
        ("2025-W34-5", "2025-08-22", "2025-08-22"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-SU", "2025-06-01", "2025-08-31"),
        ("2025-WI", "2025-12-01", "2026-02-28"),
        ("202", "2020-01-01", "2029-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
        ("2025-08-21TNI", "2025-08-21", "2025-08-21"),
        ("2025-08-21T18:40-04:00", "2025-08-21", "2025-08-21"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    assert bounds(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [
        # open
        *("XXXX-08-15", "XXXX-WXX-5", "XXXX", "XXXX-XX-XX", "PAST_REF", "FUTURE_REF", "FY2025"),
        *("XXXX-XX-XXTNI", "T18:40", "2025/..", "../2025"),
        # durations and sets
        *("P2Y", "PXD", "PT30M", "P1W"),
        # no day of the calendar
        *("2025-02-30", "2025-13", "2025-00", "0000", "2021-W53", "2025-W00", "2025-Q5", "9999-WI"),
        *("2011/2009", "", "/", "2025-8-2", "20250822", "٢٠٢٥"),
    ],
)
def test_open_values_have_no_bounds(value: str) -> None:
    assert bounds(value) is None


@pytest.mark.parametrize("value", ["2025-08-22", "2025-08", "2025", "2024-02-29"])
def test_dates_of_metadata_and_parameters(value: str) -> None:
    assert is_date(value)


@pytest.mark.parametrize(
    "value",
    ["2025-02-29", "2025-13", "202", "2025-W34", "2025-SU", "XXXX-08", "22 August", "", "2025-08~"],
)
def test_no_dates_of_metadata_and_parameters(value: str) -> None:
    assert not is_date(value)


@given(st.text(alphabet="0123456789-/XWQHSUTNPYM.~?", max_size=20) | st.text(max_size=20))
def test_any_value_has_ordered_bounds_or_none(value: str) -> None:
    days = bounds(value)
    assert days is None or days[0] <= days[1]


@given(st.dates())
def test_a_day_bounds_itself(day: date) -> None:
    assert bounds(day.isoformat()) == (day, day)
