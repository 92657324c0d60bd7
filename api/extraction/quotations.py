"""Quotations: content, cue and source, in text order."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from api.extraction.marks import Region, quoted
from api.extraction.phrases import is_name, named_by
from api.extraction.speech.cues import Cue, cue_ahead, signature
from api.extraction.speech.direct import find_direct, find_parts
from api.extraction.speech.indirect import find_indirect
from api.extraction.speech.scope import Page, Quotation, Scope, Shape
from api.extraction.speech.transcript import find_questions, find_turns
from api.extraction.text import paragraphs

_SPOKEN: frozenset[Shape] = frozenset(("direct", "floating", "labelled", "turn", "answer"))

# What may stand between two paragraphs of one quotation.
_MARKS = " \n\t\"'“”„‟″＂‘’‚‛`«»‹›"

_FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))
_PAST = frozenset(("VBD", "VBN"))

# In a turn, who speaks, who is spoken to, and who could be anybody.
_SPEAKERS = frozenset(
    ("i", "we", "you", "one", "who", "which", "what", "that", "this", "it", "there", "they",
     "something", "people", "some", "many", "everybody", "everyone", "somebody", "someone",
     "nobody")
)  # fmt: skip

# Inside the words of another, only what surely reports words is a quotation of its own.
_NESTED: frozenset[Shape] = frozenset(("direct", "clause", "fronted", "according"))


def find_quotations(doc: Doc, story: int = 0) -> list[Quotation]:
    """Each quotation of the doc, in text order, an outer before its inner: content, cue, source.

    Marks with no cue beside them hold a title or a scare quote, and are passed over. A turn of a
    transcript is one quotation. The first paragraph of the story begins at the offset `story`,
    behind its dateline.
    """
    page = Page(doc)
    regions = quoted(page.text)
    spoken = find_turns(doc) or find_questions(page.text, regions)
    turns = {start: turn for turn in spoken for start, _ in turn.spans}
    found: list[Quotation] = []
    # Of each turn that has begun, by the place where it does, its index in `found`.
    begun: dict[int, int] = {}
    ahead: Cue | None = None
    for outer, inner in _scopes(page, regions, turns, story):
        quotations = _read(outer, ahead)
        ahead = cue_ahead(outer)
        if found and found[-1].shape == "floating" and (name := signature(outer)) is not None:
            found[-1] = replace(found[-1], shape="labelled", source=named_by(name))
        inside = [quotation for scope in inner for quotation in _read(scope)]
        turn = turns.get(outer.offset)
        if turn is not None:
            place = turn.spans[0][0]
            if place not in begun:
                begun[place] = len(found)
                found.append(Quotation(spans=turn.spans, shape="turn", source=turn.label))
            found += _nested([], quotations + inside, len(found), begun[place])
            continue
        if outer.regions and outer.regions[0].continues:
            _continue(page.text, found, quotations, outer.regions[0])
        found += _nested(quotations, inside, len(found))
    return _carried(page.text, found)


def _continue(
    text: str, found: list[Quotation], quotations: list[Quotation], region: Region
) -> None:
    """Move what goes on from the paragraph before from `quotations` to the last one `found`.

    A quotation of several paragraphs has a span for each; its cue may stand in any of them.
    """
    k = next((k for k, each in enumerate(quotations) if each.spans[0][0] == region.start), None)
    last = next((k for k in reversed(range(len(found))) if found[k].parent is None), None)
    if k is None or last is None or text[found[last].spans[-1][1] : region.start].strip(_MARKS):
        return
    first, second = found[last], quotations.pop(k)
    named = first if first.cue is not None or second.cue is None else second
    found[last] = replace(named, spans=(*first.spans, *second.spans))


def _scopes(
    page: Page, marked: Iterable[Region], turns: Iterable[int], story: int
) -> Iterator[tuple[Scope, list[Scope]]]:
    """The paragraphs of the doc, each with the insides of the quotation marks in it.

    A paragraph of a transcript begins where its turn does, after the label.
    """
    begins = sorted(turns) or [story]
    regions = iter([*marked, None])
    region = next(regions)
    for start, end in paragraphs(page.text):
        tops: list[Region] = []
        inner: list[Scope] = []
        while region is not None and region.outer_start < end:
            tops.append(region)
            within: list[Region] = []
            region = next(regions)
            while region is not None and region.depth > 0:
                within += [region] if region.depth == 1 else []
                region = next(regions)
            inner.append(_scope(page, tops[-1].start, tops[-1].end, within))
        k = bisect_left(begins, start)
        if k < len(begins) and begins[k] < end:
            start = begins[k]
            tops = [region for region in tops if region.outer_start >= start]
        yield _scope(page, start, end, tops), inner


def _scope(page: Page, start: int, end: int, regions: list[Region]) -> Scope:
    first, last = (bisect_left(page.starts, place) for place in (start, end))
    return Scope(page, first, last, regions)


def _read(scope: Scope, ahead: Cue | None = None) -> list[Quotation]:
    """The quotations of one scope; `ahead` is the cue with which the one before it ends."""
    found = find_direct(scope, ahead)
    used = {quotation.cue.start for quotation in found if quotation.cue is not None}
    found += find_indirect(scope, used)
    return found + list(find_parts(scope, found))


def _nested(
    quotations: Iterable[Quotation],
    inside: Iterable[Quotation],
    offset: int,
    around: int | None = None,
) -> list[Quotation]:
    """The quotations in text order, those that stand in another with its index.

    What was found `inside` marks is left out where the marks hold no quotation; `around` is the
    index of the one that all of these stand in, `offset` that of the first of these.
    """
    ranked = [(each, False) for each in quotations] + [(each, True) for each in inside]
    ranked.sort(key=lambda each: (each[0].spans[0][0], -each[0].spans[-1][1], each[1]))
    order = [quotation for quotation, _ in ranked]
    parents = _parents(order)
    index: dict[int, int] = {}
    out: list[Quotation] = []
    for k, quotation in enumerate(order):
        parent = index.get(parents[k]) if k in parents else around
        if parent is None and (k in parents or ranked[k][1]):
            continue
        if parent is not None and not _reports_inside(quotation, spoken=around is not None):
            continue
        index[k] = offset + len(out)
        out.append(replace(quotation, parent=parent))
    return out


def _reports_inside(quotation: Quotation, *, spoken: bool) -> bool:
    """Whether it is surely a quotation, though it stands in another: `“Lind said …,” she said`.

    A phrase may be a topic, an infinitive a plan, and a pronoun could be anybody, unless marks
    hold what was once said, or a turn of a transcript (`spoken`) has named who it is.
    """
    if quotation.shape not in _NESTED or quotation.cue is None or quotation.source is None:
        return False
    tag, source = quotation.cue.root.tag_, quotation.source
    if is_name(source):
        return tag in _FINITE and quotation.certainty == "certain"
    if quotation.shape == "direct" and tag in _PAST and source.root.lower_ == "i":
        return True
    if source.root.lower_ in _SPEAKERS or source[0].lower_ in ("a", "an", "any"):
        return False
    return (spoken and tag in _FINITE) or (quotation.shape == "direct" and tag in _PAST)


def _parents(quotations: Sequence[Quotation]) -> dict[int, int]:
    """Of each quotation whose words begin inside another's, which is the innermost such."""
    spans = sorted(
        (start, -end, k) for k, each in enumerate(quotations) for start, end in each.spans
    )
    parents: dict[int, int] = {}
    around: list[tuple[int, int]] = []
    for start, minus_end, k in spans:
        while around and around[-1][0] <= start:
            around.pop()
        outer = next((each for _, each in reversed(around) if each != k), None)
        if outer is not None and outer < k:
            parents.setdefault(k, outer)
        around.append((-minus_end, k))
    return parents


def _carried(text: str, quotations: Iterable[Quotation]) -> list[Quotation]:
    """The quotations, those without a cue given the source of the one before.

    That is the last one in the paragraph, or else the last one in marks. What follows the
    question of an interviewer is the answer of who spoke before, or of whom the article is about.
    """
    out: list[Quotation] = []
    last: Quotation | None = None
    spoken: Quotation | None = None
    for quotation in quotations:
        if quotation.shape == "floating" and quotation.source is None and last is not None:
            here = "\n" not in text[last.spans[-1][1] : quotation.spans[0][0]]
            before = last if here or spoken is None else spoken
            asked = last.shape == "turn" and last.source is None
            quotation = replace(
                quotation,
                shape="answer" if asked or before.shape == "answer" else "floating",
                source=before.source,
            )
        elif quotation.source is None and last is not None and _goes_on(text, last, quotation):
            quotation = replace(quotation, source=last.source)
        if quotation.parent is None:
            last = quotation
            named = quotation.source is not None or quotation.shape == "answer"
            spoken = quotation if named and quotation.shape in _SPOKEN else spoken
        out.append(quotation)
    return out


def _goes_on(text: str, before: Quotation, quotation: Quotation) -> bool:
    """Whether a participle has no other subject than the speaker before: `“…,” adding: “…”`."""
    if quotation.cue is None or quotation.cue.root.tag_ != "VBG" or quotation.parent is not None:
        return False
    return "\n" not in text[before.spans[-1][1] : quotation.spans[0][0]]
