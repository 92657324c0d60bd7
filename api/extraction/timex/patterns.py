"""What time expressions look like: each pattern beside the function that reads it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from api.extraction import numerals
from api.extraction.lexicons import terms
from api.extraction.timex import dates, hours, lengths, nearby
from api.extraction.timex.words import Found, Reading, numbered, pairs, units

type Reader = Callable[[Found], Reading | None]
type Pattern = tuple[str, Reader]
type Needing = tuple[Iterable[str], Iterable[Pattern]]

_FLAGS = re.ASCII | re.MULTILINE

_TH = r"(?:st|nd|rd|th)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# No part of a longer number, of an amount or of a time of day.
_WHOLE = r"\b(?![:.]\d|,\d{3}\b|%)"
_FOUR = r"(?P<year>(?:1\d|20)\d\d)"
_YEAR = _FOUR + _WHOLE
_YEAR_WHICH = r"(?:of )?(?P<year_which>this|last|next) year"
_OF_YEAR = rf"(?:,? (?:of )?{_YEAR}| {_YEAR_WHICH})?"
_TO = r" ?(?:-|to|through|until|till) ?"

_NEAR = r"this past|this coming|this|last|next|past|coming|previous|prior|following|upcoming"
_WHICH = rf"(?P<which>{_NEAR})"
_THE = (
    r"the (?:past|last|next|coming|previous|prior|preceding|following|upcoming|current|present"
    r"|same|entire|whole|very same|very next)"
)

_MANY = (
    r"several|many|a few|few|some|a couple of|a couple|a number of|dozens of|hundreds of"
    r"|thousands of|scores of|tens of|numerous|countless|multiple|various|untold"
)
_KIND = (
    r"(?P<kind>(?:consecutive|straight|successive|full|whole|entire|more|additional|extra|solid"
    r"|trading|business|working|calendar|fiscal|financial|school|academic|leap)"
    r"[ -])?"
)

_DIGITS = tuple("0123456789")
_PERIODS = ("centur", "quarter", "half", "financial", "fiscal")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _shortest(words: Iterable[str]) -> tuple[str, ...]:
    """The words that hold no other of them: `recent`, not `recent years`."""
    kept: list[str] = []
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if not any(other in word for other in kept):
            kept.append(word)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that can only match in a line with one of `needs`; most lines have none.

    Words are found much faster than patterns are tried.
    """

    needs: tuple[str, ...]
    rules: tuple[tuple[re.Pattern[str], Reader], ...]


@cache
def groups() -> tuple[Group, ...]:
    """The grammar, over text in lower case. Where two rules match, the longer match is read."""
    months = {name[:3] for name in numbered("months")}
    weekdays = {name[:3] for name in numbered("weekdays")}
    lengths_of_time = {name for name in units() if not name.endswith("s")}
    return tuple(
        Group(
            _shortest(needs),
            tuple(
                (re.compile(rf"(?<![\w$£€¥#])(?<!\d[.,:/])(?:{pattern})", _FLAGS), reader)
                for pattern, reader in patterns
            ),
        )
        for needs, patterns in (
            (_DIGITS, _figures()),
            (months, _months()),
            (weekdays, _weekdays()),
            (lengths_of_time | {"centuries", "millennia"}, _units()),
            ({*pairs("day_parts"), "tonight"}, _parts_of_day()),
            (_DIGITS, _hours()),
            *_spoken_hours(),
            ({*pairs("seasons"), *_decades(), *_PERIODS}, _periods()),
            (dates.holidays(), _holidays()),
            *_vague(),
        )
    )


def _figures() -> Iterable[Pattern]:
    """Dates, years and decades in figures alone."""
    return (
        (rf"{_FOUR}-(?P<mm>0[1-9]|1[0-2])-(?P<dd>{_DAY})\b", dates.iso_date),
        (r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>(?:\d\d)?\d\d)\b(?!/)", dates.numeric_date),
        (r"(?P<mm>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)\b", dates.month_in_figures),
        (_YEAR, dates.bare_year),
        (r"'(?P<year>\d\d)\b", dates.bare_year),
        (r"(?P<year>(?:1[89]|20)\d\d)-(?P<last>\d\d(?:\d\d)?)" + _WHOLE, dates.years),
        (rf"{_FOUR} - (?P<last>(?:1\d|20)\d\d)" + _WHOLE, dates.years),
        (r"(?:the )?(?P<century>1\d|20)(?P<digit>\d)0'?s\b", dates.decade),
        (r"(?:the )?'(?P<digit>\d)0'?s\b", dates.decade),
        (r"(?:(?<=\bthe )|(?<=0s and ))(?P<digit>\d)0'?s\b", dates.decade),
        (rf"(?P<unit>q)(?P<ordinal>[1-4])\b{_OF_YEAR}", dates.part_of_year),
        (rf"(?:fiscal|financial)(?: year)? {_YEAR}", dates.fiscal_year),
        (r"fy ?-?(?P<year>20\d\d|\d\d)\b", dates.fiscal_year),
        (
            r"9/11\b|sept(?:ember|\.) 11(?:th)?(?=,? (?:terror |terrorist )?attacks\b)",
            dates.nine_eleven,
        ),
    )


def _months() -> Iterable[Pattern]:
    """Months, and their days."""
    names = numbered("months")
    full = _any([*(name for name in names if len(name) > 4), "may", "june", "july"])
    short = _any(name for name in names if len(name) <= 4 and name not in ("may", "june", "july"))
    month = rf"(?P<month>(?:{full})\b|(?:{short})\b\.?)"
    bare = rf"(?P<month>(?:{full})\b|(?:{short})\.)"
    on = rf"(?:(?:{_any(numbered('weekdays'))})\b\.?,? (?:the )?)?"
    day = rf"(?P<day>{_DAY}{_TH}?{_WHOLE}|(?:{_any(pairs('ordinals'))})\b)"
    span = rf"(?P<day>{_DAY}){_TH}?{_TO}(?P<last>{_DAY}){_TH}?{_WHOLE}"
    shared = rf"(?= (?:and|or|to|through|until|till) (?P<until>{_any(names)})\b\.?,? {_FOUR}\b)"
    return (
        (rf"{on}{month} (?:the )?{day}(?:,? (?:of )?{_YEAR}| {_YEAR_WHICH})?", dates.day_of_month),
        (rf"{on}(?:the )?{day}(?: of |-| ){month}(?:,?[ -]{_YEAR})?", dates.day_of_month),
        (rf"{on}{month} {span}(?:,? {_YEAR})?", dates.day_of_month),
        (rf"{span} (?:of )?{month}(?:,? {_YEAR})?", dates.day_of_month),
        (rf"{month},? (?:of )?(?:{_YEAR}|{_YEAR_WHICH})", dates.month_of_year),
        (rf"{month} '(?P<year>\d\d)\b", dates.month_of_year),
        (rf"{bare}{shared}", dates.bare_month),
        (rf"(?:{_WHICH} )?{bare}", dates.bare_month),
        (rf"(?:every|each) (?P<month>{full})\b", lengths.every),
    )


def _weekdays() -> Iterable[Pattern]:
    """Days of the week, and their parts."""
    names = numbered("weekdays")
    full = _any(name for name in names if len(name) > 5)
    short = _any(name for name in names if len(name) <= 5)
    weekday = rf"(?P<weekday>(?:{full})\b|(?:{short})\.)"
    return (
        (
            (
                rf"(?:(?:the )?{_WHICH} )?{weekday}(?: (?:of )?(?P<week>this|last|next) week)?"
                rf"(?: (?:in the )?(?P<part>{_any(pairs('day_parts'))})\b)?"
            ),
            dates.weekday,
        ),
        (
            rf"(?:a|(?P<fame>{_any(terms('times/famous_weekdays.txt'))})) (?P<weekday>{full})\b",
            dates.any_weekday,
        ),
        (rf"(?:every|each) (?P<weekday>{full})\b", lengths.every),
        (rf"(?P<weekday>{full})s\b", lengths.every),
    )


def _holidays() -> Iterable[Pattern]:
    return (
        (rf"(?:{_WHICH} )?(?P<holiday>{_any(dates.holidays())})(?!\w){_OF_YEAR}", dates.named_day),
    )


def _periods() -> Iterable[Pattern]:
    """Decades, centuries, quarters, seasons and fiscal years in words."""
    seasons = _any(pairs("seasons"))
    decades = _any(_decades())
    ordinal = rf"\d\d?{_TH}|{_any(pairs('ordinals'))}"
    return (
        (rf"the (?P<word>{decades})\b", dates.decade),
        (rf"(?:the )?(?P<ordinal>{ordinal})[ -]century\b", dates.century),
        (
            (
                r"(?:the )?(?P<ordinal>first|second|third|fourth|final|[1-4](?:st|nd|rd|th)"
                r"|last(?= quarter (?:of|20)))"
                rf"[ -](?:fiscal[ -]|financial[ -])?(?P<unit>quarter|half)\b(?!-){_OF_YEAR}"
            ),
            dates.part_of_year,
        ),
        (rf"(?:(?:{_WHICH}|the) )?(?P<season>{seasons})\b{_OF_YEAR}", dates.season),
        (rf"(?:every|each) (?P<season>{seasons})\b", lengths.every),
        (rf"(?:the )?{_WHICH} (?:fiscal|financial) year\b", dates.fiscal_year),
    )


def _decades() -> list[str]:
    """`twenties` to `nineties`."""
    return [f"{word[:-1]}ies" for word in numerals.worth() if word.endswith("ty")]


def _units() -> Iterable[Pattern]:
    """Units of time: near ones, counted ones, and their lengths."""
    unit = r"(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b"
    count, unit_of_count = _count(), _unit()
    singular = rf"(?P<unit>{_any(name for name in units() if not name.endswith('s'))})\b"
    plural = rf"(?P<unit>{_any(name for name in units() if name.endswith('s'))})"
    frame = r"(?:(?P<frame>the (?:past|last|next|coming|following|previous|first|final|same)|every"
    frame += r"|another|these|those) )?"
    number = numerals.pattern()
    old = r"(?![ -](?:and [^ ]+ months )?olds?\b)"
    return (
        (
            (
                rf"(?P<which>{_NEAR}|that|{_THE}) "
                rf"(?:(?:calendar|school|academic|trading|business) )?{unit}(?!-| of\b)"
            ),
            nearby.near_unit,
        ),
        (
            (
                r"(?:the )?same (?P<unit>period|time|month|quarter|week|day)"
                r" (?:in |of )?(?:last year|the previous year|(?:a|one) year (?:ago|earlier))\b"
            ),
            nearby.year_before,
        ),
        (rf"(?P<which>the) {unit}(?!-)(?! (?:after|before|of|that|to|when)\b)", nearby.near_unit),
        (
            rf"{count} {unit_of_count}(?P<half> and a half)? (?P<way>ago|from now|from today)\b",
            nearby.ago,
        ),
        (
            (
                rf"{count} {unit_of_count}(?P<half> and a half)? "
                r"(?P<way>(?:earlier|later)(?! than)|previously|afterwards"
                r"|(?:before|after|prior)(?= ?[.,;:)\n]))"
            ),
            nearby.from_then,
        ),
        (
            (
                rf"the {unit} (?P<way>previous|prior|earlier|later"
                r"|(?:before|after)(?= ?(?:[.,;:)\n]|(?:and|but|when|with|in|on|at|as|by)\b)))"
            ),
            nearby.day_before,
        ),
        (rf"(?:a|per) {singular}(?!-)", lengths.rate),
        (
            (
                rf"{frame}{count}(?:(?:-| to | or | and )(?P<upto>{number}))?[ -]{_KIND}"
                rf"{unit_of_count}(?P<half> and a half)?(?:[ -](?:long|straight))?{old}"
            ),
            lengths.how_long,
        ),
        (
            rf"(?P<frame>the (?:past|last|next|coming)) {singular}(?P<half> and a half)",
            lengths.how_long,
        ),
        (rf"the (?:past|last|next|coming) {plural}\b", lengths.unsaid_length),
        (
            (
                r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bwithin )|(?<=\bafter )|(?<=\btook )|(?<=\btake )"
                r"|(?<=\btakes )|(?<=\blasted )|(?<=\blast )|(?<=\bthan )|(?<=\bjust ))"
                rf"{plural}\b(?! ago)"
            ),
            lengths.unsaid_length,
        ),
        (
            (
                r"(?P<unit>hours|days|weeks|months|years|decades|centuries)"
                r"(?= (?:of|after|before|later|earlier)\b)"
            ),
            lengths.unsaid_length,
        ),
        (r"all (?P<unit>day|night|week|month|year)\b(?: long| round)?", lengths.unsaid_length),
        (rf"over the {plural}\b(?! ago)", lengths.unsaid_length),
        (rf"{plural}(?:-long|-old)\b", lengths.unsaid_length),
        (rf"{singular}-?long\b", lengths.unsaid_length),
        (rf"(?:every|each) (?P<other>other )?{singular}", lengths.every),
    )


def _parts_of_day() -> Iterable[Pattern]:
    """Mornings, evenings and nights."""
    part = rf"(?P<part>{_any(pairs('day_parts'))})\b"
    dated = _any([*numbered("weekdays"), *numbered("months")])
    return (
        (
            (
                r"(?<!-)(?P<part>tonight|overnight|dawn|daybreak|sunrise|dusk|sunset|nightfall)"
                rf"(?![\w-]| (?:(?:on|of) )?(?:{dated})\b)"
            ),
            nearby.part_of_day,
        ),
        (
            rf"(?P<which>this|last|that|the same|the next|the following|the previous) {part}",
            nearby.part_of_day,
        ),
        (r"(?:early|late) (?P<part>morning|afternoon|evening)\b(?! of\b)", nearby.part_of_day),
        (
            r"(?P<which>the) (?P<part>morning|afternoon|evening|night)\b(?! of\b)",
            nearby.part_of_day,
        ),
    )


def _vague() -> Iterable[Needing]:
    """`today` and its like, what no calendar fixes, and adverbs of recurrence."""
    part = rf"(?P<part>{_any(pairs('day_parts'))})\b"
    dated = _any([*numbered("weekdays"), *numbered("months")])
    near = (rf"(?P<day>{_any(nearby.DAYS)})\b(?: {part})?", nearby.near_day)
    vague = (rf"(?P<term>{_any(pairs('vague'))})(?![\w-])", nearby.vague)
    soon = (r"(?<!\bas )(?<!\btoo )(?:very )?soon(?![\w-])", nearby.soon)
    present = (r"(?:(?<=\bat )|(?<=\bfor ))(?:the moment|present)\b", nearby.present)
    that_time = (r"(?<=\bat )(?:the|that) time\b(?! of\b)", nearby.past)
    later = (
        (
            r"(?<!\bor )(?P<word>later|earlier)\b"
            rf"(?! (?:this|that|in|on|than|the|last|next|to\w+|{dated})\b)"
        ),
        nearby.later,
    )
    past = (
        (
            r"the past(?= ?[.,;:!?)\"'\n]| (?:and|but|or|to|by|when|that|for|with|as|of|in|have"
            r"|has|had|was|is)\b)"
        ),
        nearby.past,
    )
    recurrent = (rf"(?P<word>{_any(pairs('sets'))})(?![\w-])", lengths.recurrent)
    return (
        (nearby.DAYS, [near]),
        (pairs("vague"), [vague]),
        (["soon"], [soon]),
        (["at the moment", "for the moment", "at present", "for present"], [present]),
        (["at the time", "at that time"], [that_time]),
        (["later", "earlier"], [later]),
        (["the past"], [past]),
        (pairs("sets"), [recurrent]),
    )


def _hours() -> Iterable[Pattern]:
    """Times of the day in figures."""
    zone = (
        rf"(?: ?\(?(?P<zone>{_any(pairs('zones'))})\b"
        r"(?: ?(?P<offset>[+-] ?\d\d?(?::\d\d)?))?\)?"
        r"| (?:local|eastern|central|mountain|pacific)(?: standard| daylight)? time\b)"
    )
    hour = r"(?P<hour>[01]?\d|2[0-3])"
    return (
        (
            rf"{hour}(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)? ?(?P<half>[ap])(?:\.m\.|m\b){zone}?",
            hours.hour,
        ),
        (rf"{hour}:(?P<minute>[0-5]\d)(?::[0-5]\d)?\b{zone}?", hours.hour),
        (rf"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) {zone}", hours.hour),
        (
            (
                rf"{hour}\.(?P<minute>[0-5]\d)"
                rf"(?= (?:on )?(?:this|yesterday|today|tonight|{_any(numbered('weekdays'))})\b)"
            ),
            hours.hour,
        ),
        (rf"^{hour}[:.](?P<minute>[0-5]\d)\b(?![:.,]?\d| ?%)", hours.stamp),
    )


def _spoken_hours() -> Iterable[Needing]:
    """`nine in the morning`, `half past nine`, `nine o'clock`, `noon`."""
    twelve = [word for word, number in numerals.worth().items() if number <= 12 and word != "dozen"]
    spoken = rf"(?P<hour>1[0-2]|[1-9]|{_any(twelve)})\b"
    part = r" (?:in the|at) (?P<part>morning|afternoon|evening|night)\b"
    in_part = (rf"{spoken}(?: o'clock)?{part}", hours.spoken_hour)
    past = (
        (
            r"(?P<minutes>half|(?:a )?quarter|five|ten|twenty|twenty-five) "
            rf"(?P<way>past|to|after|before) {spoken}(?:{part})?"
        ),
        hours.spoken_hour,
    )
    full = (rf"{spoken} o'clock", hours.spoken_hour)
    noon = (r"(?P<word>noon|midday|midnight)\b", hours.noon)
    return (
        (["morning", "afternoon", "evening", "night"], [in_part]),
        (["half ", "quarter ", "five ", "ten ", "twenty "], [past]),
        (["o'clock"], [full]),
        (["noon", "midday", "midnight"], [noon]),
    )


def _count() -> str:
    return (
        rf"(?P<count>{_MANY}|half an?|half|(?:a )?quarter(?:(?=-century)| of an?)|another"
        rf"|a single|single|{numerals.pattern()}|an?)"
    )


def _unit() -> str:
    return rf"(?P<unit>{_any(units())})\b"


# The tense that a word before an expression gives it, whatever its clause says.
SINCE = re.compile(r"\bsince (?:early |late |mid-)?$")
FROM = re.compile(r"\b(?:effective|starting|beginning|due)(?: on)? $")

# What belongs to an expression though it stands before it: a part of a date …
PHASE = re.compile(
    r"\b(?:(?:early|earlier|late|later|mid)(?: |-)(?:(?:on|in) )?(?:the )?"
    r"|(?:the )?(?:very )?(?:beginning|start|end|middle|close|turn) of (?:the )?"
    r"|(?:the )?(?:early|late|latter|first|second|last|final) (?:part|days?|weeks?|months?|half)"
    r" of (?:the )?|the (?:year|month of|week of|weekend of) )$"
)
# … a part of a day …
PART_OF = re.compile(
    r"\b(?:the )?(?:(?:early|late) )?"
    r"(?:(?P<part>morning|afternoon|evening|night) of|(?P<alone>overnight|dawn|daybreak|dusk"
    r"|sunrise|sunset|nightfall)(?: on| of)?) $"
)
# … or how exact a length, a distance or an hour is.
EXTENT = re.compile(
    r"\b(?:about|around|approximately|roughly|nearly|almost|well over|just over|just under|over"
    r"|under|more than|less than|fewer than|no more than|no less than|at least|at most|up to"
    r"|shortly before|shortly after) $"
)
