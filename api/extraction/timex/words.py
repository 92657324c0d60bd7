"""What the rules for time expressions share: a match, and what the words in it mean.

Types and values are TimeML's
(https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html): prepositions stay
outside an expression, articles and modifiers (`early July`) inside it, and a modifier leaves no
trace in the value.
"""

import re
from dataclasses import dataclass
from functools import cache

from api.extraction import numerals
from api.extraction.lexicons import lines
from api.extraction.records import TimexType
from api.extraction.timex.clock import Clock

type Reading = tuple[TimexType, str]

# The entity labels whose words are a name and no time (spaCy's, of OntoNotes 5).
NAMES = frozenset(("PERSON", "ORG", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "GPE", "LOC", "NORP"))

# How many units from this one, after `this`, `last` and their like.
STEPS = {
    **dict.fromkeys(("this", "the current", "the present"), 0),
    **dict.fromkeys(("last", "past", "this past", "previous", "prior"), -1),
    **dict.fromkeys(("next", "coming", "this coming", "following", "upcoming", "the upcoming"), 1),
}

# A unit's part is counted in the next smaller one: how many of it, and how they are written.
_SMALLER = {
    "minute": (60, "PT{:g}S"),
    "hour": (60, "PT{:g}M"),
    "day": (24, "PT{:g}H"),
    "year": (12, "P{:g}M"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule in lower case, the words as written, and what to count from.

    `now` counts from the day of the article, `then` from the last date of the text and where it
    has none yet from the article's, `that_day` from the last single day of the text alone.
    `before` is what precedes the words, in lower case. `label` is the label of spaCy's entity
    that they are in, empty for none, and `inside` says that it began before them; `counts` says
    that a noun or adjective follows, which they may count, and `singular` that it is a singular.
    """

    match: re.Match[str]
    words: str
    before: str
    now: Clock
    then: Clock
    that_day: Clock
    label: str
    inside: bool
    counts: bool
    singular: bool

    def __getitem__(self, group: str) -> str | None:
        """The words of a group in lower case; None where the rule has no such words."""
        return self.match.groupdict().get(group)

    def capital(self, group: str) -> bool:
        """Whether the words of a group begin with a capital letter."""
        at = self.match.start(group) - self.match.start()
        return self.words[at : at + 1].isupper()


@cache
def numbered(name: str) -> dict[str, int]:
    """Each word of a list, and the number of its line counted from 1."""
    rows = enumerate(lines(f"times/{name}.txt"), 1)
    return {word: number for number, row in rows for word in row.split()}


@cache
def pairs(name: str) -> dict[str, str]:
    """Each term of a list, and the value in its last column."""
    rows = (line.rpartition(" ") for line in lines(f"times/{name}.txt"))
    return {term: value for term, _, value in rows}


@cache
def units() -> dict[str, tuple[str, str, float, str]]:
    """Each unit, singular and plural: its singular, ISO prefix, multiple and letter."""
    units = {}
    for line in lines("times/units.txt"):
        singular, plural, prefix, multiple, letter = line.split()
        units[singular] = units[plural] = (singular, prefix, float(multiple), letter)
    return units


def duration(count: float | None, unit: str) -> str:
    """`P2.5Y`, `PT30M`; `PXY` where the number is not said."""
    if count is not None and count < 1 and unit in _SMALLER:
        factor, form = _SMALLER[unit]
        return form.format(count * factor)
    _, prefix, multiple, letter = units()[unit]
    return f"{prefix}{'X' if count is None else f'{count * multiple:.12g}'}{letter}"


def count_of(found: Found) -> float | None:
    """How many: `two`, `2.5`, `a`, `half a`, `a year and a half`; None for `several`."""
    words = found["count"] or ""
    if words in ("", "a", "an", "one", "single", "a single", "another"):
        count: float | None = 1.0
    elif words.startswith("half"):
        count = 0.5
    elif "quarter" in words:
        count = 0.25
    else:
        count = numerals.value(words)
    return count if count is None or not found["half"] else count + 0.5
