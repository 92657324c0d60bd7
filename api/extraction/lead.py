"""What frames an article and is no part of its story: dateline, byline, credit line.

The shapes are those of the news agencies' style books (AP, Reuters, AFP): a dateline opens the
first paragraph of the story, a byline and a credit stand on a line of their own.
"""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from api.extraction import gazetteer, people
from api.extraction.lexicons import lines, terms
from api.extraction.records import Dateline, Lead, Span
from api.extraction.text import paragraphs, shadow

# Lines that may stand before the story, and those that may follow it.
_HEAD, _TAIL = 6, 4

# A byline or a credit is a line, not a paragraph of the story.
_LONGEST_LINE = 250

_WORD = r"[^\W\d_a-z][\w.'’-]*"
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}"
_MARK = r" ?(?:[—–―]|--?(?=\s)|:(?=\s))"
_PERSON = rf"{_WORD}(?: (?:{_WORD}|al|bin|da|de|del|der|di|du|la|van|von)){{1,4}}"

_BYLINE = re.compile(
    rf"\s*(?:(?:[Ww]ritten|[Rr]eported|[Rr]eporting|WRITTEN|REPORTED) )?(?:[Bb]y|BY):? "
    rf"(?P<people>{_PERSON}(?:(?:, | and | AND | & |, and ){_PERSON})*)"
    r"\s*(?:$|[,;|/•·—–(-].*)"
)
_PEOPLE = re.compile(rf"{_PERSON}")
_BETWEEN_PEOPLE = re.compile(r", and |, | and | AND | & ")

_CREDIT = re.compile(
    r"\s*(?:"
    r"\(?(?:(?:file|photo|image|video|picture|graphic|illustration|cover|story)s?[ /]?)*"
    r"(?:courtesy|credits?|source|photo|photograph|image|picture|video|graphic|illustration)s?"
    r"(?: (?:credit|courtesy|of|by|from|via))*\s?:.*"
    r"|(?:photo |image |video |picture )?courtesy (?:of|:) ?.*"
    r"|©.*|\(c\) .*|copyright (?:©|\(c\)|\d{4}).*"
    r"|\(?(?:additional )?(?:reporting|writing|editing|compiled) by .*"
    r")",
    re.IGNORECASE,
)


@cache
def _months() -> dict[str, str]:
    """Names and abbreviations of the months, in lower case → `01` … `12`."""
    rows = enumerate(lines("times/months.txt"), 1)
    return {name: f"{number:02}" for number, row in rows for name in row.split()}


@cache
def _dateline() -> re.Pattern[str]:
    """`MOSCOW :`, `PARIS (AP) —`, `KYIV, Ukraine, Aug. 22, 2025 (Reuters) -`."""
    month = "|".join(sorted(_months(), key=len, reverse=True))
    days = "|".join(word for row in lines("times/weekdays.txt") for word in row.split())
    return re.compile(
        rf"\s*(?P<place>{_PLACE}(?:, {_PLACE}){{0,2}}?)"
        rf"(?:,? (?:(?i:{days})\.?,? )?"
        rf"(?:(?i:(?P<month>{month}))\.? (?P<day>[0-3]?\d)"
        rf"|(?P<day2>[0-3]?\d) (?i:(?P<month2>{month}))\.?)"
        r"(?:,? (?P<year>\d{4}))?)?"
        rf"(?:,? ?\((?P<agency>[^()]{{2,40}})\)(?P<mark_after_agency>{_MARK})?|(?P<mark>{_MARK})) ?"
    )


def read_lead(doc: Doc, text: str) -> Lead:
    """The dateline, the byline and the credit line of an article, each where it has one."""
    dark = shadow(text)
    found = paragraphs(dark)
    head = found[:_HEAD]
    framing = head + found[max(len(head), len(found) - _TAIL) :]
    datelines = (_read_dateline(doc, dark, text, *paragraph) for paragraph in head)
    credits_ = [
        Span(start, end, text[start:end])
        for start, end in (_trimmed(dark, *paragraph) for paragraph in framing)
        if end - start <= _LONGEST_LINE and _CREDIT.fullmatch(dark, start, end)
    ]
    return Lead(
        dateline=next(filter(None, datelines), None),
        byline=tuple(
            name for paragraph in framing for name in _read_byline(dark, text, *paragraph)
        ),
        credit=credits_[-1] if credits_ else None,
    )


def find_lede(doc: Doc, text: str, lead: Lead, title: str | None) -> Span | None:
    """The first sentence of the story: after headline, date, byline and dateline.

    A headline is the title, or a first line that no full stop ends and that others follow.
    """
    dark = shadow(text)
    framed = [*lead.byline, *filter(None, [lead.credit])]
    stories = [
        (start, end)
        for start, end in paragraphs(dark)
        if not any(start <= span.start < end for span in framed)
        and dark[start:end].strip() != (title or "").strip()
    ]
    if lead.dateline is not None:
        start = lead.dateline.end
    elif stories:
        ended = (start for start, end in stories if dark[start:end].rstrip().endswith(_STOPS))
        start = next(ended, stories[0][0])
    else:
        return None
    position = _token_at(doc, start)
    while position < len(doc):
        sentence = doc[position].sent
        first, last = _trimmed(dark, max(sentence.start_char, start), sentence.end_char)
        if _is_story(dark[first:last]):
            return Span(first, last, text[first:last])
        position = sentence.end
    return None


def _is_story(sentence: str) -> bool:
    """Whether a sentence says something: has words and is no slug (`BREAKING:`)."""
    return any(map(str.isalpha, sentence)) and sentence.rstrip(": ") not in terms("slugs.txt")


_STOPS = (".", "!", "?", "…", ".”", "!”", "?”", ",”", '."', '!"', '?"', ".'", ".)", ".’", ":")


def framing_tokens(doc: Doc, lead: Lead) -> Iterator[int]:
    """The tokens of byline and credit line, and of the dateline all but the place."""
    spans = [(span.start, span.end) for span in (*lead.byline, *filter(None, [lead.credit]))]
    if lead.dateline is not None and (agency := lead.dateline.text.find("(")) >= 0:
        spans.append((lead.dateline.start + agency, lead.dateline.end))
    for start, end in spans:
        yield from range(_token_at(doc, start), _token_at(doc, end))


def _token_at(doc: Doc, start: int) -> int:
    """The token that character `start` stands in."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx + len(doc[middle]) > start:
            high = middle
        else:
            low = middle + 1
    return low


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _read_dateline(doc: Doc, dark: str, text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the paragraph `start:end`; None where it has none."""
    match = _dateline().match(dark[start:end])
    if match is None or match.end() >= end - start or not _credible(doc, start, match):
        return None
    if dark[start + match.end() : end].isupper():  # a headline in capitals
        return None
    first, last = _trimmed(text, start, start + match.end())
    place = ", ".join(_ordinary(part) for part in match["place"].split(", "))
    return Dateline(first, last, text[first:last], place=place, date=_date(match))


def _credible(doc: Doc, start: int, match: re.Match[str]) -> bool:
    """Whether the match is a dateline and no slug (`BREAKING:`), headline or sentence."""
    city = match["place"].split(", ")[0]
    if city in terms("slugs.txt"):
        return False
    if (match["agency"] or "").split("/")[0].strip() in terms("agencies.txt"):
        return True
    mark = match["mark"] or match["mark_after_agency"]
    if mark is None or match["month"] or match["month2"]:
        return mark is not None
    dash = ":" not in mark
    if city.isupper() and dash:
        return True
    return (city.isupper() or dash) and _is_place(doc, start + match.start("place"), city)


def _is_place(doc: Doc, start: int, city: str) -> bool:
    """Whether the gazetteer, or else the model, takes the first words of a dateline for a place."""
    name = _ordinary(city)
    if name in gazetteer.states() or name in gazetteer.capitals() or name in gazetteer.regions():
        return True
    span = doc.char_span(start, start + len(city), alignment_mode="expand")
    return span is not None and any(token.ent_type_ in ("GPE", "LOC") for token in span)


def _ordinary(place: str) -> str:
    """`NEW YORK` → `New York`; short forms (`D.C.`, `US`) stay."""
    return " ".join(
        word.title() if len(word) > 2 and word.isupper() and "." not in word else word
        for word in place.split(" ")
    )


def _date(match: re.Match[str]) -> str | None:
    """The EDTF day of a dateline; of an unknown year where it names none."""
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    if month is None:
        return None
    return f"{match['year'] or 'XXXX'}-{_months()[month.lower()]}-{int(day):02}"


def _read_byline(dark: str, text: str, start: int, end: int) -> Iterator[Span]:
    """The people named by a line like `By Jane Roe and John Doe, Staff Writers`."""
    start, end = _trimmed(dark, start, end)
    if end - start > _LONGEST_LINE:
        return
    match = _BYLINE.fullmatch(dark, start, end)
    if match is None:
        return
    first = match.start("people")
    for gap in [*_BETWEEN_PEOPLE.finditer(dark, first, match.end("people")), None]:
        last = gap.start() if gap else match.end("people")
        if last > first and not _is_role(dark[first:last]):
            yield Span(first, last, text[first:last])
        first = gap.end() if gap else last


def _is_role(words: str) -> bool:
    """Whether words of a byline are a role (`Staff Writers`) and no name."""
    last = words.rsplit(" ", 1)[-1].lower()
    return last in people.roles() or last.removesuffix("s") in people.roles()
