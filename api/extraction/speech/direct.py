"""Direct speech: words in marks, with the cue and the source that stand beside them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Span, Token

from api.extraction.marks import Region
from api.extraction.phrases import addressee, named_by, with_particle
from api.extraction.speech.complements import is_naming
from api.extraction.speech.cues import (
    PAUSES,
    Cue,
    cue_after,
    cue_before,
    cue_of_part,
    person_before,
)
from api.extraction.speech.reporting import certainty, frames, polarity
from api.extraction.speech.scope import Piece, Quotation, Scope, words_of

# A name has no more words than this.
_NAME = 8

_ASKS = frozenset("?!")
_STOPS = frozenset(".?!…")


def find_direct(scope: Scope, ahead: Cue | None = None) -> list[Quotation]:
    """The direct quotations of a scope; `ahead` is the cue with which the one before it ends."""
    found: list[Quotation] = []
    taken: set[int] = set()
    # The cue read after the last quotation, for the marks that go on from it.
    trailing: Cue | None = None
    for k, region in enumerate(scope.regions):
        if region.end <= region.start:
            continue
        follows = k - 1 in taken
        read = trailing.end if trailing and follows else scope.start
        before = _ahead_of(scope, k, taken)
        leading = cue_before(scope, Piece(max(read, before.start), before.end), k)
        own = cue_after(scope, scope.after(k), k) if leading is None else None
        # `“…,” she said, “and …,” she added, “…”`: one sentence, however often it is broken.
        halfway = not _is_said(own) or scope.text[region.start].islower()
        if follows and not _is_said(leading) and halfway and _resumes(scope, k, trailing):
            found[-1] = replace(found[-1], spans=(*found[-1].spans, (region.start, region.end)))
            trailing = own or trailing
        elif leading or own:
            start = region.start if leading else _content_start(scope, k, taken)
            found.append(_quotation(scope, _whole(region, start), leading or own))
            trailing = own
        elif _stands_alone(scope, k):
            cue = ahead if k == 0 else None
            person = person_before(scope, k, read)
            found.append(_quotation(scope, (region.start, region.end), cue, person))
            trailing = None
        else:
            trailing = None
            continue
        taken.add(k)
    return found


def _ahead_of(scope: Scope, k: int, taken: set[int]) -> Piece:
    """What stands before region `k`, past a name in marks: `told the “Morning Hour” show: “…”`."""
    before = scope.before(k)
    named = k > 0 and k - 1 not in taken and scope.last(k - 1) not in _STOPS | {","}
    if named and before.start == scope.gap(k)[0] and scope.doc[before.end - 1].text == ":":
        return Piece(scope.before(k - 1).start, before.end)
    return before


def _quotation(
    scope: Scope, span: tuple[int, int], cue: Cue | None, source: Token | None = None
) -> Quotation:
    """The quotation that fills `span`, of `source` where no cue stands beside it."""
    if cue is None:
        return Quotation(spans=(span,), shape="floating", source=named_by(source))
    words = cue.words
    if cue.verb is not None:
        words = with_particle(cue.verb)
    return Quotation(
        spans=(span,),
        shape="direct" if words is not None else "labelled",
        cue=words,
        source=_apart(named_by(cue.source), cue.verb),
        addressee=_addressee(scope, cue.verb),
        polarity=polarity(cue.verb) if cue.verb is not None else "positive",
        certainty=certainty(cue.verb) if cue.verb is not None else "certain",
    )


def _apart(source: Span | None, verb: Token | None) -> Span | None:
    """The source without its verb, which the parser may take for an adjective: `Continued Lind`."""
    if source is None or verb is None or not source.start <= verb.i < source.root.i:
        return source
    return source.doc[verb.i + 1 : source.end]


def _addressee(scope: Scope, verb: Token | None) -> Span | None:
    """Who is spoken to; past a title in marks: `told the “Morning Hour” host Tom Voss`."""
    if verb is None or not frames(verb):
        return None
    told = bool(frames(verb) & {"whom", "obj-to"})
    doc, k = scope.doc, scope.region_after(verb.i)
    if told and k is not None:
        first, end = scope.bounds(k)
        name = words_of(doc, end, min(end + _NAME, scope.end))
        name = list(takewhile(lambda token: token.pos_ in ("PROPN", "NOUN", "ADJ"), name))
        led = all(
            token.pos_ in ("PROPN", "DET", "PART", "PUNCT") for token in doc[verb.i + 1 : first]
        )
        if name and led and name[-1].pos_ == "PROPN":
            return doc[name[0].i : name[-1].i + 1]
    return addressee(verb, told=told)


def _is_said(cue: Cue | None) -> bool:
    return cue is not None and cue.verb is not None


def _resumes(scope: Scope, k: int, trailing: Cue | None) -> bool:
    """Whether region `k` goes on from the one before: `“…,” she said, “…”`, `“…,” she said. “…”`.

    Also where nothing but `and` stands between the two.
    """
    doc = scope.doc
    start, end = scope.gap(k)
    if trailing is not None and start <= trailing.end <= end:
        ends = [i for i in range(trailing.end, end) if scope.ends_sentence(i)]
        if len(ends) > 1:
            return False
        if ends:
            return not words_of(doc, ends[0] + 1, end)
        return doc[end - 1].text in PAUSES | {":", ";"}
    words = words_of(doc, start, end)
    return not words or (len(words) == 1 and words[0].lower_ == "and")


def _content_start(scope: Scope, k: int, taken: set[int]) -> int:
    """Where the content begins whose cue follows region `k`: with its sentence.

    `The plan is “dead,” he said`: the words before the marks are reported too.
    """
    j = k
    while True:
        before = scope.before(j)
        if before.start > scope.gap(j)[0] or j == 0 or j - 1 in taken:
            break
        if scope.last(j - 1) in _STOPS:
            break
        j -= 1
    words = words_of(scope.doc, before.start, before.end)
    if not words or scope.doc[before.end - 1].text in {",", ":"}:
        return scope.regions[j].start if j == k else scope.regions[j].outer_start
    return words[0].idx


def _stands_alone(scope: Scope, k: int) -> bool:
    """Whether region `k` is a sentence or more of its own, with no other word in it."""
    region, doc = scope.regions[k], scope.doc
    before, after = scope.before(k), scope.after(k)
    if words_of(doc, before.start, before.end):
        return False
    text = scope.text
    if not region.closed or not words_of(doc, after.start, after.end):
        return len(text[region.start : region.end].split()) > 2 or scope.last(k) in _ASKS
    return (
        scope.last(k) in _STOPS
        and text[region.start].isupper()
        and not (words_of(doc, after.start, after.end)[0].is_lower)
    )


def find_parts(scope: Scope, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """Words in marks that none of the quotations holds, where a cue takes them: `called it “…”`."""
    held = sorted(span for quotation in quotations for span in quotation.spans)
    used = {quotation.cue.start for quotation in quotations if quotation.cue is not None}
    for k, region in enumerate(scope.regions):
        i = bisect_left(held, (region.outer_end, 0))
        if (i and held[i - 1][1] > region.start) or region.end <= region.start:
            continue
        cue = cue_of_part(scope, k)
        if cue is None or cue.verb is None or cue.verb.i in used or is_naming(cue.verb):
            continue
        start = region.start
        following = words_of(scope.doc, cue.end, scope.bounds(k)[0])
        if frames(cue.verb) & {"pred", "of", "as"} and following[:1] and not _is_link(following[0]):
            start = following[0].idx
        yield replace(_quotation(scope, _whole(region, start), cue), shape="partial")


def _whole(region: Region, start: int) -> tuple[int, int]:
    """The characters from `start` to the end of the region: its marks both in or both out."""
    return start, region.end if start >= region.start else region.outer_end


def _is_link(word: Token) -> bool:
    return word.pos_ in ("ADP", "SCONJ", "ADV")
