"""Paragraphs, and a shadow of the text whose offsets are those of the text itself."""

import re

_LINE = re.compile(r"[^\n]*\S[^\n]*")

# One character for one character, so that no offset moves.
_SHADOW = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2028": "\n", "\r": "\n"})


def shadow(text: str) -> str:
    """The text as the parser reads it: as long as `text`, other spaces made plain ones."""
    return text.translate(_SHADOW)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each paragraph of a shadow, in text order."""
    return [match.span() for match in _LINE.finditer(text)]
