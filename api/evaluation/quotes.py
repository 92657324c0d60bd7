"""Quotes: their content, the words that name the speaker, and the speaker.

Content is matched piece by piece by the characters in common (Jaccard), one to one, best
first: at .8 little more than a mark or a `that` may differ, at .3 the passage is found. A piece
that was read where gold lies that is not wanted (mostly inside it, or Jaccard of .3) counts
neither for nor against. Content spans and their partial matches after Pareti (2015), *Attribution:
A Computational Approach*; speakers after Muzny et al. (2017), *A Two-stage Sieve Approach
for Quote Attribution*.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.evaluation import gold
from api.evaluation.gold import Pair
from api.evaluation.matching import Figures, Tally, jaccard, match, overlapping, share, shared
from api.evaluation.naming import named, same_name, words
from api.extraction.records import Extraction, QuoteType, Span

ALIKE = 0.8
FOUND = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of a quote that was read; `speaker` is the entity's name, "" if there is none."""

    start: int
    end: int
    type: QuoteType
    source: Span | None
    speaker: str
    confidence: float


@dataclass(frozen=True, slots=True)
class View:
    """Which gold is wanted, and which of the pieces that were read are looked at."""

    wants: Callable[[gold.Quote], bool]
    takes: Callable[[Piece], bool] = lambda _: True


VIEWS = {
    "all": View(lambda _: True),
    "speech": View(lambda quote: quote.speech),
    "direct": View(lambda quote: quote.type == "direct", lambda piece: piece.type == "direct"),
}


@dataclass(frozen=True, slots=True)
class Matched:
    """The pieces of one article against its gold at one likeness.

    `found` are pairs of a gold quote and the piece that is matched to it, `missed` the gold
    and `wrong` the pieces that are in no pair.
    """

    found: list[tuple[gold.Quote, Piece]]
    missed: list[gold.Quote]
    wrong: list[Piece]


def compare(pair: Pair, view: View, at_least: float) -> Matched:
    """Match the quotes of one article."""
    article, extraction = pair
    labelled = article.quotes or ()
    wanted = [quote for quote in labelled if view.wants(quote)]
    unwanted = [quote for quote in labelled if not view.wants(quote)]
    read = [piece for piece in pieces(extraction) if view.takes(piece)]
    found = match(wanted, read, jaccard, at_least=at_least)
    passed_over = {j for i, j in overlapping(unwanted, read) if _covers(unwanted[i], read[j])}
    settled = passed_over.union(found.values())
    return Matched(
        found=[(wanted[i], read[j]) for i, j in found.items()],
        missed=[quote for i, quote in enumerate(wanted) if i not in found],
        wrong=[piece for j, piece in enumerate(read) if j not in settled],
    )


def pieces(extraction: Extraction) -> list[Piece]:
    """The pieces of all quotes that were read, each with its quote's source and speaker."""
    names = {entity.id: entity.name for entity in extraction.entities}
    return [
        Piece(
            start=start,
            end=end,
            type=quote.type,
            source=quote.source,
            speaker=names.get(quote.speaker or "", ""),
            confidence=quote.confidence,
        )
        for quote in extraction.quotes
        for start, end in quote.spans
    ]


def figures(pairs: Sequence[Pair], view: View) -> Figures:
    """Content, source words, speaker, and both together.

    `speaker mention`: of the quotes found, with words for the speaker in the gold, those with
    the same words or the same name. `speaker resolved`: of those with a named speaker, whom the
    entity names. `joint F1@.8`: quotes found with the right speaker, which is what a list of
    somebody's quotes serves. Where a corpus names no speaker at all, the words that name the
    speaker stand for him, pronouns left out.
    """
    resolved = any(quote.speaker for article, _ in pairs for quote in article.quotes or ())
    content, passage, joint = Tally(), Tally(), Tally()
    mentions: list[bool] = []
    speakers: list[bool] = []
    for pair in pairs:
        roughly = compare(pair, view, FOUND)
        _count(passage, roughly)
        closely = compare(pair, view, ALIKE)
        _count(content, closely)
        mentions += [same_source(*each) for each in closely.found if each[0].source]
        known = [each for each in closely.found if _speaker(each[0], resolved=resolved)]
        right = [_same_speaker(*each, resolved=resolved) for each in known]
        speakers += right
        served = [piece for _, piece in known] + closely.wrong
        missed = [quote for quote in closely.missed if _speaker(quote, resolved=resolved)]
        joint.add(sum(right), sum(map(_names_somebody, served)), len(known) + len(missed))
    return {
        "gold": content.gold,
        "P": content.precision,
        "R": content.recall,
        "F1@.8": content.f1,
        "F1@.3": passage.f1,
        "speaker mention": share(sum(mentions), len(mentions)),
        "speaker resolved": share(sum(speakers), len(speakers)),
        "joint F1@.8": joint.f1,
    }


def same_source(quote: gold.Quote, piece: Piece) -> bool:
    """Whether the words for the speaker are the gold's: overlapping, equal, or the same name."""
    if quote.source is None or piece.source is None:
        return False
    theirs, ours = quote.source, piece.source
    return (
        shared(theirs, ours) > 0
        or words(theirs.text) == words(ours.text)
        or same_name(theirs.text, ours.text)
    )


def _covers(unwanted: gold.Quote, piece: Piece) -> bool:
    inside = shared(unwanted, piece) / (piece.end - piece.start)
    return inside >= 0.5 or jaccard(unwanted, piece) >= FOUND


def _count(tally: Tally, matched: Matched) -> None:
    right = len(matched.found)
    tally.add(right, right + len(matched.wrong), right + len(matched.missed))


def _speaker(quote: gold.Quote, *, resolved: bool) -> str:
    if resolved:
        return quote.speaker
    return _text(quote.source) if named(_text(quote.source)) else ""


def _same_speaker(quote: gold.Quote, piece: Piece, *, resolved: bool) -> bool:
    speaker = _speaker(quote, resolved=resolved)
    if resolved:
        return same_name(speaker, piece.speaker or _text(piece.source))
    # Who names the person behind `the spokesman` is as right as who keeps the words.
    return same_name(speaker, piece.speaker) or same_name(speaker, _text(piece.source))


def _names_somebody(piece: Piece) -> bool:
    return bool(named(piece.speaker or _text(piece.source)))


def _text(span: Span | None) -> str:
    return span.text if span else ""
