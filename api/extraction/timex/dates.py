"""Dates of the calendar: days, weekdays, months, years and what is named after them."""

import re
from functools import cache

from api.extraction import numerals
from api.extraction.edtf import bounds
from api.extraction.lexicons import lines, terms
from api.extraction.timex.clock import holiday
from api.extraction.timex.hours import with_part
from api.extraction.timex.words import NAMES, STEPS, Found, Reading, numbered, pairs

# Months that are also names or verbs.
_AMBIGUOUS_MONTHS = frozenset(("may", "march", "august", "april", "june"))

# What stands before a month or a year that is one …
_CLEAR = "in|since|until|till|by|before|after|during|of|from|through|between|early|late|mid"
_CLEARLY_LED = re.compile(rf"\b(?:{_CLEAR})[ -]\(?$")
# … before one that belongs to a single thing (`a 2022 report`) …
_OF_ONE = re.compile(r"\b(?:an?|the|this|its|his|her|their|'s) $")
# … and before other things too.
_LED = re.compile(rf"\b(?:{_CLEAR}|to|and|or|for|than|around|about)[ -]\(?$")


@cache
def holidays() -> dict[str, str]:
    """The holidays, and the rule of the day each falls on."""
    rows = (line.partition(": ") for line in lines("times/holidays.txt"))
    return {name: rule for name, _, rule in rows}


def iso_date(found: Found) -> Reading | None:
    """`2025-08-22`."""
    return _date(f"{found['year']}-{found['mm']}-{found['dd']}")


def numeric_date(found: Found) -> Reading | None:
    """`8/22/2025` in the American order, in the other where only that makes a date."""
    first, second = int(found["first"] or 0), int(found["second"] or 0)
    month, day = (second, first) if first > 12 else (first, second)
    return _date(f"{_year(found)}-{month:02}-{day:02}")


def day_of_month(found: Found) -> Reading | None:
    """`Aug. 22`, `22 August 2025`, `Friday, Aug. 22`, `August 15-17`."""
    if not found.capital("month"):
        return None
    month, year = _month(found), _said_year(found)
    days = [_ordinal(day) for day in (found["day"], found["last"]) if day]
    first = found.now.day_of_year(month, days[0])
    if first is None or sorted(days) != days:
        return None
    return _date("/".join(f"{year or first[:4]}-{month:02}-{day:02}" for day in days))


def month_of_year(found: Found) -> Reading | None:
    """`February 2022`, `October of last year`."""
    if not found.capital("month"):
        return None
    return "DATE", f"{_said_year(found)}-{_month(found):02}"


def bare_month(found: Found) -> Reading | None:
    """`October`, `last October`, `April` before `and June 2010`; no `May` that is a name."""
    if not found.capital("month"):
        return None
    which = found["which"]
    if found.label in NAMES and not which:
        return None
    led = which or found.label == "DATE" or _CLEARLY_LED.search(found.before)
    if found["month"] in _AMBIGUOUS_MONTHS and not led:
        return None
    number = _month(found)
    if year := _year(found):
        return "DATE", f"{int(year) - (number > _month(found, 'until')):04}-{number:02}"
    return "DATE", found.now.month(number, STEPS.get(which or "this", 0))


def weekday(found: Found) -> Reading | None:
    """`Friday`, `last Friday`, `Friday of last week`, `Friday morning`."""
    if not found.capital("weekday") or found.label in NAMES:
        return None
    if found["part"] and found.capital("part"):  # a title: Monday Night Football
        return None
    number = numbered("weekdays")[(found["weekday"] or "").rstrip(".")] - 1
    if week := found["week"]:
        value = found.now.weekday_of_week(number, STEPS[week])
    else:
        value = found.now.weekday(number, STEPS[found["which"] or "this"])
    return with_part(value, found["part"])


def any_weekday(found: Found) -> Reading | None:
    """`a Monday`, whichever, and `Super Tuesday`; `a Monday meeting` is one of a certain Monday."""
    if not found.capital("weekday") or (found.counts and not found["fame"]):
        return None
    return "DATE", f"XXXX-WXX-{numbered('weekdays')[found['weekday'] or '']}"


def bare_year(found: Found) -> Reading | None:
    """`2014`, `in '82`; no number of people, no flight and no road."""
    led = _LED.search(found.before) is not None
    if _word_before(found) in terms("times/numbered_things.txt"):
        return None
    if found.words[0] in "'’‘":
        return ("DATE", _year(found) or "") if led else None
    dated = found.label in ("DATE", "EVENT", "TIME")
    plain = found.label in ("", "CARDINAL", "LAW", "ORG") and led and not found.counts
    of_one = found.label in ("", "CARDINAL") and _OF_ONE.search(found.before) and found.singular
    return ("DATE", found["year"] or "") if dated or plain or of_one else None


def years(found: Found) -> Reading | None:
    """`2009-2011`, `2010-11`; `2025-08` is a month."""
    first, last = found["year"] or "", found["last"] or ""
    if len(last) == 2:
        if int(last) <= int(first[2:]):
            return ("DATE", f"{first}-{last}") if 1 <= int(last) <= 12 else None
        last = first[:2] + last
    return ("DATE", f"{first}/{last}") if first < last else None


def decade(found: Found) -> Reading | None:
    """`the 1990s`, `the '80s`, `the nineties`."""
    word, digit = found["word"], found["digit"]
    if word:
        digit = f"{numerals.worth()[word.removesuffix('ies') + 'y']:g}"[0]
    nearest = "20" if digit in ("0", "1") else "19"
    return "DATE", f"{found['century'] or nearest}{digit}"


def century(found: Found) -> Reading | None:
    """`the 19th century`, `the twenty-first century`."""
    number = _ordinal(found["ordinal"] or "")
    return ("DATE", f"{number - 1:02}") if number else None


def part_of_year(found: Found) -> Reading | None:
    """`the third quarter of 2009`, `Q3`, `the first half of this year`."""
    ordinal, halves = found["ordinal"] or "", found["unit"] == "half"
    most = 2 if halves else 4
    number = most if ordinal in ("final", "last") else _ordinal(ordinal)
    if number > most:
        return None
    code = f"{'H' if halves else 'Q'}{number}"
    if year := _said_year(found):
        return "DATE", f"{year}-{code}"
    return None if halves else ("DATE", found.now.part_of_year(code))


def month_in_figures(found: Found) -> Reading:
    """`06/2017`."""
    return "DATE", f"{found['year']}-{found['mm']}"


def season(found: Found) -> Reading | None:
    """`summer 2025`, `last winter`, `in the spring`, `in autumn`; no `fall` that is a verb."""
    code = pairs("seasons")[found["season"] or ""]
    if year := _said_year(found):
        return "DATE", f"{year}-{code}"
    which = found["which"]
    led = _LED.search(found.before) and (found.label == "DATE" or found.words.startswith("the "))
    if which is None and not led:
        return None
    return "DATE", found.now.season(code, STEPS.get(which or "this", 0))


def named_day(found: Found) -> Reading | None:
    """`Christmas Eve`, `Labor Day 2024`, `last Thanksgiving`."""
    if not found.capital("holiday") or (found.inside and found.label == "PERSON"):
        return None
    rule = holidays()[found["holiday"] or ""]
    if year := _said_year(found):
        return ("DATE", holiday(rule, int(year)).isoformat()) if year.isdecimal() else None
    day = found.now.holiday(rule, STEPS.get(found["which"] or "this", 0))
    return ("DATE", day) if day else None


def nine_eleven(_: Found) -> Reading:
    """`9/11`, `the Sept. 11 attacks`: a name rather than a date of this year."""
    return "DATE", "2001-09-11"


def fiscal_year(found: Found) -> Reading | None:
    """`fiscal 2025`, `FY25`, `the next fiscal year`."""
    if year := _year(found):
        return "DATE", f"FY{year}"
    return "DATE", f"FY{found.now.unit('year', STEPS[found['which'] or 'this'])}"


def _date(value: str) -> Reading | None:
    """A date that the calendar has, or that is open; None for `2025-02-30`."""
    return ("DATE", value) if value.startswith("X") or bounds(value) else None


def _said_year(found: Found) -> str | None:
    """The year that the words say, in figures or as `of last year`."""
    if which := found["year_which"]:
        return found.now.unit("year", STEPS[which])
    return _year(found)


def _year(found: Found) -> str | None:
    """The year in figures: `2025`, `'82` (this century's only if not far ahead of us)."""
    year = found["year"]
    if year is None or len(year) == 4:
        return year
    today = found.now.today
    limit = (today.year if today else 2025) % 100 + 10
    return f"{20 if int(year) <= limit else 19}{year}"


def _ordinal(words: str) -> int:
    """`3`, `3rd`, `third`: 3."""
    return int(pairs("ordinals").get(words) or words.rstrip("sthrnd"))


def _month(found: Found, group: str = "month") -> int:
    return numbered("months")[(found[group] or "").rstrip(".")]


def _word_before(found: Found) -> str:
    return found.before.rstrip().rpartition(" ")[2]
