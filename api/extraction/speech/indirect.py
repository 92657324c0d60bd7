"""Indirect speech: the complement of a reporting verb, read off the dependency parse."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from api.extraction.phrases import (
    addressee,
    author,
    in_full,
    named_by,
    noun_phrase,
    phrase_after,
    with_particle,
)
from api.extraction.speech.complements import Complement, Range, complement, cut
from api.extraction.speech.reporting import (
    certainty,
    frames,
    is_passive,
    is_speech,
    polarity,
    speaker,
)
from api.extraction.speech.scope import Quotation, Scope, Shape, words_of

_EDGES = frozenset(",;:—–()") | {"--", "-", ".", "?", "!", "…", "..."}
_PAUSES = frozenset((",", ";", "—", "–", "--", "-"))
_FINITE = frozenset(("VBD", "VBZ", "VBP"))

# Phrases that report the rest of their sentence, with how many words each has.
_PHRASES = ((2, "according to"), (4, "in the words of"), (4, "in the view of"))

# `Asked whether …, X said no.`: what the sentence begins with was said by somebody else.
_QUESTIONED = frozenset(("asked", "pressed", "questioned", "challenged"))

# How many tokens the clause `as Lind told the paper` may have after its verb.
_AS_CLAUSE = 12


def find_indirect(scope: Scope, used: set[int]) -> list[Quotation]:
    """The indirect and mixed quotations of a scope whose cues are none of the tokens `used`."""
    reader = _Reader(scope)
    for i in scope.outside():
        if i not in used:
            reader.read(scope.doc[i])
    return reader.found


class _Reader:
    """Reads the cues of a scope from left to right."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.found: list[Quotation] = []
        # Which quotation the verb goes on with that stands at a token, and who its speaker is.
        self._goes_on: dict[int, tuple[int, Token | None]] = {}

    def read(self, token: Token) -> None:
        """Add what `token` reports, if it is a cue."""
        allowed = frames(token)
        if allowed:
            aside = _aside(self._scope, token) if "q" in allowed else None
            said = complement(token, allowed) if aside is None else None
            if aside is not None:
                self._append(aside)
            elif said is not None:
                self._add(token, said)
            elif "q" in allowed and not is_passive(token):
                self._append(_fronted(self._scope, token))
        elif is_speech(token):
            self._append(_claim(self._scope, token))
        elif token.lower_ in ("according", "in"):
            self._append(_according(self._scope, token))

    def _append(self, quotation: Quotation | None) -> None:
        if quotation is not None:
            self.found.append(quotation)

    def _add(self, verb: Token, said: Complement) -> None:
        k, source = self._goes_on.get(verb.i, (None, None))
        if k is None and verb.dep_ == "conj" and said.kind != "clause" and not _has_subject(verb):
            k, source = self._goes_on.get(verb.head.i, (None, None))
        if k is not None:
            first = said.ranges[0][0] if said.kind == "clause" else verb.i
            span = _span(self._scope, first, said.end)
            if span and span[0] >= self.found[k].spans[-1][1]:
                before = self.found[k]
                self.found[k] = replace(before, spans=(*before.spans, span))
            return
        source = speaker(verb)
        quotation = _make(self._scope, said.ranges, said.kind, verb, source)
        self._append(quotation)
        if quotation is not None and said.kind == "clause":
            here = (len(self.found) - 1, source)
            self._goes_on[verb.i] = self._goes_on[said.end + 1] = here


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _aside(scope: Scope, verb: Token) -> Quotation | None:
    """`The terms, said Lind, were fair.` · `As Lind told the paper, the terms were fair.`

    The parser takes the first noun for the one who speaks, and the main clause for another's.
    """
    doc = scope.doc
    start, end = scope.sentence(verb.i)
    if verb.tag_ not in _FINITE or verb.i == start:
        return None
    if any(child.lower_ == "as" and child.dep_ == "mark" for child in verb.lefts):
        source = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        comma = _next(doc, verb.i + 1, end, ",")
        if source is None or doc[start].lower_ != "as" or comma - verb.i > _AS_CLAUSE:
            return None
        return _make(scope, [(comma + 1, end)], "fronted", verb, source)
    source = phrase_after(doc, verb.i + 1, end)
    if doc[verb.i - 1].text not in _PAUSES or source is None:
        return None
    after = noun_phrase(source).end
    if source.ent_type_ in ("DATE", "TIME") or doc[after : after + 1].text not in _PAUSES:
        return None
    if _has_verb(doc[start : verb.i]) or not _has_verb(doc[after:end]):
        return None
    return _make(scope, [(start, verb.i), (after, end)], "fronted", verb, source)


def _fronted(scope: Scope, verb: Token) -> Quotation | None:
    """`…, X said.` · `…, said X.` · `…, X said, …`: its sentence without the cue."""
    doc = scope.doc
    source = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if source is None or source.tag_ in ("DT", "WP", "WDT") or verb.tag_ not in _FINITE:
        return None
    taken = {child.dep_ for child in verb.rights} & {"dobj", "xcomp", "oprd", "acomp"}
    if taken - ({"dobj"} if "whom" in frames(verb) else set()):
        return None
    phrase = noun_phrase(source)
    first, after = min(verb.i, phrase.start), max(verb.i + 1, phrase.end)
    while first > scope.start and doc[first - 1].pos_ in ("ADV", "AUX"):
        first -= 1
    start, end = scope.sentence(verb.i)
    if first <= start or doc[first - 1].text not in _PAUSES or doc[start].lower_ in _QUESTIONED:
        return None
    ranges = [(start, first)]
    i = after
    while i < end and doc[i].text not in _PAUSES:
        i += 1
    if _has_verb(doc[after:i]):
        return None
    rest = doc[i + 1 : end]
    if len(rest) > 1 and (source.i < verb.i or _has_verb(rest)) and not _is_adjunct(rest[0]):
        ranges.append((i + 1, end))
    elif not _has_verb(doc[start:first]):
        return None
    return _make(scope, ranges, "fronted", verb, source)


def _has_verb(words: Span) -> bool:
    return any(word.tag_ in _FINITE or word.tag_ == "MD" for word in words)


def _is_adjunct(word: Token) -> bool:
    """Whether a relative clause or a participle begins here, and no part of what was said."""
    return word.tag_ in ("WP", "WDT", "WP$", "WRB", "VBG", "VBN")


def _claim(scope: Scope, noun: Token) -> Quotation | None:
    """`X’s claim that …` · `made the claim that …`: the clause of a noun of speech."""
    source = author(noun)
    if source is None:
        return None
    for child in noun.rights:
        mark = next((left for left in child.lefts if left.dep_ == "mark"), None)
        if child.dep_ in ("acl", "ccomp") and mark is not None and mark.lower_ == "that":
            end = cut(noun, mark.i + 1, child, child.right_edge.i + 1)
            return _make(scope, [(mark.i + 1, end)], "noun", noun, source)
    return None


def _according(scope: Scope, token: Token) -> Quotation | None:
    """`…, according to X.` · `According to X, …` · `…, in the words of X, …`: the rest of it."""
    doc = scope.doc
    words = next((n for n, phrase in _PHRASES if _reads(doc, token.i, phrase)), 0)
    start, end = scope.sentence(token.i)
    head = phrase_after(doc, token.i + words, end) if words else None
    if head is None:
        return None
    after = in_full(noun_phrase(head)).end
    if not words_of(doc, start, token.i):
        comma = _next(doc, after, end, ",", ":")
        if doc[comma + 1 : comma + 2].text in ("who", "which", "whose"):
            # `According to Lind, who leads the bank, …`
            after = comma = _next(doc, comma + 1, end, ",", ":")
        if doc[comma : comma + 2].text in (", quoting", ", citing"):
            comma = _next(doc, comma + 1, end, ",", ":")
        if head.pos_ != "PROPN" or not _has_verb(doc[after:comma]):
            # `According to figures the bank released on Friday, …`, not `According to Lind it …`.
            after = comma
        ranges = [(after, end)]
    elif token.lower_ == "in" and words_of(doc, after, end):
        ranges = [(after, end)]
    elif after < end and doc[after].text == "," and not _has_verb(doc[start : token.i]):
        # `The terms, according to Lind, were fair.`
        ranges = [(start, token.i), (after, end)]
    else:
        ranges = [(start, token.i)]
    if doc[ranges[0][1] - 1].lower_ == "that":
        return None
    return _make(scope, ranges, "according", token, head, words)


def _reads(doc: Doc, start: int, phrase: str) -> bool:
    words = phrase.split()
    return [token.lower_ for token in doc[start : start + len(words)]] == words


def _next(doc: Doc, start: int, end: int, *signs: str) -> int:
    """The first of the tokens that is one of the signs; `end` if none is."""
    return next((i for i in range(start, end) if doc[i].text in signs), end)


def _make(
    scope: Scope,
    ranges: Sequence[Range],
    shape: Shape,
    cue: Token,
    source: Token | None,
    words: int = 0,
) -> Quotation | None:
    """The quotation of `ranges`; its cue has that many `words`, or those of its verb."""
    spans: list[tuple[int, int]] = []
    for first, end in ranges:
        span = _span(scope, first, end)
        if span is not None and (not spans or span[0] >= spans[-1][1]):
            spans.append(span)
    if not spans:
        return None
    return Quotation(
        spans=tuple(spans),
        shape=shape,
        cue=scope.doc[cue.i : cue.i + words] if words else with_particle(cue),
        source=named_by(source),
        addressee=_addressee(cue),
        polarity=polarity(cue),
        certainty=certainty(cue),
    )


def _addressee(cue: Token) -> Span | None:
    allowed = frames(cue)
    if not allowed & {"q", "whom", "obj-to"}:
        return None
    return addressee(cue, told=bool(allowed & {"whom", "obj-to"}))


def _span(scope: Scope, first: int, end: int) -> tuple[int, int] | None:
    """The characters of the tokens, blanks and commas at their edges aside, marks kept whole."""
    doc = scope.doc
    first, end = scope.whole(max(first, scope.start), min(end, scope.end))
    end = scope.listed(end)
    while first < end and (doc[first].text in _EDGES or doc[first].is_space):
        first += 1
    while end > first and (doc[end - 1].text in _EDGES or doc[end - 1].is_space):
        end -= 1
    if first >= end:
        return None
    start, last = scope.characters(first, end)
    return (start, last) if start < last else None
