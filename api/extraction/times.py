"""Time expressions (TIMEX3): where they stand, their type, and the value they have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from spacy.tokens import Doc

from api.extraction.edtf import Days, bounds
from api.extraction.records import Lead, Tense, Timex, TimexType
from api.extraction.tenses import Tenses
from api.extraction.text import paragraphs
from api.extraction.timex.clock import Clock
from api.extraction.timex.hours import part_of
from api.extraction.timex.patterns import EXTENT, FROM, PART_OF, PHASE, SINCE, Reader, groups
from api.extraction.timex.words import Found, Reading

# One character for one character, as in a shadow.
_PLAIN = str.maketrans(
    {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    | {"’": "'", "‘": "'", "–": "-", "‑": "-", "‐": "-", "\t": " "}
)

# How far before an expression a rule, or a modifier of it, may look.
_BEFORE = 48

# How far from a time of day its day may stand, both ways.
_BESIDE = 40


# The most days that a unit of time has.
_LENGTHS = (
    ("day", 1),
    ("week", 7),
    ("month", 31),
    ("quarter", 92),
    ("year", 366),
    ("decade", 3653),
)


@dataclass(frozen=True, slots=True)
class _Expression:
    """An expression that was read; `day` is what a time falls on that no day stands beside."""

    start: int
    end: int
    type: TimexType
    value: str
    day: str


def find_times(doc: Doc, text: str, anchor: str | None) -> tuple[Timex, ...]:
    """The time expressions of an article in text order, none inside another.

    `anchor` is the EDTF day that the article counts from; without one, what needs it is left
    open (`XXXX-08-15`, `XXXX-WXX-5`). Time is linear in the length of the text.
    """
    low = doc.text.translate(_PLAIN)
    found = list(_expressions(doc, text, low, _day(anchor)))
    timexes: list[Timex] = []
    for at, this in enumerate(found):
        start, kind, value = this.start, this.type, this.value
        if value.startswith("T"):
            value = _day_beside(low, found, at) + value
        elif at and _is_hour_of(found[at - 1], this, low):
            hour = timexes.pop()
            start, kind, value = hour.start, hour.type, hour.value
        timexes.append(Timex(start, this.end, text[start : this.end], kind, value))
    return tuple(timexes)


def day_of(lead: Lead, published: str | None) -> str | None:
    """The EDTF day that an article counts from: its dateline's, else the one it was published.

    A dateline without a year (`XXXX-08-22`) has that of the nearest such day to `published`.
    None where neither names a day.
    """
    dateline = lead.dateline.date if lead.dateline else None
    day = _day(dateline) or _day(published)
    if day and dateline and dateline.startswith("XXXX-"):
        _, month, number = dateline.split("-")
        return Clock(day).day_of_year(int(month), int(number))
    return day.isoformat() if day else None


def _day(value: str | None) -> date | None:
    """The day that a value stands for, None where it is longer or open."""
    days = bounds(value) if value else None
    return days[0] if days and days[0] == days[1] else None


def _expressions(doc: Doc, text: str, low: str, today: date | None) -> Iterator[_Expression]:
    """Every expression from left to right, the longest where several begin."""
    tenses = Tenses(doc)
    then, that_day, grain = today, None, "day"
    position = 0
    for start, _, match, read in sorted(_matches(low), key=itemgetter(0, 1)):
        words = doc.char_span(start, match.end(), alignment_mode="expand")
        if start < position or words is None:
            continue
        before = low[max(start - _BEFORE, 0) : start]
        tense = _tense_before(before) or tenses.at(words[0])
        after = doc[words.end] if words.end < len(doc) else None
        reading = read(
            Found(
                match=match,
                words=text[start : match.end()],
                before=before,
                now=Clock(today, tense),
                then=Clock(then, tense, grain),
                that_day=Clock(that_day, tense),
                label=words[0].ent_type_,
                inside=words[0].ent_iob_ == "I",
                counts=after is not None and after.pos_ in ("NOUN", "ADJ"),
                singular=after is not None and after.tag_ in ("NN", "NNP"),
            )
        )
        if reading is None:
            continue
        length, (kind, value) = _modified(before[position - start :], match[0], reading)
        stamped = start == 0 or low[start - 1] == "\n"
        day = Clock(today if stamped else that_day or today).unit("day")
        yield _Expression(start - length, match.end(), kind, value, day)
        position = match.end()
        if days := bounds(value):
            then, grain = days[0], _grain(days)
            that_day = _day(value) or that_day


def _matches(low: str) -> Iterator[tuple[int, int, re.Match[str], Reader]]:
    """Every match of every rule: where it begins, minus where it ends, and who reads it."""
    for start, end in paragraphs(low):
        line = low[start:end]
        for group in groups():
            if any(map(line.__contains__, group.needs)):
                for pattern, read in group.rules:
                    for match in pattern.finditer(low, start, end):
                        yield match.start(), -match.end(), match, read


def _tense_before(before: str) -> Tense | None:
    if SINCE.search(before):
        return "past"
    return "future" if FROM.search(before) else None


def _grain(days: Days) -> str:
    """The unit of time that is as long as these days."""
    length = (days[1] - days[0]).days + 1
    return next((unit for unit, most in _LENGTHS if length <= most), "century")


def _modified(before: str, words: str, reading: Reading) -> tuple[int, Reading]:
    """How many characters before an expression modify it, and what it means with them."""
    kind, value = reading
    if kind == "DATE" and _day(value) and (match := PART_OF.search(before)):
        return len(match[0]), part_of(match["part"] or match["alone"], value)
    if kind == "DATE" and not value.endswith("REF") and (match := PHASE.search(before)):
        return len(match[0]), reading
    measured = kind in ("DURATION", "TIME") or words.endswith(" ago")
    if measured and not words.startswith("the ") and (match := EXTENT.search(before)):
        return len(match[0]), reading
    return 0, reading


def _is_hour_of(hour: _Expression, day: _Expression, low: str) -> bool:
    """`18:00 UTC Monday`, `noon today`, `8.30 this morning` are one expression."""
    return hour.value.startswith("T") and bool(_day(day.value)) and low[hour.end : day.start] == " "


def _day_beside(low: str, found: list[_Expression], at: int) -> str:
    """The day of a time: of the date after it (`18:00 UTC Monday`), or before it in its line."""
    this = found[at]
    for other in found[at + 1 : at + 2] + found[max(at - 2, 0) : at][::-1]:
        first, last = sorted((this, other), key=lambda expression: expression.start)
        gap = low[first.end : last.start]
        if _day(other.value) and len(gap) <= _BESIDE and "\n" not in gap:
            return other.value.partition("T")[0]
    return this.day
