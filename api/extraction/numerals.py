"""Numbers in figures and in words: one pattern, and what it is worth."""

import re
from functools import cache

from api.extraction.lexicons import lines

_FIGURES = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)?([½¼¾])?", re.ASCII)
_FRACTIONS = {"": 0.0, "½": 0.5, "¼": 0.25, "¾": 0.75}


@cache
def worth() -> dict[str, float]:
    """The words that stand for a number (`seven`, `dozen`, `million`), and the number."""
    pairs = (line.split() for line in lines("number_words.txt"))
    return {word: float(number) for word, number in pairs}


@cache
def pattern() -> str:
    """A regular expression, without groups, of a number in lower case.

    `600`, `1,500`, `2.5`, `2½`, `twenty-five`, `two hundred and ten`, `2.5 million`, `a dozen`,
    `two and a half`.
    """
    words = sorted(worth(), key=len, reverse=True)
    word = rf"(?:{'|'.join(words)})\b"
    scale = "|".join(word for word in words if _is_scale(worth()[word]))
    figures = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?:\.[0-9]{1,6})?[½¼¾]?"
    in_figures = rf"{figures}(?:[ -](?:{scale})\b){{0,2}}"
    in_words = rf"(?:{word}|an? (?:{scale})\b)(?:[ -](?:and )?{word}){{0,8}}"
    return rf"(?:(?:{in_figures}|{in_words})(?: and a half\b)?)"


def value(words: str) -> float | None:
    """What a number in lower case is worth; None where it is none.

    A scale multiplies what stands before it (`two hundred and ten`, `2.5 million`), all else
    adds up.
    """
    total = part = 0.0
    for word in words.replace("-", " ").replace(" and a half", " half").split():
        number = _number(word)
        if number is None:
            return None
        if word.isalpha() and _is_scale(number):
            part = (part or 1.0) * number
            if number >= 1000:
                total, part = total + part, 0.0
        else:
            part += number
    return total + part


def _is_scale(number: float) -> bool:
    return number == 12 or number >= 100


def _number(word: str) -> float | None:
    if word in ("a", "an"):
        return 1.0
    if word == "and":
        return 0.0
    if word == "half":
        return 0.5
    if word in worth():
        return worth()[word]
    match = _FIGURES.fullmatch(word)
    if match is None or not word:
        return None
    figures, fraction = match.groups("")
    return float(figures.replace(",", "") or 0) + _FRACTIONS[fraction]
