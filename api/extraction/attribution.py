"""Whose words they are: quotations and referents in, the records of the quotes out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from api.extraction.entities import Referents
from api.extraction.marks import quoted
from api.extraction.phrases import in_full
from api.extraction.records import Cue, Dated, Entity, Quote, QuoteType, Span, Timex
from api.extraction.speech.confidence import confidence
from api.extraction.speech.scope import Quotation
from api.extraction.speech.speakers import Speakers


def attribute(
    doc: Doc,
    text: str,
    quotations: Sequence[Quotation],
    referents: Referents,
    entities: Sequence[Entity],
    times: Iterable[Timex],
) -> tuple[Quote, ...]:
    """The quotes of the article, each with its speaker and the entities it speaks of."""
    types = _Types(doc.text)
    mentioned = _Mentioned(entities)
    speakers = Speakers(referents, entities)
    dates = sorted(times, key=lambda time: time.start)
    quotes: list[Quote] = []
    for quotation in quotations:
        speaker = speakers.of(quotation)
        addressee = quotation.addressee and referents.of(quotation.addressee)
        quotes.append(
            Quote(
                type="direct" if quotation.shape == "turn" else types.of(quotation.spans),
                text=" ".join(text[start:end] for start, end in quotation.spans),
                spans=quotation.spans,
                method=speakers.method(quotation),
                confidence=confidence(quotation, text),
                cue=_cue(quotation.cue, text),
                source=_words(quotation.source and in_full(quotation.source), text),
                speaker=speaker,
                candidates=speakers.candidates(quotation, speaker),
                addressees=(addressee,) if addressee else (),
                about=mentioned.within(quotation.spans),
                attributed_to=_reporter(quotation, quotes),
                polarity=quotation.polarity,
                certainty=quotation.certainty,
                said=_said(quotation, dates),
            )
        )
    return tuple(quotes)


def _reporter(quotation: Quotation, quotes: Sequence[Quote]) -> str | None:
    """The speaker of the quote in which this one stands."""
    return None if quotation.parent is None else quotes[quotation.parent].speaker


def _said(quotation: Quotation, times: Sequence[Timex]) -> Dated | None:
    """The date that the clause of the cue gives: `said on Monday`."""
    if quotation.cue is None:
        return None
    for token in _circumstances(quotation.cue.root):
        i = bisect_right(times, token.idx, key=lambda time: time.start) - 1
        if i < 0 or token.idx >= times[i].end or times[i].type not in ("DATE", "TIME"):
            continue
        time = times[i]
        if any(start <= time.start < end for start, end in quotation.spans):
            continue
        words = Span(time.start, time.end, time.text)
        return Dated(value=time.value, basis="clause", words=words)
    return None


def _circumstances(cue: Token) -> Iterator[Token]:
    """The words beside a cue that may say when: `said Friday`, `said in a speech on Friday`."""
    for child in cue.children:
        if child.dep_ in ("npadvmod", "advmod"):
            yield child
        elif child.dep_ == "prep":
            for noun in child.rights:
                yield noun
                for inner in noun.rights:
                    if inner.dep_ == "prep":
                        yield from inner.rights


class _Types:
    """Of how many letters and digits of a text stand in quotation marks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._regions = [region for region in quoted(text) if region.depth == 0]
        self._starts = [region.outer_start for region in self._regions]

    def of(self, spans: Iterable[tuple[int, int]]) -> QuoteType:
        """Direct where (nearly) all of the words stand in marks, indirect where none do."""
        letters = marked = 0
        for start, end in spans:
            letters += self._letters(start, end)
            first = max(bisect_right(self._starts, start) - 1, 0)
            last = bisect_left(self._starts, end)
            for region in self._regions[first:last]:
                inner = max(start, region.start), min(end, region.end)
                marked += self._letters(*inner)
        if not marked:
            return "indirect"
        return "direct" if marked >= 0.95 * letters else "mixed"

    def _letters(self, start: int, end: int) -> int:
        return sum(map(str.isalnum, self._text[start:end]))


class _Mentioned:
    """Which entities are spoken of between two offsets."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._mentions = sorted(
            (mention.start, entity.id) for entity in entities for mention in entity.mentions
        )

    def within(self, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        """The entities mentioned in the spans, each once, in text order."""
        found: dict[str, None] = {}
        for start, end in spans:
            first, last = (bisect_left(self._mentions, (offset, "")) for offset in (start, end))
            found.update((entity, None) for _, entity in self._mentions[first:last])
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
