"""Whose words they are: quotations and referents in, the records of the quotes out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from api.extraction.confidence import confidence
from api.extraction.entities import Referents
from api.extraction.marks import quoted
from api.extraction.records import Cue, Dated, Entity, Quote, QuoteType, Span, Timex
from api.extraction.scope import Quotation


def attribute(
    doc: Doc,
    text: str,
    quotations: Sequence[Quotation],
    referents: Referents,
    entities: Iterable[Entity],
    times: Iterable[Timex],
) -> tuple[Quote, ...]:
    """The quotes of the article, each with its speaker and the entities it speaks of."""
    types = _Types(doc.text)
    mentioned = _Mentioned(entities)
    dates = sorted(times, key=lambda time: time.start)
    quotes: list[Quote] = []
    for quotation in quotations:
        source = quotation.source
        speaker = referents.of(source) if source is not None else None
        said = " ".join(text[start:end] for start, end in quotation.spans)
        addressee = quotation.addressee and referents.of(quotation.addressee)
        quotes.append(
            Quote(
                type=types.of(quotation.spans),
                text=said,
                spans=quotation.spans,
                method=_method(quotation),
                confidence=confidence(quotation, len(said.split())),
                cue=_cue(quotation.cue, text),
                source=_words(quotation.source, text),
                speaker=speaker,
                addressees=(addressee,) if addressee else (),
                about=mentioned.within(quotation.spans),
                attributed_to=_reporter(quotation, quotes),
                polarity=quotation.polarity,
                certainty=quotation.certainty,
                said=_said(quotation, dates),
            )
        )
    return tuple(quotes)


def _method(quotation: Quotation) -> str:
    """How the speaker was decided: by what kind of words, or from the quote before."""
    if quotation.source is None:
        return "none"
    if quotation.shape == "floating":
        return "carried"
    head = quotation.source.root
    if head.pos_ == "PRON":
        return "pronoun"
    return "name" if head.pos_ == "PROPN" else "nominal"


def _reporter(quotation: Quotation, quotes: Sequence[Quote]) -> str | None:
    """The speaker of the quote in which this one stands."""
    return None if quotation.parent is None else quotes[quotation.parent].speaker


def _said(quotation: Quotation, times: Sequence[Timex]) -> Dated | None:
    """The date that the clause of the cue gives: `said on Monday`."""
    if quotation.cue is None:
        return None
    for token in _circumstances(quotation.cue.root):
        i = bisect_right(times, token.idx, key=lambda time: time.start) - 1
        if i >= 0 and times[i].start <= token.idx < times[i].end and times[i].type != "DURATION":
            time = times[i]
            words = Span(time.start, time.end, time.text)
            return Dated(value=time.value, basis="clause", words=words)
    return None


def _circumstances(cue: Token) -> Iterable[Token]:
    """The words beside a cue that may say when: `said Friday`, `said on Friday`."""
    for child in cue.children:
        if child.dep_ in ("npadvmod", "advmod"):
            yield child
        elif child.dep_ == "prep":
            yield from child.children


class _Types:
    """Of how many letters and digits of a text stand in quotation marks."""

    def __init__(self, text: str) -> None:
        self._letters = [0, *accumulate(character.isalnum() for character in text)]
        self._regions = [region for region in quoted(text) if region.depth == 0]
        self._starts = [region.outer_start for region in self._regions]

    def of(self, spans: Iterable[tuple[int, int]]) -> QuoteType:
        """Direct where (nearly) all of the words stand in marks, indirect where none do."""
        letters = marked = 0
        for start, end in spans:
            letters += self._letters[end] - self._letters[start]
            k = max(bisect_left(self._starts, start) - 1, 0)
            for region in self._regions[k:]:
                if region.outer_start >= end:
                    break
                first, last = max(start, region.start), min(end, region.end)
                marked += self._letters[last] - self._letters[first] if last > first else 0
        if not marked:
            return "indirect"
        return "direct" if marked >= 0.95 * letters else "mixed"


class _Mentioned:
    """Which entities are spoken of between two offsets."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        mentions = sorted(
            (mention.start, mention.end, entity.id)
            for entity in entities
            for mention in entity.mentions
        )
        self._mentions = mentions
        self._starts = [start for start, _, _ in mentions]

    def within(self, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        """The entities mentioned in the spans, each once, in text order."""
        found: dict[str, None] = {}
        for start, end in spans:
            for k in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
                found.setdefault(self._mentions[k][2])
        return tuple(found)


def _words(words: Words | None, text: str) -> Span | None:
    if words is None:
        return None
    start, end = words.start_char, words.end_char
    return Span(start, end, text[start:end])


def _cue(words: Words | None, text: str) -> Cue | None:
    if words is None:
        return None
    start, end = words.start_char, words.end_char
    return Cue(start, end, text[start:end], lemma=words.lemma_.lower())
