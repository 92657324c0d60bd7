"""Direct speech: words in marks, with the cue and the source that stand beside them."""

from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Span, Token

from api.extraction.cues import PAUSES, Cue, cue_after, cue_before, words_of
from api.extraction.phrases import addressee, named_by
from api.extraction.reporting import certainty, frames, polarity
from api.extraction.scope import Piece, Quotation, Scope

# A name has no more words than this.
_NAME = 8

_STOPS = frozenset(".?!…")


def find_direct(scope: Scope) -> list[Quotation]:
    """The direct quotations of a scope."""
    found: list[Quotation] = []
    taken: set[int] = set()
    trailing: Cue | None = None
    for k, region in enumerate(scope.regions):
        if region.end <= region.start:
            continue
        before = scope.before(k)
        follows = k - 1 in taken
        read = trailing.end if trailing and follows else before.start
        leading = cue_before(scope, Piece(max(read, before.start), before.end), k)
        if leading is None and follows and _resumes(scope, k, trailing):
            found[-1] = replace(found[-1], spans=(*found[-1].spans, (region.start, region.end)))
            taken.add(k)
            continue
        trailing = None if leading else cue_after(scope, scope.after(k), k)
        cue = leading or trailing
        if cue:
            start = region.start if leading else _content_start(scope, k, taken)
            found.append(_quotation(scope, (start, region.end), cue))
        elif _stands_alone(scope, k):
            found.append(Quotation(spans=((region.start, region.end),), shape="floating"))
        else:
            continue
        taken.add(k)
    return found


def _quotation(scope: Scope, span: tuple[int, int], cue: Cue) -> Quotation:
    words = cue.words
    if cue.verb is not None:
        words = scope.doc[cue.verb.i : cue.verb.i + 1]
    return Quotation(
        spans=(span,),
        shape="direct" if words is not None else "labelled",
        cue=words,
        source=named_by(cue.source),
        addressee=_addressee(scope, cue.verb),
        polarity=polarity(cue.verb) if cue.verb is not None else "positive",
        certainty=certainty(cue.verb) if cue.verb is not None else "certain",
    )


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
    text = doc.text
    if not region.closed or not words_of(doc, after.start, after.end):
        return len(text[region.start : region.end].split()) > 2
    return (
        scope.last(k) in _STOPS
        and text[region.start].isupper()
        and not (words_of(doc, after.start, after.end)[0].is_lower)
    )
