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
    "labelled": 4.0,
    "turn": 9.0,
    "answer": 9.0,
    "floating": 0.8,
    "clause": 4.2,
    "fronted": 7.0,
    "according": 4.5,
    "noun": 1.5,
    "partial": 1.5,
    "infinitive": 1.8,
    "predicate": 2.2,
    "preposition": 1.4,
    "object": 1.6,
}

_NAMELESS, _COMMON_NOUN, _RARE_CUE, _PLANNED, _INSIDE, _SHORT = 0.15, 0.6, 0.35, 0.35, 0.3, 0.3

# The verbs of other shapes than these are all rare.
_PLAINLY_CUED: frozenset[Shape] = frozenset(("direct", "clause", "fronted"))

# A quotation of fewer words is as often a term or a title.
_SHORTEST = 4


def confidence(quotation: Quotation, words: int) -> float:
    """The probability that a quotation of so many words is right: content and source."""
    factors = [_ODDS[quotation.shape]]
    if quotation.shape in ("turn", "answer"):
        # Where a speaker has no name here, the layout tells him or her.
        pass
    elif quotation.source is None:
        factors.append(_NAMELESS)
    elif quotation.source.root.pos_ == "NOUN" and not is_name(quotation.source):
        factors.append(_COMMON_NOUN)
    if quotation.cue is not None and quotation.shape in _PLAINLY_CUED:
        cue = quotation.cue.root
        if "plain" not in frames(cue):
            factors.append(_RARE_CUE)
        if cue.tag_ == "VB":
            factors.append(_PLANNED)
    if quotation.parent is not None:
        factors.append(_INSIDE)
    if words < _SHORTEST and quotation.shape != "fronted":
        factors.append(_SHORT)
    odds = prod(factors)
    return round(odds / (1 + odds), 3)
