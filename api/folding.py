"""Folding: how words and names are compared, without case and accents, in every script.

Full text is indexed and searched by `tokens`, names by `key`, and `slug` is what an id shows of
a name. A folding that changes needs a migration that writes them again.
"""

import re
import unicodedata
from functools import cache

# What Unicode does not take apart; Russian is written with and without the dots.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ё": "е"}
    | {"þ": "th", "æ": "ae", "œ": "oe"}
)

# In Cyrillic a mark makes another letter (й, ї); the vowel signs of Hebrew and Arabic are optional.
_ACCENTS = re.compile(
    "(?<![\u0400-\u04ff])[\u0300-\u036f]+"
    "|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]+"
)

# `u.s.` is one word.
_ACRONYM_DOT = re.compile(r"\b([^\W_])\.(?=[^\W_]\b)")

_APOSTROPHE = re.compile("['’ʼ]")

_ASCII_WORD = re.compile("[a-z0-9]+")

# Scripts that are written without blanks: Thai and Lao, Burmese, Khmer, kana, Han.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)

# The limit of a database for one word is below that of the longest line in the world.
_LONGEST_TOKEN = 64
_LONGEST_SLUG = 80

# Letters that compose with the ones before them: those of Hangul, and the half-wide marks of kana.
_JAMO = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb\uff9e-\uffdc"


def fold(text: str) -> str:
    """`text` without case and accents; to fold it again changes nothing."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", apart))
    return unicodedata.normalize("NFKC", plain).translate(_PLAIN)


def tokens(text: str) -> list[str]:
    """The words of `text` as full text knows them: letters and digits of any script, folded.

    `Russia’s` is `russia`, `s`; where a script leaves no blanks each character is a word, and
    words are found as a phrase of them.
    """
    folded = _ACRONYM_DOT.sub(r"\1", fold(text))
    pattern = _ASCII_WORD if folded.isascii() else _patterns()[1]
    return [word[:_LONGEST_TOKEN] for word in pattern.findall(folded)]


def located(text: str) -> list[tuple[str, int, int]]:
    """The `tokens` of `text`, each with the place where it stands: (token, start, end).

    `Russia’s` is (`russia`, 0, 6), (`s`, 7, 8); `U.S.` is (`us`, 0, 3).
    """
    # Folding changes lengths, but nothing across two characters that do not compose.
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for piece in _pieces().finditer(text):
        part = fold(piece[0])
        folded.append(part)
        start, end = piece.span()
        if len(part) == end - start:
            places += ((each, each + 1) for each in range(start, end))
        else:
            places += [(start, end)] * len(part)
    whole = "".join(folded)
    dots = {match.end() - 1 for match in _ACRONYM_DOT.finditer(whole)}
    kept = [index for index in range(len(whole)) if index not in dots]
    spelled = "".join(whole[index] for index in kept)
    pattern = _ASCII_WORD if spelled.isascii() else _patterns()[1]
    return [
        (word[0][:_LONGEST_TOKEN], places[kept[word.start()]][0], places[kept[word.end() - 1]][1])
        for word in pattern.finditer(spelled)
    ]


def key(name: str) -> str:
    """What two spellings of a name have in common: `O’Brien, Zoë` and `obrien zoe`."""
    return " ".join(_words(name))


def slug(name: str) -> str:
    """The name as an id shows it, in letters and digits of its own script: `sergey-lavrov`."""
    return "-".join(_words(name))[:_LONGEST_SLUG].rstrip("-") or "unnamed"


def _words(name: str) -> list[str]:
    spelled = _APOSTROPHE.sub("", _ACRONYM_DOT.sub(r"\1", fold(name)))
    pattern = _ASCII_WORD if spelled.isascii() else _patterns()[0]
    return pattern.findall(spelled)


@cache
def _pieces() -> re.Pattern[str]:
    """ASCII characters in a row, or another one; each with the marks and jamo it composes with."""
    joining = f"[{_marks()}{_JAMO}]"
    return re.compile(f"[\0-\x7f]+(?!{joining})|.{joining}*", re.DOTALL)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word of letters, digits and marks; the same with unspaced characters one by one.

    Python's `\\w` takes no vowel signs, without which the words of Indic scripts fall apart.
    """
    marks = _marks()
    return (
        re.compile(f"(?:[^\\W_]|[{marks}])+"),
        re.compile(f"[{_UNSPACED}][{marks}]*|(?:[^\\W_{_UNSPACED}]|[{marks}])+"),
    )


@cache
def _marks() -> str:
    """Every combining mark, as a pattern has them between brackets."""
    return "".join(
        re.escape(chr(code))
        for code in (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
        if unicodedata.category(chr(code)).startswith("M")
    )
