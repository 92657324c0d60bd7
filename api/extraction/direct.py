"""Direct speech: words in marks, their cue and their source, read from the words around them.

The parser is trained on sentences whose quotations are whole; where marks break a sentence its
tree is often wrong. So the words between the marks are read from left to right, and the tree is
asked only for what lies inside one stretch of them.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from api.extraction.phrases import (
    NOMINAL,
    addressee,
    named_by,
    phrase_after,
    phrase_before,
    subject,
)
from api.extraction.reporting import certainty, frames, polarity, reports_as_verb
from api.extraction.scope import Piece, Quotation, Scope

# How far from its marks a cue may stand, in tokens.
_REACH = 45

_DASHES = frozenset(("—", "–", "--", "-", "―"))
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_ASKS_ON = frozenset(",?!—–-…:;")
_ENDS = frozenset(".?!…,")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue beside marks: its verb or words, its source, and the token after both."""

    end: int
    verb: Token | None = None
    words: Span | None = None
    source: Token | None = None


def find_direct(scope: Scope) -> list[Quotation]:
    """The direct quotations of a scope."""
    found: list[Quotation] = []
    taken: set[int] = set()
    trailing: _Cue | None = None
    for k, region in enumerate(scope.regions):
        if region.end <= region.start:
            continue
        before = scope.before(k)
        follows = k - 1 in taken
        read = trailing.end if trailing and follows else before.start
        leading = _cue_before(scope, Piece(max(read, before.start), before.end), k)
        if leading is None and follows and _resumes(scope, k, trailing):
            found[-1] = replace(found[-1], spans=(*found[-1].spans, (region.start, region.end)))
            taken.add(k)
            continue
        trailing = None if leading else _cue_after(scope, scope.after(k), k)
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


def _quotation(scope: Scope, span: tuple[int, int], cue: _Cue) -> Quotation:
    words = cue.words
    if cue.verb is not None:
        words = scope.doc[cue.verb.i : cue.verb.i + 1]
    return Quotation(
        spans=(span,),
        shape="direct" if words is not None else "labelled",
        cue=words,
        source=named_by(cue.source),
        addressee=_addressee(cue.verb),
        polarity=polarity(cue.verb) if cue.verb is not None else "positive",
        certainty=certainty(cue.verb) if cue.verb is not None else "certain",
    )


def _addressee(verb: Token | None) -> Span | None:
    if verb is None or not frames(verb) & {"whom", "to-whom"}:
        return None
    return addressee(verb)


def _resumes(scope: Scope, k: int, trailing: _Cue | None) -> bool:
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
            return not _words(doc, ends[0] + 1, end)
        return doc[end - 1].text in {",", ":", ";"} | _DASHES
    words = _words(doc, start, end)
    return not words or (len(words) == 1 and words[0].lower_ == "and")


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    """The tokens that are words."""
    return [doc[i] for i in range(start, end) if not (doc[i].is_punct or doc[i].is_space)]


def _content_start(scope: Scope, k: int, taken: set[int]) -> int:
    """Where the content begins whose cue follows region `k`: with its sentence.

    `The plan is “dead,” he said`: the words before the marks are reported too.
    """
    j = k
    while True:
        before = scope.before(j)
        if before.start > scope.gap(j)[0] or j == 0 or j - 1 in taken:
            break
        if scope.doc.text[scope.regions[j - 1].end - 1] in ".?!":
            break
        j -= 1
    words = _words(scope.doc, before.start, before.end)
    if not words or scope.doc[before.end - 1].text in {",", ":"}:
        return scope.regions[j].start if j == k else scope.regions[j].outer_start
    return words[0].idx


def _stands_alone(scope: Scope, k: int) -> bool:
    """Whether region `k` is a sentence or more of its own, with no other word in it."""
    region, doc = scope.regions[k], scope.doc
    before, after = scope.before(k), scope.after(k)
    if _words(doc, before.start, before.end):
        return False
    text = doc.text
    if not region.closed or not _words(doc, after.start, after.end):
        return len(text[region.start : region.end].split()) > 2
    return (
        text[region.end - 1] in ".?!…"
        and text[region.start].isupper()
        and not (_words(doc, after.start, after.end)[0].is_lower)
    )


def _cue_after(scope: Scope, piece: Piece, k: int) -> _Cue | None:
    """`“…,” said X` · `“…,” X said` · `“…,” according to X` · `“…” — X`."""
    doc, region = scope.doc, scope.regions[k]
    words = _words(doc, piece.start, piece.end)[:_REACH]
    if not words or not region.closed:
        return None
    first, last = words[0], doc.text[region.end - 1]
    joined = last in _ASKS_ON or doc[piece.start].text in {","} | _DASHES
    if not joined and not first.is_lower:
        return None
    if first.lower_ == "according" and len(words) > 1 and words[1].lower_ == "to":
        source = phrase_after(doc, words[1].i + 1, piece.end)
        end = source.i + 1 if source is not None else words[1].i + 1
        return _Cue(end=end, words=doc[first.i : words[1].i + 1], source=source)
    if doc[piece.start].text in _DASHES and last in ".?!…":
        return _signature(scope, words, piece)
    ahead = _words(doc, scope.before(k).start, scope.before(k).end)
    partial = bool(ahead) and doc[scope.before(k).end - 1].text not in {",", ":"}
    if partial and not _is_reported(ahead, words):
        return None
    for word in words:
        if not word.tag_.startswith("VB") or not _is_finite(word):
            continue
        reports = bool(frames(word) & ({"q"} if partial else {"q", "weak"}))
        source = _source_after_marks(doc, word, first, piece)
        if reports and source is not None:
            if partial and min(source.left_edge.i, word.i) > first.i + 1:
                return None
            return _Cue(end=max(word.i, source.i) + 1, verb=word, source=source)
        if reports or partial or last != "," or word.pos_ != "VERB":
            continue
        if source is not None and _adjoin(first, source, word):
            return _Cue(end=word.i + 1, verb=word, source=source)
    if partial or last != ",":
        return None
    return _mistaken(doc, words, piece)


def _is_reported(ahead: list[Token], behind: list[Token]) -> bool:
    """Whether the words before the marks may be reported by the cue behind: `It is “dead,” he said`.

    They have a verb and no cue of their own, and the cue's clause is all that follows.
    """
    if any(frames(word) for word in ahead) or not any(word.tag_ in _FINITE for word in ahead):
        return False
    return sum(word.tag_ in _FINITE for word in behind) <= 1


def _mistaken(doc: Doc, words: list[Token], piece: Piece) -> _Cue:
    """The cue after a whole sentence in marks that ends in a comma, where no verb is tagged.

    `“…,” Petrova notes.`: the tagger reads two nouns. The words go on with the speaker.
    """
    source = phrase_after(doc, words[0].i, piece.end)
    for word in words[1:]:
        if word.pos_ == "NOUN" and reports_as_verb(word):
            before = doc[word.i - 1]
            source = before if before.pos_ in NOMINAL else source
            return _Cue(end=word.i + 1, verb=word, source=source)
    return _Cue(end=words[0].i, source=source)


def _adjoin(first: Token, source: Token, verb: Token) -> bool:
    """Whether the words go `X verb` from the first on: then they report, whatever the verb."""
    between = [token for token in first.doc[source.i + 1 : verb.i] if token.pos_ != "ADV"]
    return source.left_edge.i <= first.i <= source.i < verb.i and not between


def _signature(scope: Scope, words: list[Token], piece: Piece) -> _Cue | None:
    """`“…” — Ana Petrova, trade minister`: a name and nothing that is a verb."""
    if any(word.pos_ in ("VERB", "AUX") for word in words) or scope.doc[piece.end - 1].is_punct:
        return None
    source = phrase_after(scope.doc, words[0].i, piece.end)
    if source is None or source.pos_ != "PROPN":
        return None
    return _Cue(end=source.i + 1, source=source)


def _source_after_marks(doc: Doc, verb: Token, first: Token, piece: Piece) -> Token | None:
    """The source of a cue that follows its marks: after the verb, or from `first` up to it."""
    ahead = [doc[i] for i in range(first.i, verb.i) if doc[i].pos_ not in ("ADV", "AUX", "PUNCT")]
    if not ahead:
        i = verb.i + 1
        while i < piece.end and doc[i].pos_ in ("ADV", "PART"):
            i += 1
        return phrase_after(doc, i, piece.end)
    source = subject(verb)
    if source is not None and first.i <= source.i < verb.i and source.pos_ in NOMINAL:
        if source.tag_ in ("WP", "WDT"):
            return None
        return source
    if any(token.pos_ in ("VERB",) for token in ahead):
        return None
    return phrase_after(doc, first.i, verb.i)


def _is_finite(verb: Token) -> bool:
    if verb.tag_ == "VBN" and any(child.dep_ == "nsubj" for child in verb.lefts):
        return True
    return verb.tag_ in _FINITE or any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)


def _cue_before(scope: Scope, piece: Piece, k: int) -> _Cue | None:
    """`X said: “…”` · `X told Y, “…”` · `saying “…”` · `X: “…”` · `according to X, “…”`."""
    doc = scope.doc
    words = _words(doc, piece.start, piece.end)
    if not words:
        return None
    sign = doc[piece.end - 1].text
    for word in reversed(words[-_REACH:]):
        if not frames(word):
            continue
        between = _words(doc, word.i + 1, piece.end)
        if not _leads(scope, k, word, between, sign):
            break
        return _Cue(end=piece.end, verb=word, source=_source_before_marks(doc, word, piece))
    if sign == ":":
        return _labelled(scope, piece, words)
    if sign == "," and words[0].lower_ == "according":
        source = phrase_after(doc, words[0].i + 2, piece.end)
        return _Cue(end=piece.end, words=doc[words[0].i : words[0].i + 2], source=source)
    return None


def _leads(scope: Scope, k: int, verb: Token, between: list[Token], sign: str) -> bool:
    """Whether nothing between the verb and the marks keeps the one from taking the other."""
    if sign == ":":
        return True
    if any(token.tag_ in _FINITE or token.dep_ == "nsubj" for token in between):
        return False
    if sign == ",":
        return len(between) <= 15 and not any(
            token.dep_ == "dobj" and token.head == verb and "whom" not in frames(verb)
            for token in between
        )
    region, text = scope.regions[k], scope.doc.text
    whole = text[region.start].isupper() or not between
    if between and between[-1].lower_ == "that":
        between = between[:-1]
    closes = not region.closed or text[region.end - 1] in _ENDS or not scope.after(k)
    if between and "whom" not in frames(verb) and between[0].pos_ not in ("ADV", "ADP"):
        return False
    return whole and closes and len(between) <= 6


def _source_before_marks(doc: Doc, verb: Token, piece: Piece) -> Token | None:
    source = subject(verb)
    if source is not None and source.pos_ in NOMINAL | {"DET"}:
        return source
    if verb.tag_ in ("VBG", "VB"):
        return None
    return phrase_before(doc, piece.start, verb.i)


def _labelled(scope: Scope, piece: Piece, words: list[Token]) -> _Cue | None:
    """`X: “…”`, and `X had this to say: “…”` where the colon alone says that words follow."""
    doc = scope.doc
    verbs = [word for word in words if word.pos_ in ("VERB", "AUX") and _is_finite(word)]
    if not verbs:
        source = phrase_after(doc, words[0].i, piece.end)
        if source is None or len(words) > 12:
            return None
        return _Cue(end=piece.end, source=source)
    source = subject(verbs[-1])
    if source is None:
        return None
    return _Cue(end=piece.end, verb=verbs[-1], source=source)
