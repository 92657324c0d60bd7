"""Times of the day."""

import re

from api.extraction.timex.words import Found, Reading, pairs

_LED_HOUR = re.compile(r"\b(?:at|by|until|till|around|about|from|to|since|of|before|after) $")


def hour(found: Found) -> Reading | None:
    """`6:40 p.m.`, `18:00 UTC`, `0800 GMT`: the time alone, which has yet to be given a day."""
    number, half, zone = int(found["hour"] or 0), found["half"], found["zone"]
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half == "p" else 0)
    elif not zone and found.label != "TIME" and not _LED_HOUR.search(found.before):
        return None
    return "TIME", f"T{number:02}:{found['minute'] or '00'}{_offset(zone, found['offset'])}"


def noon(found: Found) -> Reading | None:
    """`noon`, and `midnight`, which begins a day."""
    return "TIME", "T12:00" if found["word"] == "noon" else "T00:00"


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
