"""Indirect speech: the complement of a reporting verb, read off the dependency parse."""

from spacy.tokens import Doc, Span, Token

from api.extraction.phrases import noun_phrase, phrase_after, subject
from api.extraction.reporting import certainty, frames, polarity
from api.extraction.scope import Quotation, Scope, Shape

_CLAUSES = frozenset(("ccomp", "advcl", "parataxis"))
_EDGES = frozenset(",;:—–()") | {"--", "-", ".", "?", "!", "…", "..."}
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def find_indirect(scope: Scope, used: set[int]) -> list[Quotation]:
    """The indirect and mixed quotations of a scope whose cues are none of the tokens `used`."""
    doc = scope.doc
    inside = [False] * (scope.end - scope.start)
    for start, end in scope.in_marks():
        inside[start - scope.start : end - scope.start] = [True] * (end - start)
    found = []
    for i in range(scope.start, scope.end):
        if inside[i - scope.start] or i in used:
            continue
        token = doc[i]
        if frames(token):
            quotation = _read(scope, token)
        elif token.lower_ == "according" and i + 1 < scope.end and doc[i + 1].lower_ == "to":
            quotation = _according(scope, token)
        else:
            continue
        if quotation is not None:
            found.append(quotation)
    return found


def _read(scope: Scope, verb: Token) -> Quotation | None:
    """`X said that …` · `…, X said` · `…, X said, …`"""
    allowed = frames(verb)
    if allowed & {"that", "q", "wh"}:
        clause = _complement(verb)
        if clause is not None:
            return _clausal(scope, verb, clause)
    return None


def _complement(verb: Token) -> Token | None:
    """The head of the clause that `verb` reports."""
    for child in verb.children:
        if child.dep_ == "ccomp" and child.tag_ not in ("VBG",):
            return child
    if verb.dep_ == "parataxis" and verb.head.i != verb.i:
        return verb.head
    return None


def _clausal(scope: Scope, verb: Token, clause: Token) -> Quotation | None:
    doc = scope.doc
    source = subject(verb)
    if clause.i > verb.i:
        first = max(verb.i + 1, clause.left_edge.i)
        if clause.left_edge.i < verb.i:
            # The clause stands around its cue: `It was, she said, a mistake.`
            return _around(scope, verb, clause, source)
        last = clause.right_edge.i
        if doc[first].lower_ == "that":
            first += 1
        return _make(scope, [(first, last + 1)], "clause", doc[verb.i : verb.i + 1], source)
    return _around(scope, verb, clause, source)


def _around(scope: Scope, verb: Token, clause: Token, source: Token | None) -> Quotation | None:
    """`…, X said.` and `…, X said, …`: the sentence without its cue."""
    doc = scope.doc
    first = clause.left_edge.i
    own = [verb.i]
    if source is not None:
        phrase = noun_phrase(source)
        own += [phrase.start, phrase.end - 1]
    start = min(own)
    if verb.dep_ != "parataxis" and not clause.left_edge.i < start:
        return None
    spans = [(first, start)]
    if clause.right_edge.i > max(own):
        i = max(own) + 1
        while i < clause.right_edge.i and doc[i].text != ",":
            i += 1
        spans.append((i, clause.right_edge.i + 1))
    return _make(scope, spans, "fronted", doc[verb.i : verb.i + 1], source)


def _according(scope: Scope, token: Token) -> Quotation | None:
    """`…, according to X.` · `According to X, …`: the rest of its sentence."""
    doc = scope.doc
    start, end = scope.sentence(token.i)
    head = phrase_after(doc, token.i + 2, end)
    if head is None:
        return None
    source = noun_phrase(head)
    after = source.end
    if not _words(doc, start, token.i):
        while after < end and doc[after].text not in {",", ":"}:
            after += 1
        ranges = [(after, end)]
    else:
        ranges = [(start, token.i)]
        if after < end and doc[after].text == ",":
            ranges.append((after, end))
    return _make(scope, ranges, "according", doc[token.i : token.i + 2], head)


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    """The tokens that are words."""
    return [doc[i] for i in range(start, end) if not (doc[i].is_punct or doc[i].is_space)]


def _make(
    scope: Scope,
    ranges: list[tuple[int, int]],
    shape: Shape,
    cue: Span,
    source: Token | None,
) -> Quotation | None:
    doc = scope.doc
    spans = []
    for first, end in ranges:
        first, end = max(first, scope.start), min(end, scope.end)
        while first < end and (doc[first].text in _EDGES or doc[first].is_space):
            first += 1
        while end > first and (doc[end - 1].text in _EDGES or doc[end - 1].is_space):
            end -= 1
        if first < end:
            spans.append((doc[first].idx, doc[end - 1].idx + len(doc[end - 1])))
    if not spans:
        return None
    return Quotation(
        spans=tuple(spans),
        shape=shape,
        cue=cue,
        source=noun_phrase(source) if source is not None else None,
        polarity=polarity(cue.root),
        certainty=certainty(cue.root),
    )
