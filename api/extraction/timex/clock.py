"""Dates named from where the writer stands: `yesterday`, `last month`, `Friday`, `in October`."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from api.extraction.records import Tense

# How many days a tense weighs against nearness: `the vote on Sept. 1, he said` in August is
# next month's though `said` is past. Of a month it says more: newspapers give a day its year
# where that is another year than theirs.
_TENSE_WEIGHT = 180
_TENSE_WEIGHT_OF_MONTHS = 300

# Dearer than any year that can be meant.
_NEVER = 1_000_000

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_OPEN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}

_UNITS = tuple(_OPEN)

# Months that a unit of several is long, for stepping from one to the next.
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}

_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Clock:
    """A day to count from, None where it is not known, and the tense of the clause.

    `grain` is how exactly that day is known: two months after `2019` is no month but a year.

    Each method answers with an EDTF or TIMEX3 value, left open (`XXXX-08-15`, `XXXX-WXX-5`)
    where the clock does not know its day or the calendar has none.
    """

    today: date | None
    tense: Tense | None = None
    grain: str = "day"

    def unit(self, name: str, step: int = 0) -> str:
        """The day, week, weekend, month, quarter, year, decade or century `step` from this one."""
        today = self.today
        if today is None or name not in _OPEN:
            return _OPEN.get(name, _OPEN["day"])
        if name in _MONTHS:
            moved = _add_months(today, step * _MONTHS[name])
        else:
            moved = _add_days(today, step if name == "day" else step * 7)
        name = max(name, self.grain, key=_UNITS.index)
        return _OPEN[name] if moved is None else written(moved, name)

    def weekday(self, number: int, step: int = 0) -> str:
        """The day of the week `number` (0 is Monday), by the tense of the clause.

        After the past it is the last such day, the anchor's own included, before the future the
        next. `step` −1 is the one before the anchor's day (`last Friday`), 1 the one after.
        """
        today = self.today
        if today is None:
            return f"XXXX-WXX-{number + 1}"
        back, ahead = (today.weekday() - number) % 7, (number - today.weekday()) % 7
        if step < 0:
            days = -(back or 7)
        elif step > 0:
            days = ahead or 7
        else:
            days = ahead if self.tense in ("future", "present") else -back
        moved = _add_days(today, days)
        return f"XXXX-WXX-{number + 1}" if moved is None else moved.isoformat()

    def weekday_of_week(self, number: int, step: int) -> str:
        """The day `number` (0 is Monday) of this week, of the last or of the next."""
        monday = self.today and _add_days(self.today, 7 * step - self.today.weekday())
        moved = monday and _add_days(monday, number)
        return moved.isoformat() if moved else f"XXXX-WXX-{number + 1}"

    def month(self, number: int, step: int = 0) -> str:
        """The month `number` (1 is January); `step` −1 the last such month, 1 the next."""
        year = self._year(lambda year: date(year, number, 1), step, unit=1)
        return f"XXXX-{number:02}" if year is None else f"{year:04}-{number:02}"

    def day_of_year(self, month: int, day: int, step: int = 0) -> str | None:
        """A day of a month whose year is not said; None where no year has that day."""
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024, month)[1]:
            return None
        year = self._year(lambda year: date(year, month, day), step)
        return f"XXXX-{month:02}-{day:02}" if year is None else f"{year:04}-{month:02}-{day:02}"

    def season(self, code: str, step: int = 0) -> str:
        """A season (`SP`, `SU`, `FA`, `WI`); a winter belongs to the year it begins in."""
        year = self._year(lambda year: date(year, _FIRST_MONTH[code], 1), step, unit=3)
        return f"XXXX-{code}" if year is None else f"{year:04}-{code}"

    def part_of_year(self, code: str) -> str:
        """A quarter or half (`Q3`, `H1`): the last that has begun, before the future the next."""
        months = 3 if code[0] == "Q" else 6
        first = int(code[1]) * months - months + 1
        if self.today is None:
            return f"XXXX-{code}"
        year = self.today.year
        if self.tense == "future":
            year += first + months - 1 < self.today.month
        else:
            year -= first > self.today.month
        return f"{year:04}-{code}"

    def holiday(self, rule: str, step: int = 0) -> str | None:
        """The day that a rule of `holidays.txt` gives; None where it moves and no year is known."""
        month, day, *more = rule.split()
        if day.isdecimal() and not more and month != "easter":
            return self.day_of_year(int(month), int(day), step)
        year = self._year(lambda year: holiday(rule, year), step)
        return None if year is None else holiday(rule, year).isoformat()

    def _year(self, on: Callable[[int], date], step: int, unit: int = 0) -> int | None:
        """Which year's `on` is meant: the nearest, unless the tense speaks clearly for another.

        `unit` counts months: the day of a month or a season is compared with the first day of
        this one.
        """
        if self.today is None:
            return None
        start = self.today
        if unit:
            start = _add_months(start.replace(day=1), -(start.month % unit)) or start

        def cost(year: int) -> int:
            try:
                days = (on(year) - start).days
            except ValueError:  # 29 February, or the calendar's first or last year
                return _NEVER
            if step:
                wrong, weight = days * step <= 0, _NEVER // 2
            else:
                wrong = days < 0 if self.tense == "future" else days > 0
                weight = _TENSE_WEIGHT_OF_MONTHS if unit else _TENSE_WEIGHT
                weight *= self.tense in ("past", "future")
            return abs(days) + wrong * weight

        best = min(range(start.year - 1, start.year + 2), key=cost)
        return None if cost(best) == _NEVER else best


def written(day: date, unit: str) -> str:
    """The value of the unit of time that `day` lies in: `2025-08`, `2025-W34`, `202`."""
    iso = day.isocalendar()
    match unit:
        case "week":
            return f"{iso.year:04}-W{iso.week:02}"
        case "weekend":
            return f"{iso.year:04}-W{iso.week:02}-WE"
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "quarter":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "year":
            return f"{day.year:04}"
        case "decade":
            return f"{day.year // 10:03}"
        case "century":
            return f"{day.year // 100:02}"
        case _:
            return day.isoformat()


def holiday(rule: str, year: int) -> date:
    """The day in `year` that a rule of `holidays.txt` gives (its forms are described there)."""
    first, second, *rest = rule.split()
    if first == "easter":
        return easter(year) + timedelta(days=int(second))
    month = int(first)
    if second.isdecimal():
        return date(year, month, int(second))
    which, weekday = int(second[:-2]), _WEEKDAYS.index(second[-2:])
    last = monthrange(year, month)[1]
    if which > 0:
        day = 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (which - 1)
    else:
        day = last - (date(year, month, last).weekday() - weekday) % 7 + 7 * (which + 1)
    return date(year, month, day) + timedelta(days=int(rest[0]) if rest else 0)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, *Astronomical Algorithms*, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _add_days(day: date, count: int) -> date | None:
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def _add_months(day: date, count: int) -> date | None:
    """The same day `count` months on, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
