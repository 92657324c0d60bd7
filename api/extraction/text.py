"""Paragraphs, and a shadow of the text whose offsets are those of the text itself."""

import re

_LINE = re.compile(r"[^\n]*\S[^\n]*")

# Blanks of other widths, and other ends of lines and pages (Unicode 15, White_Space). One character
# for one character, so that no offset moves.
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_ENDS = "\r\v\f\x85\u2028\u2029"

# Halves of a pair that stand alone: the parser encodes what it reads, and they have no encoding.
_SURROGATES = range(0xD800, 0xE000)
_REPLACEMENT = "\ufffd"

_SHADOW = str.maketrans(
    dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys(_ENDS, "\n")
    | dict.fromkeys(map(chr, _SURROGATES), _REPLACEMENT)
)


def shadow(text: str) -> str:
    """The text as the parser reads it: as long as `text`, other spaces made plain ones, lone
    surrogates replacement characters."""
    return text.translate(_SHADOW)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each paragraph of a shadow, in text order."""
    return [match.span() for match in _LINE.finditer(text)]
