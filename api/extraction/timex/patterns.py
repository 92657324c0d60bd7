"""What time expressions look like: each pattern beside the function that reads it."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from api.extraction import numerals
from api.extraction.timex import dates, hours, lengths, nearby
from api.extraction.timex.words import Found, Reading, numbered, pairs, units

type Pattern = tuple[str, Callable[[Found], Reading | None]]
type Rule = tuple[re.Pattern[str], Callable[[Found], Reading | None]]

_TH = r"(?:st|nd|rd|th)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# No part of a longer number, of an amount or of a time of day.
_WHOLE = r"\b(?![:.]\d|,\d{3}\b|%)"
_FOUR = r"(?P<year>(?:1\d|20)\d\d)"
_YEAR = _FOUR + _WHOLE
_YEAR_WHICH = r"(?:of )?(?P<year_which>this|last|next) year"
_TO = r" ?(?:-|to|through|until|till) ?"

_NEAR = r"this past|this coming|this|last|next|past|coming|previous|prior|following|upcoming"
_WHICH = rf"(?P<which>{_NEAR})"
_THE = (
    r"the (?:past|last|next|coming|previous|prior|preceding|following|upcoming|current|present"
    r"|same|entire|whole|very same|very next)"
)
_BEFORE_OR_AFTER = r"(?P<way>before|after|earlier|later|previous|prior|following)"

_MANY = (
    r"several|many|a few|few|some|a couple of|a couple|a number of|dozens of|hundreds of"
    r"|thousands of|scores of|tens of|numerous|countless|multiple|various|untold"
)
_KIND = (
    r"(?P<kind>(?:consecutive|straight|successive|full|whole|entire|more|additional|extra|long"
    r"|short|solid|good|trading|business|working|calendar|fiscal|financial|school|academic|leap"
    r"|light)[ -])?"
)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def rules() -> tuple[Rule, ...]:
    """The grammar, over text in lower case. Where two rules match, the longer match is read."""
    return tuple(
        (re.compile(rf"(?<![\w$£€¥#])(?<!\d[.,:/])(?:{pattern})", re.ASCII), reader)
        for pattern, reader in (*_calendar(), *_named(), *_near(), *_lengths(), *_hours())
    )


def _calendar() -> Iterable[Pattern]:
    """Days, months, years and weekdays."""
    names = numbered("months")
    full = _any([*(name for name in names if len(name) > 4), "may", "june", "july"])
    short = _any(set(names) - {"may"})
    month = rf"(?P<month>{_any(names)})\b\.?"
    bare = rf"(?P<month>(?:{full})\b|(?:{short})\.)"
    days = numbered("weekdays")
    long_days = _any(day for day in days if len(day) > 5)
    short_days = _any(set(days) - set(long_days.split("|")))
    weekday = rf"(?P<weekday>(?:{long_days})\b|(?:{short_days})\.)"
    on = rf"(?:(?:{_any(days)})\b\.?,? (?:the )?)?"
    day = rf"(?P<day>{_DAY}){_TH}?{_WHOLE}"
    span = rf"(?P<day>{_DAY}){_TH}?{_TO}(?P<last>{_DAY}){_TH}?{_WHOLE}"
    part = rf"(?P<part>{_any(pairs('day_parts'))})\b"
    shared = rf"(?= (?:and|or|to|through|until|till) (?P<until>{_any(names)})\b\.?,? {_FOUR}\b)"
    return (
        (rf"{_FOUR}-(?P<mm>0[1-9]|1[0-2])-(?P<dd>{_DAY})\b", dates.iso_date),
        (r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>(?:\d\d)?\d\d)\b(?!/)", dates.numeric_date),
        (rf"{on}{month} (?:the )?{day}(?:,? (?:of )?{_YEAR}| {_YEAR_WHICH})?", dates.day_of_month),
        (rf"{on}(?:the )?{day}(?: of |-| ){month}(?:,?[ -]{_YEAR})?", dates.day_of_month),
        (rf"{on}{month} {span}(?:,? {_YEAR})?", dates.day_of_month),
        (rf"{span} (?:of )?{month}(?:,? {_YEAR})?", dates.day_of_month),
        (rf"{month},? (?:of )?(?:{_YEAR}|{_YEAR_WHICH})", dates.month_of_year),
        (rf"{month} '(?P<year>\d\d)\b", dates.month_of_year),
        (rf"{bare}{shared}", dates.bare_month),
        (rf"(?:{_WHICH} )?{bare}", dates.bare_month),
        (
            (
                rf"(?:(?:the )?{_WHICH} )?{weekday}(?: (?:of )?(?P<week>this|last|next) week)?"
                rf"(?: (?:in the )?{part})?"
            ),
            dates.weekday,
        ),
        (_YEAR, dates.bare_year),
        (r"'(?P<year>\d\d)\b", dates.bare_year),
        (r"(?P<year>(?:1[89]|20)\d\d)-(?P<last>\d\d(?:\d\d)?)" + _WHOLE, dates.years),
        (rf"(?:every|each) (?P<weekday>{long_days})\b", lengths.every),
        (rf"(?P<weekday>{long_days})s\b", lengths.every),
        (rf"(?:every|each) (?P<month>{full})\b", lengths.every),
    )


def _named() -> Iterable[Pattern]:
    """Decades, centuries, quarters, seasons, holidays and fiscal years."""
    seasons = _any(pairs("seasons"))
    decades = _any(f"{word[:-1]}ies" for word in numerals.worth() if word.endswith("ty"))
    when = rf"(?:,? (?:of )?{_YEAR}| {_YEAR_WHICH})?"
    return (
        (r"(?:the )?(?P<century>1\d|20)(?P<digit>\d)0'?s\b", dates.decade),
        (r"(?:the )?'(?P<digit>\d)0'?s\b", dates.decade),
        (r"(?:(?<=\bthe )|(?<=0s and ))(?P<digit>\d)0'?s\b", dates.decade),
        (rf"the (?P<word>{decades})\b", dates.decade),
        (rf"(?:the )?(?P<ordinal>\d\d?{_TH}|{_any(dates.ORDINALS)})[ -]century\b", dates.century),
        (
            (
                r"(?:the )?(?P<ordinal>first|second|third|fourth|final|[1-4](?:st|nd|rd|th)"
                r"|last(?= quarter (?:of|20)))"
                rf"[ -](?:fiscal[ -]|financial[ -])?(?P<unit>quarter|half)\b(?!-){when}"
            ),
            dates.part_of_year,
        ),
        (rf"(?P<unit>q)(?P<ordinal>[1-4])\b{when}", dates.part_of_year),
        (rf"(?:(?:{_WHICH}|the) )?(?P<season>{seasons})\b{when}", dates.season),
        (rf"(?:every|each) (?P<season>{seasons})\b", lengths.every),
        (
            r"9/11\b|sept(?:ember|\.) 11(?:th)?(?=,? (?:terror |terrorist )?attacks\b)",
            dates.nine_eleven,
        ),
        (rf"(?:{_WHICH} )?(?P<holiday>{_any(dates.holidays())})(?!\w){when}", dates.named_day),
        (rf"(?:fiscal|financial)(?: year)? {_YEAR}", dates.fiscal_year),
        (r"fy ?-?(?P<year>20\d\d|\d\d)\b", dates.fiscal_year),
        (rf"(?:the )?{_WHICH} (?:fiscal|financial) year\b", dates.fiscal_year),
    )


def _near() -> Iterable[Pattern]:
    """What is counted from the day of the article, or from the last date of the text."""
    part = rf"(?P<part>{_any(pairs('day_parts'))})\b"
    unit = r"(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b"
    count, unit_of_count = _count(), _unit()
    dated = _any([*numbered("weekdays"), *numbered("months")])
    return (
        (rf"(?P<day>{_any(nearby.DAYS)})\b(?: {part})?", nearby.near_day),
        (rf"(?P<part>tonight|overnight)\b(?! (?:on )?(?:{dated})\b)", nearby.part_of_day),
        (
            rf"(?P<which>this|last|that|the same|the next|the following|the previous) {part}",
            nearby.part_of_day,
        ),
        (
            (
                rf"(?P<which>{_NEAR}|that|{_THE}) "
                rf"(?:(?:calendar|school|academic|trading|business) )?{unit}(?!-)"
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
        (rf"(?P<term>{_any(pairs('vague'))})(?![\w-])", nearby.vague),
        (
            (
                r"the past(?= ?[.,;:!?)\"'\n]| (?:and|but|or|to|by|when|that|for|with|as|of|in|have"
                r"|has|had|was|is)\b)"
            ),
            nearby.past,
        ),
    )


def _lengths() -> Iterable[Pattern]:
    """Durations and sets."""
    count, unit_of_count = _count(), _unit()
    singular = rf"(?P<unit>{_any(name for name in units() if not name.endswith('s'))})\b"
    plural = rf"(?P<unit>{_any(name for name in units() if name.endswith('s'))})"
    frame = r"(?:(?P<frame>the (?:past|last|next|coming|following|previous|first|final|same)|every"
    frame += r"|past|last|next|another|these|those) )?"
    number = numerals.pattern()
    old = r"(?![ -](?:and [^ ]+ months )?olds?\b)"
    return (
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
        (rf"over the {plural}\b(?! ago)", lengths.unsaid_length),
        (rf"{plural}(?:-long|-old)\b", lengths.unsaid_length),
        (rf"{singular}-?long\b", lengths.unsaid_length),
        (rf"(?:every|each) (?P<other>other )?{singular}", lengths.every),
        (rf"(?P<word>{_any(pairs('sets'))})(?![\w-])", lengths.recurrent),
    )


def _hours() -> Iterable[Pattern]:
    """Times of the day."""
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
        (r"(?P<hour>1[0-2]|[1-9]) o'clock\b", hours.hour),
        (r"(?P<word>noon|midnight)\b", hours.noon),
    )


def _count() -> str:
    return (
        rf"(?P<count>{_MANY}|half an?|half|(?:a )?quarter(?=-century)|another|a single|single"
        rf"|{numerals.pattern()}|an?)"
    )


def _unit() -> str:
    return rf"(?P<unit>{_any(units())})\b"


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
    r"(?:(?P<part>morning|afternoon|evening|night) of|overnight(?: on)?) $"
)
# … or how exact a length, a distance or an hour is.
EXTENT = re.compile(
    r"\b(?:about|around|approximately|roughly|nearly|almost|well over|just over|just under|over"
    r"|under|more than|less than|fewer than|no more than|no less than|at least|at most|up to)"
    r" $"
)
