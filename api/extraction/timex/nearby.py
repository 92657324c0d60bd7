"""Times named from the day of the article or from the last date of its text."""

from api.extraction.timex.clock import Clock
from api.extraction.timex.hours import with_part
from api.extraction.timex.words import (
    NAMES,
    STEPS,
    Found,
    Reading,
    count_of,
    duration,
    pairs,
    units,
)

DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip

_ANAPHORIC_STEPS = {
    **dict.fromkeys(("that", "the", "the same", "the very same", "the entire", "the whole"), 0),
    **dict.fromkeys(("the previous", "the prior", "the preceding"), -1),
    **dict.fromkeys(("the following", "the very next"), 1),
}


def near_day(found: Found) -> Reading | None:
    """`yesterday`, `tomorrow night`."""
    if found.capital("day") and found.label in NAMES:  # USA Today
        return None
    return with_part(found.now.unit("day", DAYS[found["day"] or ""]), found["part"])


def part_of_day(found: Found) -> Reading | None:
    """`this morning`, `last night`, `tonight`, `overnight`, `that evening`."""
    match found["which"]:
        case None if found["part"] == "tonight":
            return with_part(found.now.unit("day"), "night")
        case "this":
            day = found.now.unit("day")
        case "last":
            day = found.now.unit("day", -1)
        case "the next" | "the following":
            day = found.that_day.unit("day", 1)
        case "the previous":
            day = found.that_day.unit("day", -1)
        case "the" if found.counts or found.capital("part"):  # the night shift, The Evening Post
            return None
        case "that" | "the same":
            day = found.that_day.unit("day")
        case _:
            day = _that(found, "day", 0)
    return with_part(day, found["part"])


def near_unit(found: Found) -> Reading | None:
    """`this week`, `last year`, `the previous month`, `the day`; `the past year` is a duration."""
    which, unit = found["which"] or "", found["unit"] or ""
    if which.startswith("the") and found.capital("unit"):  # a title: Person of the Year
        return None
    if which in STEPS:
        return "DATE", _weekend_or(found.now, unit, STEPS[which])
    if which in _ANAPHORIC_STEPS:
        return "DATE", _that(found, unit, _ANAPHORIC_STEPS[which])
    if unit not in ("day", "weekend", "quarter"):
        return "DURATION", duration(1, unit)
    step = 1 if which in ("the next", "the coming") else -1
    return ("DATE", _that(found, unit, step)) if unit != "day" or step > 0 else None


def year_before(found: Found) -> Reading | None:
    """`the same month a year ago`, `the same period last year`: counted from the last date."""
    steps = {"month": ("month", -12), "quarter": ("quarter", -4)}
    return "DATE", found.then.unit(*steps.get(found["unit"] or "", ("year", -1)))


def ago(found: Found) -> Reading | None:
    """`two years ago`, `a week from now`: the day, week, month or year that far away."""
    count, way = count_of(found), found["way"]
    if count is None:
        return "DATE", "PAST_REF" if way == "ago" else "FUTURE_REF"
    return "DATE", _moved(found.now, count if way != "ago" else -count, found["unit"] or "")


def from_then(found: Found) -> Reading | None:
    """`two years later`, `a day earlier`: counted from the last date of the text."""
    count = count_of(found)
    if count is None:
        return "DURATION", duration(None, found["unit"] or "")
    back = found["way"] in ("earlier", "before", "previously", "prior")
    unit = units()[found["unit"] or ""][0]
    clock = found.that_day if unit in ("day", "week") else found.then
    return "DATE", _moved(clock, -count if back else count, unit)


def day_before(found: Found) -> Reading | None:
    """`the day before`, `the following year`: counted from the last date of the text."""
    step = -1 if found["way"] in ("before", "earlier", "previous", "prior") else 1
    unit = found["unit"] or ""
    return "DATE", _that(found, unit, step)


def vague(found: Found) -> Reading | None:
    """`recently`, `at present`, `the near future`."""
    return "DATE", pairs("vague")[found["term"] or ""]


def past(_: Found) -> Reading:
    """`the past`, where it is no adjective; `at the time`."""
    return "DATE", "PAST_REF"


def present(_: Found) -> Reading:
    """`at the moment`."""
    return "DATE", "PRESENT_REF"


def soon(_: Found) -> Reading:
    """`soon`, but not `as soon as`."""
    return "DATE", "FUTURE_REF"


def later(found: Found) -> Reading | None:
    """`He later died`, `as it had earlier said`; no `later edition`."""
    if found.counts:
        return None
    past = found["word"] == "earlier" or found.now.tense == "past"
    return "DATE", "PAST_REF" if past else "FUTURE_REF"


def _that(found: Found, unit: str, step: int) -> str:
    """The unit `step` from the one the text spoke of last; `the day` may be the article's own."""
    if unit != "day":
        return _weekend_or(found.then, unit, step)
    own = found.that_day.today is None and found["which"] in (None, "the")
    return (found.now if own and not step else found.that_day).unit("day", step)


def _weekend_or(clock: Clock, unit: str, step: int) -> str:
    """Before Friday a weekend that is past was the week before's."""
    early = clock.today is not None and clock.today.weekday() < 4
    if unit == "weekend" and step == 0 and clock.tense == "past" and early:
        step = -1
    return clock.unit(unit, step)


def _moved(clock: Clock, count: float, unit: str) -> str:
    """The unit of time `count` units on; half a unit is counted in the next smaller one."""
    singular, prefix, multiple, _ = units()[unit]
    if prefix == "PT" or abs(count) > 10_000:
        return clock.unit("day") if prefix == "PT" else clock.unit("")
    match singular:
        case "night" | "weekend":
            singular = "day" if singular == "night" else "weekend"
        case "fortnight":
            singular, count = "week", count * 2
        case "decade" | "century" | "millennium":
            singular, count = "year", count * multiple
    if count != int(count):
        smaller = {"year": ("month", 12), "week": ("day", 7), "month": ("week", 4)}
        singular, factor = smaller.get(singular, (singular, 1))
        count *= factor
    return clock.unit(singular, int(count))
