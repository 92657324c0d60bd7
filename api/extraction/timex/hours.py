"""Times of the day."""

import re

from api.extraction import numerals
from api.extraction.timex.words import Found, Reading, pairs

_LED_HOUR = re.compile(r"\b(?:at|by|until|till|around|about|from|to|since|of|before|after) $")


# Each reads the time alone, which has yet to be given a day.


def hour(found: Found) -> Reading | None:
    """`6:40 p.m.`, `18:00 UTC`, `0800 GMT`, `at 18:00`."""
    number, half, zone = int(found["hour"] or 0), found["half"], found["zone"]
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half == "p" else 0)
    elif not zone and found.label != "TIME" and not _LED_HOUR.search(found.before):
        return None
    return "TIME", f"T{number:02}:{found['minute'] or '00'}{_offset(zone, found['offset'])}"


def stamp(found: Found) -> Reading | None:
    """`18:05` or `18.05` at the beginning of a line, as live blogs have it."""
    if found.label in ("MONEY", "PERCENT", "QUANTITY"):
        return None
    return "TIME", f"T{int(found['hour'] or 0):02}:{found['minute']}"


def noon(found: Found) -> Reading:
    """`noon`, `midday`, and `midnight`, which ends a day."""
    return "TIME", "T24:00" if found["word"] == "midnight" else "T12:00"


_PAST_THE_HOUR = {"half": 30, "quarter": 15, "a quarter": 15}


def spoken_hour(found: Found) -> Reading | None:
    """`half past three`, `ten to seven in the morning`, `four in the afternoon`."""
    words, part = found["minutes"], found["part"]
    if part is None and (found.counts or not _LED_HOUR.search(found.before)):
        return None
    hours = numerals.value(found["hour"] or "")
    past = _PAST_THE_HOUR.get(words or "", numerals.value(words) if words else 0)
    if hours is None or past is None or not 1 <= hours <= 12:
        return None
    late = part in ("afternoon", "evening") or (part == "night" and hours > 5)
    minutes = int(hours % 12 + 12 * late) * 60
    minutes += int(-past if found["way"] in ("to", "before") else past)
    if part is None and hours == 12:  # of noon rather than of midnight
        minutes += 12 * 60
    return "TIME", f"T{minutes // 60 % 24:02}:{minutes % 60:02}"


def part_of(part: str | None, day: str) -> Reading:
    """A part of a day (`evening`), the night where none is named (`overnight Thursday`)."""
    return "TIME", f"{day}T{pairs('day_parts')[part or 'night']}"


def with_part(day: str, part: str | None) -> Reading:
    return part_of(part, day) if part else ("DATE", day)


def _offset(zone: str | None, offset: str | None) -> str:
    """`Z`, `-04:00`; nothing where no zone is named."""
    if not zone:
        return ""
    minutes = int(float(pairs("zones")[zone]) * 60)
    if offset:
        hours, _, rest = offset[1:].strip().partition(":")
        minutes += (int(hours) * 60 + int(rest or 0)) * (-1 if offset[0] == "-" else 1)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "Z"
