"""How many: the killed, the injured, the arrested, participants, weapons, money."""

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from api.extraction import numerals
from api.extraction.lexicons import lines
from api.extraction.records import Count

_CURRENCIES = frozenset({"$", "€", "£", "¥", "us$"})


@cache
def _harms() -> dict[str, str]:
    """Verb → what is counted of those who suffer it (harms.txt)."""
    rows = (line.split(maxsplit=1) for line in lines("events/harms.txt"))
    return {lemma: what for lemma, what in rows}  # noqa: C416


@cache
def _quantities() -> tuple[dict[str, float], tuple[str, ...]]:
    """Plurals of number words with the least they stand for; qualifiers, the longest first."""
    least: dict[str, float] = {}
    qualifiers: list[str] = []
    for line in lines("events/quantities.txt"):
        words, _, number = line.rpartition(" ")
        if words and number.isdecimal():
            least[words.strip()] = float(number)
        else:
            qualifiers.append(line)
    return least, tuple(sorted(qualifiers, key=len, reverse=True))


def find_counts(text: str, verb: str, heads: Iterable[Token]) -> Iterator[Count]:
    """The counted phrases among `heads`, as what the event of lemma `verb` did to them.

    `at least 15 workers` of `injure` are 15 `injured`, their unit `workers`; `nearly 600 drones`
    of `fire` are 600 `drones`; `$3 million` are `money`, their unit `$`.
    """
    for head in heads:
        count = _count(text, head, _harms().get(verb))
        if count is not None:
            yield count


def _count(text: str, head: Token, harm: str | None) -> Count | None:
    least, _ = _quantities()
    if head.lower_ in least:
        return _vague(text, head, harm)
    number: Token | None
    noun: Token | None
    if head.pos_ == "NUM":
        number, noun = head, None
    else:
        number = next((c for c in head.lefts if c.dep_ == "nummod" and c.pos_ == "NUM"), None)
        noun = head
    if number is None or number.ent_type_ in ("DATE", "TIME"):
        return None
    doc = head.doc
    first, last = number.left_edge.i, number.i
    if noun is not None and number.right_edge.i < noun.i:
        # `between 10 and 20 workers`
        last = number.right_edge.i
    while (
        last + 1 < len(doc)
        and doc[last + 1].dep_ in ("quantmod", "nummod")
        and doc[last + 1].head == number
    ):
        last += 1
    words = doc[first : last + 1].text.lower()
    before = doc[max(first - 3, 0) : first].text.lower()
    read = _read(words, before)
    if read is None:
        return None
    qualifier, extra, low, high, currency = read
    start = doc[first].idx - extra
    stop = doc[last] if noun is None else noun
    end = stop.idx + len(stop)
    what, unit = _what(text, noun, harm, currency)
    return Count(
        start,
        end,
        text[start:end],
        what=what,
        value=low if high is None else None,
        min=None if high is None else low,
        max=high,
        qualifier=qualifier,
        unit=unit,
    )


def _what(
    text: str, noun: Token | None, harm: str | None, currency: str | None
) -> tuple[str, str | None]:
    named = None if noun is None else text[noun.idx : noun.idx + len(noun)]
    if currency or (noun is not None and noun.ent_type_ == "MONEY"):
        return "money", currency or named
    if harm is not None:
        return harm, named
    return named or "people", None


def _vague(text: str, head: Token, harm: str | None) -> Count | None:
    """`dozens of workers`, `hundreds were arrested`."""
    least, _ = _quantities()
    noun = low = None
    for child in head.rights:
        if child.lower_ == "of":
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None)
    low = least[head.lower_]
    if noun is not None and noun.lower_ in least:
        # `tens of thousands of workers`
        low = least[noun.lower_] * low / 2
        noun = next(
            (p for c in noun.rights if c.lower_ == "of" for p in c.rights if p.dep_ == "pobj"), noun
        )
    stop = head if noun is None else noun
    start, end = head.idx, stop.idx + len(stop)
    what, unit = _what(text, noun, harm, None)
    return Count(start, end, text[start:end], what=what, min=low, qualifier=head.lower_, unit=unit)


def _read(
    words: str, before: str
) -> tuple[str | None, int, float, float | None, str | None] | None:
    """Qualifier, how many characters of `before` it fills, number or range, currency."""
    _, qualifiers = _quantities()
    qualifier, extra = None, 0
    for known in qualifiers:
        if words.startswith(f"{known} "):
            qualifier, words = known, words.removeprefix(f"{known} ")
            break
        if before.endswith(known):
            qualifier, extra = known, len(known) + 1
            break
    currency = next((sign for sign in _CURRENCIES if words.startswith(sign)), None)
    if currency:
        words = words.removeprefix(currency).strip()
    low, high = _range(words)
    return None if low is None else (qualifier, extra, low, high, currency)


def _range(words: str) -> tuple[float | None, float | None]:
    words = words.removeprefix("between ")
    for joint in (" to ", " and ", "-", "–"):
        first, found, second = words.partition(joint)
        if found and first[-1:].isdigit() and second[:1].isdigit():
            low, high = numerals.value(first), numerals.value(second)
            if low is not None and high is not None and low < high:
                return low, high
    return numerals.value(words), None
