"""How sure it is that words were said, and that the named source said them.

Odds, by the shape of a quotation and by what tells for or against it. The figures were read off
how often quotations of each kind are right in hand-labelled news, and rounded.
"""

from math import prod

from api.extraction.phrases import is_name
from api.extraction.reporting import frames
from api.extraction.scope import Quotation, Shape

# The odds that a quotation of this shape is right, where nothing else is known of it.
_ODDS: dict[Shape, float] = {
    "direct": 17.0,
    "labelled": 2.0,
    "turn": 9.0,
    "answer": 9.0,
    "floating": 1.2,
    "clause": 5.0,
    "fronted": 8.0,
    "according": 5.0,
    "noun": 1.8,
    "partial": 1.5,
    "infinitive": 2.2,
    "gerund": 2.2,
    "predicate": 2.6,
    "preposition": 1.6,
    "object": 1.8,
}

# What a verb that is not plainly one of reporting leaves of the odds.
_RARE_CUE: dict[Shape, float] = {"direct": 0.15, "clause": 0.4, "fronted": 0.4}

_NAMELESS, _COMMON_NOUN, _PLANNED, _INSIDE = 0.15, 0.6, 0.35, 0.2

# A quotation that its cue breaks is surely one; a clause with a second piece may be two.
_BROKEN: dict[Shape, float] = {"direct": 1.6, "clause": 0.5}

# In fewer words, marks hold as often a term or a title, and a clause ends as often elsewhere.
_SHORT: dict[Shape, tuple[int, float]] = {"direct": (4, 0.15), "clause": (8, 0.6)}


def confidence(quotation: Quotation, words: int) -> float:
    """The probability that a quotation of so many words is right: content and source."""
    shape, source = quotation.shape, quotation.source
    factors = [_ODDS[shape]]
    if source is None and shape not in ("turn", "answer"):
        factors.append(_NAMELESS)
    elif source is not None and source.root.pos_ == "NOUN" and not is_name(source):
        factors.append(_COMMON_NOUN)
    if quotation.cue is not None and shape in _RARE_CUE:
        cue = quotation.cue.root
        factors.append(1.0 if "plain" in frames(cue) else _RARE_CUE[shape])
        factors.append(_PLANNED if cue.tag_ == "VB" else 1.0)
    if quotation.parent is not None:
        factors.append(_INSIDE)
    if len(quotation.spans) > 1:
        factors.append(_BROKEN.get(shape, 1.0))
    least, short = _SHORT.get(shape, (0, 1.0))
    factors.append(short if words < least else 1.0)
    odds = prod(factors)
    return round(odds / (1 + odds), 3)
