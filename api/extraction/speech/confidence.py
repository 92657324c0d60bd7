"""How sure it is that words were said, and that the named source said them.

Odds, by the shape of a quotation and by what tells for or against it. The figures were read off
how often quotations of each kind are right in hand-labelled news, and rounded.
"""

from collections.abc import Iterator
from math import prod

from api.extraction.phrases import is_name
from api.extraction.speech.reporting import frames
from api.extraction.speech.scope import Quotation, Shape

# The odds that a quotation of this shape is right, where nothing else is known of it.
_ODDS: dict[Shape, float] = {
    "direct": 17.0,
    "labelled": 2.0,
    "turn": 15.0,
    "answer": 15.0,
    "floating": 1.5,
    "clause": 5.0,
    "fronted": 9.0,
    "according": 6.0,
    "noun": 1.8,
    "partial": 1.5,
    "infinitive": 2.2,
    "gerund": 2.2,
    "predicate": 2.6,
    "preposition": 1.6,
    "object": 1.8,
}

# What a verb that is not plainly one of reporting leaves of the odds.
_RARE_CUE: dict[Shape, float] = {"direct": 0.15, "clause": 0.5, "fronted": 0.4}

_NAMELESS, _COMMON_NOUN, _PLANNED, _INSIDE = 0.15, 0.7, 0.35, 0.5

# A quotation that its cue breaks is surely one; a clause with a second piece may be two.
_BROKEN: dict[Shape, float] = {"direct": 1.6, "clause": 0.5}

# In fewer words, marks hold as often a term or a title, and a clause ends as often elsewhere.
_SHORT: dict[Shape, tuple[int, float]] = {"direct": (4, 0.25), "clause": (8, 0.6)}

# Marks that open on a small letter may hold a part of what was said.
_PART = 0.12

# Without marks it is the parser that tells where words end, and the odds that it is right fall
# with the length of the sentence: they are as above at so many tokens, twice that or half at most.
_UNMARKED: frozenset[Shape] = frozenset(
    ("clause", "fronted", "according", "noun", "infinitive", "gerund", "predicate",
     "preposition", "object")
)  # fmt: skip
_TOKENS, _MOST, _LEAST = 28, 2.0, 0.5


def confidence(quotation: Quotation, text: str) -> float:
    """The probability that a quotation of a text is right: its content and its source."""
    shape, source = quotation.shape, quotation.source
    factors = [_ODDS[shape]]
    if source is None and shape not in ("turn", "answer"):
        factors.append(_NAMELESS)
    elif source is not None and source.root.pos_ == "NOUN" and not is_name(source):
        factors.append(_COMMON_NOUN)
    if quotation.cue is not None and shape in _RARE_CUE:
        factors.append(_PLANNED if quotation.cue.root.tag_ == "VB" else 1.0)
    if quotation.parent is not None:
        factors.append(_INSIDE)
    if len(quotation.spans) > 1:
        factors.append(_BROKEN.get(shape, 1.0))
    if quotation.cue is not None and shape in _UNMARKED:
        factors.append(min(_MOST, max(_LEAST, _TOKENS / len(quotation.cue.root.sent))))
    # Doubts about one quotation are of a kind: the gravest counts.
    factors.append(min(_doubts(quotation, text), default=1.0))
    odds = prod(factors)
    return round(odds / (1 + odds), 3)


def _doubts(quotation: Quotation, text: str) -> Iterator[float]:
    """What the cue and the words themselves leave of the odds."""
    shape, cue = quotation.shape, quotation.cue
    if cue is not None and shape in _RARE_CUE and "plain" not in frames(cue.root):
        yield _RARE_CUE[shape]
    least, short = _SHORT.get(shape, (0, 1.0))
    if sum(len(text[start:end].split()) for start, end in quotation.spans) < least:
        yield short
    if shape == "direct" and text[quotation.spans[0][0]].islower():
        yield _PART
