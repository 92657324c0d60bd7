"""How long and how often: durations and sets."""

import re

from api.extraction.records import TimexType
from api.extraction.timex.words import Found, Reading, count_of, duration, numbered, pairs

# What `a year` is a rate after: `15`, `twice`, `$5 million`.
_RATE = re.compile(
    r"(?:\d|\b(?:once|twice|times|hundred|thousand|million|billion))[^.,;:()]{0,24} $"
)


def how_long(found: Found) -> Reading | None:
    """`two and a half years`, `the past nine days`, `27-year`; `every two weeks` is a set."""
    count, unit, frame = count_of(found), found["unit"] or "", found["frame"]
    counted = found["kind"] or frame in ("the past", "the last", "the next", "the coming")
    fraction = unit.startswith("quarter") and not counted
    if fraction or (unit == "second" and count == 1):  # three quarters of us, a second term
        return None
    if found["count"] in ("a", "an") and (unit.endswith("s") or found.capital("unit")):
        return None
    kind: TimexType = "SET" if frame == "every" else "DURATION"
    return kind, duration(None if found["upto"] else count, unit)


def unsaid_length(found: Found) -> Reading | None:
    """`for years`, `decades-long`, `the coming weeks`; `year-long` is one year."""
    unit = found["unit"] or ""
    return "DURATION", duration(None if unit.endswith("s") else 1, unit)


def every(found: Found) -> Reading | None:
    """`every Friday`, `Fridays`, `each year`, `every other week`, `every spring`."""
    if weekday := found["weekday"]:
        if not found.capital("weekday"):
            return None
        return "SET", f"XXXX-WXX-{numbered('weekdays')[weekday]}"
    if month := found["month"]:
        return "SET", f"XXXX-{numbered('months')[month]:02}"
    if season := found["season"]:
        return "SET", f"XXXX-{pairs('seasons')[season]}"
    return "SET", duration(2 if found["other"] else 1, found["unit"] or "")


def recurrent(found: Found) -> Reading | None:
    """`daily`, `annual`; capitals are a newspaper's name."""
    word = found["word"] or ""
    if found.capital("word") and found.label != "DATE":
        return None
    return "SET", pairs("sets")[word]


def rate(found: Found) -> Reading | None:
    """`15 a year`, `twice a week`, `per month`; `a year` elsewhere is a duration."""
    if found.words[0] in "pP" or _RATE.search(found.before):
        unit = found["unit"] or ""
        return "SET", duration(1, "day" if unit == "night" else unit)
    return None
