"""A stretch of text read for quotations: a paragraph, or the inside of a quotation.

Its tokens stand in regions between quotation marks or in the gaps around them; a gap is read
by its pieces, the sentences it holds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from api.extraction.marks import Region
from api.extraction.records import Certainty, Polarity

type Shape = Literal[
    "direct",  # words in marks with a cue beside them
    "turn",  # what a label of a transcript stands before, or an interviewer's question
    "answer",  # words in marks after such a question
    "floating",  # words in marks that go on from the speaker before
    "labelled",  # the speaker's name and a colon, or a name and a dash
    "clause",  # the complement clause of a cue
    "fronted",  # words without marks before their cue, or around it
    "according",  # according to, in the words of
    "noun",  # the clause of a noun of speaking: the claim that …
    "infinitive",  # urged them to …
    "gerund",  # denied ordering …
    "predicate",  # called it a …, described it as …, accused them of …
    "preposition",  # called for …
    "object",  # announced a plan
    "partial",  # some words in marks inside a sentence
]

# Tokens; no sentence is read further than this from its cue.
_LONGEST = 250

_CLOSING = "”’\"'»› \t"

_SENTENCE_END = frozenset((".", "?", "!", "..."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What was said, by the characters it fills, and the words around it that say so.

    `spans` are in text order. `source` is the noun phrase that names the speaker, for a relative
    pronoun (`who said`) the one it stands for. `parent` is the index of the quotation
    this one stands in.
    """

    spans: tuple[tuple[int, int], ...]
    shape: Shape
    cue: Span | None = None
    source: Span | None = None
    addressee: Span | None = None
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `start` to `end` of a gap: one of its sentences, or what it holds of one."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


class Page:
    """An article whose text and tokens' places are written down once: spaCy works them out anew."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.starts = [token.idx for token in doc]


class Scope:
    """The tokens from `start` to `end` of a doc, and the outermost marked regions in them."""

    def __init__(self, page: Page, start: int, end: int, regions: list[Region]):
        self.doc = page.doc
        self.text = page.text
        starts = page.starts
        self.start = start
        self.end = end
        self.regions = regions
        self._bounds = [
            (bisect_left(starts, region.outer_start, start, end),
             bisect_left(starts, region.outer_end, start, end))
            for region in regions
        ]  # fmt: skip
        self._sentences = self._cut()

    @property
    def offset(self) -> int:
        """The character at which the scope begins."""
        return self.doc[self.start].idx if self.start < len(self.doc) else len(self.text)

    def bounds(self, k: int) -> tuple[int, int]:
        """The tokens of region `k`, marks included."""
        return self._bounds[k]

    def gap(self, k: int) -> tuple[int, int]:
        """The tokens between region `k - 1` and region `k`."""
        start = self._bounds[k - 1][1] if k else self.start
        end = self._bounds[k][0] if k < len(self.regions) else self.end
        return start, max(start, end)

    def before(self, k: int) -> Piece:
        """What stands before region `k` in its sentence or bracket, back to the region before."""
        start, end = self.gap(k)
        for i in range(end - 1, start - 1, -1):
            if self.ends_sentence(i) or self.doc[i].text in ("(", "["):
                return Piece(i + 1, end)
        return Piece(start, end)

    def after(self, k: int) -> Piece:
        """What stands after region `k` in its sentence, up to the region after."""
        start, end = self.gap(k + 1)
        for i in range(start, end):
            if self.ends_sentence(i):
                return Piece(start, i)
        return Piece(start, end)

    def ends_sentence(self, i: int) -> bool:
        """Whether token `i` is the full stop of a sentence."""
        return self.doc[i].text in _SENTENCE_END

    def last(self, k: int) -> str:
        """The last character of region `k`, closing marks inside it aside."""
        region = self.regions[k]
        words = self.text[region.start : region.end].rstrip(_CLOSING)
        return words[-1:]

    def sentence(self, i: int) -> tuple[int, int]:
        """The tokens of the sentence of token `i`, quotations inside it whole."""
        k = bisect_right(self._sentences, i)
        start = self._sentences[k - 1] if k else self.start
        end = self._sentences[k] if k < len(self._sentences) else self.end
        return max(start, i - _LONGEST), min(end, i + _LONGEST)

    def _cut(self) -> list[int]:
        """The tokens at which a sentence begins, the first of the scope aside.

        A full stop inside marks ends the sentence around them only if it comes last and no
        small letter follows.
        """
        doc, cuts = self.doc, []
        inside = iter(self._bounds)
        bounds = next(inside, None)
        i = self.start
        while i < self.end - 1:
            stop = i
            if bounds is not None and i >= bounds[0]:
                stop = max(bounds[1] - 1, i)
                last = doc[max(stop - 1, bounds[0])].text[-1:]
                ends = last in {".", "?", "!"} and not doc[stop + 1 : stop + 2].text[:1].islower()
                ends = ends and doc[stop + 1 : stop + 2].text[:1] not in {",", "—", "–"}
                bounds = next(inside, None)
            else:
                ends = self.ends_sentence(i)
            if ends and stop + 1 < self.end:
                cuts.append(stop + 1)
            i = stop + 1
        return cuts

    def outside(self) -> Iterator[int]:
        """The tokens outside marks."""
        i = self.start
        for start, end in self._bounds:
            yield from range(i, start)
            i = max(i, end)
        yield from range(i, self.end)

    def whole(self, first: int, end: int) -> tuple[int, int]:
        """The range, made longer where it begins or ends inside marks."""
        around = self._around(first)
        if around is not None and around[0] < first:
            first = around[0]
        around = self._around(end - 1)
        return first, max(end, around[1]) if around is not None else end

    def listed(self, end: int) -> int:
        """The end, moved past marks joined to those it stands behind: `“mad”, “bad” and “lost”`."""
        k = bisect_left(self._bounds, end, key=lambda bounds: bounds[1])
        while k + 1 < len(self._bounds) and self._bounds[k][1] == end:
            start, after = self._bounds[k + 1]
            between = [token.lower_ for token in self.doc[end:start]]
            if between not in ([","], ["and"], ["or"], [",", "and"], [",", "or"]):
                break
            if not self.text[self.regions[k + 1].start].islower():
                break
            k, end = k + 1, after
        return end

    def characters(self, first: int, end: int) -> tuple[int, int]:
        """The characters of the tokens, without the marks where these hold all of them."""
        k = bisect_left(self._bounds, (first, end))
        if k < len(self._bounds) and self._bounds[k] == (first, end):
            return self.regions[k].start, self.regions[k].end
        return self.doc[first].idx, self.doc[end - 1].idx + len(self.doc[end - 1])

    def region_after(self, i: int) -> int | None:
        """The first region that begins after token `i`."""
        k = bisect_right(self._bounds, i, key=lambda bounds: bounds[0])
        return k if k < len(self._bounds) else None

    def _around(self, i: int) -> tuple[int, int] | None:
        """The region in which token `i` stands."""
        k = bisect_right(self._bounds, i, key=lambda bounds: bounds[0]) - 1
        return self._bounds[k] if k >= 0 and i < self._bounds[k][1] else None


def words_of(doc: Doc, start: int, end: int) -> list[Token]:
    """The tokens that are words."""
    return [token for token in doc[start:end] if not (token.is_punct or token.is_space)]
