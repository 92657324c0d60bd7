"""Dates with parts unknown: EDTF and TIMEX3 values, and the days they cover.

EDTF is ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/); the TIMEX3 values are those
of the TIDES standard that TimeML took over: `2025-W34`, `2025-W34-WE`, `2025-Q3`, `2025-H1`,
`2025-SU`, decades of three digits (`202`) and centuries of two (`20`).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

type Days = tuple[date, date]

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)

# The first month of each season; a winter ends in the year after its own.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def is_date(value: str) -> bool:
    """Whether `value` is an EDTF day, month or year of the calendar: `2025-08-22`, `2025-08`."""
    return _DATE.fullmatch(value) is not None and bounds(value) is not None


def bounds(value: str) -> Days | None:
    """The earliest and the latest day of an EDTF or TIMEX3 value; None where it is open.

    `2025-08` is (1 August, 31 August), `2025-08-21TNI` one day, `2025-08-15/2025-08-17` from the
    first to the last. Durations, sets, vague values (`PAST_REF`), values of unknown year
    (`XXXX-08-15`), fiscal years (`FY2025` begins when its owner says) and days that no calendar
    has are open. EDTF's marks of doubt (`?`, `~`, `%`) change nothing.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        return _joined(bounds(first), bounds(last))
    for pattern, days in _FORMS:
        if match := pattern.fullmatch(value):
            try:
                return days(*match.groups())
            except (ValueError, OverflowError):  # no such day, week or year in the calendar
                return None
    return None


def _joined(first: Days | None, last: Days | None) -> Days | None:
    if first is None or last is None or last[1] < first[0]:
        return None
    return first[0], last[1]


def _months(year: int, month: int, count: int) -> Days:
    """`count` whole months from the first day of `month`."""
    end_year, end_month = divmod(year * 12 + month - 1 + count - 1, 12)
    last = monthrange(end_year, end_month + 1)[1]
    return date(year, month, 1), date(end_year, end_month + 1, last)


def _years(first: int, count: int) -> Days:
    # Our era has no year 0, so its first decade and century are a year short.
    return date(max(first, 1), 1, 1), date(first + count - 1, 12, 31)


def _day(year: str, month: str, day: str) -> Days:
    only = date(int(year), int(month), int(day))
    return only, only


def _week(year: str, week: str, part: str | None) -> Days:
    if part in (None, "WE"):
        first = date.fromisocalendar(int(year), int(week), 6 if part else 1)
        return first, first + timedelta(days=1 if part else 6)
    only = date.fromisocalendar(int(year), int(week), int(part))
    return only, only


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Days]], ...] = tuple(
    (re.compile(rf"{pattern}[?~%]?", re.ASCII), days)
    for pattern, days in (
        (r"(\d{4})-(\d\d)-(\d\d)(?:T[^/]*)?", _day),
        (r"(\d{4})-([01]\d)(?:-XX)?", lambda y, m: _months(int(y), int(m), 1)),
        (r"(\d{4})(?:-XX-XX)?", lambda y: _years(int(y), 1)),
        (r"(\d{3})X?", lambda y: _years(int(y) * 10, 10)),
        (r"(\d\d)(?:XX)?", lambda y: _years(int(y) * 100, 100)),
        (r"(\d{4})-W(\d\d)(?:-([1-7]|WE))?(?:T[^/]*)?", _week),
        (r"(\d{4})-Q([1-4])", lambda y, q: _months(int(y), int(q) * 3 - 2, 3)),
        (r"(\d{4})-H([12])", lambda y, h: _months(int(y), int(h) * 6 - 5, 6)),
        (r"(\d{4})-(SP|SU|FA|WI)", lambda y, s: _months(int(y), _SEASONS[s], 3)),
        # EDTF's own codes: 21–24 the seasons, 33–36 the quarters.
        (r"(\d{4})-2([1-4])", lambda y, s: _months(int(y), int(s) * 3, 3)),
        (r"(\d{4})-3([3-6])", lambda y, q: _months(int(y), int(q) * 3 - 8, 3)),
    )
)
