"""Cues beside quotation marks, and their sources, read from the words around the marks.

The parser is trained on sentences whose quotations are whole; where marks break a sentence its
tree is often wrong. So the words between the marks are read from left to right, and the tree is
asked only for what lies inside one stretch of them.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from api.extraction.phrases import (
    NOMINAL,
    agent,
    author,
    is_nominal,
    phrase_after,
    phrase_before,
    subject,
)
from api.extraction.speech.reporting import frames, is_speech, reports_as_verb, speaker
from api.extraction.speech.scope import Piece, Scope, words_of

# How far from its marks a cue may stand, in tokens.
_REACH = 45

# How many words a signature has at most, and how many stand between a cue and its marks where
# no comma parts them: after a noun, after a verb that takes part of a sentence, after any verb.
_SIGNATURE, _NOUN_REACH, _PART_REACH, _CLOSE = 12, 6, 8, 6

# How many words a cue and a comma may have between them, and a label at most.
_LOOSE, _LABEL = 15, 12

# Fewer words than these in marks are a sentence only where a cue says so.
_SENTENCE = 4

DASHES = frozenset(("—", "–", "--", "-", "―"))
PAUSES = DASHES | {","}

_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_ASKS_ON = frozenset(",?!—–-…:;")
_STOPS = frozenset(".?!…")
_ENDS = _STOPS | {","}


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue beside marks: its verb or words, its source, and the token after both."""

    end: int
    verb: Token | None = None
    words: Span | None = None
    source: Token | None = None


def cue_after(scope: Scope, piece: Piece, k: int) -> Cue | None:
    """`“…,” said X` · `“…,” X said` · `“…,” according to X` · `“…” — X`."""
    doc, region = scope.doc, scope.regions[k]
    words = words_of(doc, piece.start, piece.end)[:_REACH]
    if not words or not region.closed:
        return None
    last, sign = scope.last(k), doc[piece.start].text
    # `“Why?” She shrugs.` is a sentence of its own; a name is a capital in any place.
    apart = last not in _ASKS_ON or (last in _STOPS and words[0].pos_ in ("PRON", "DET"))
    if apart and sign not in PAUSES and not words[0].is_lower:
        return None
    if words[0].lower_ == "according" and len(words) > 1:
        source = phrase_after(doc, words[1].i + 1, piece.end)
        end = source.i + 1 if source is not None else words[1].i + 1
        return Cue(end=end, words=doc[words[0].i : words[1].i + 1], source=source)
    if sign in DASHES and last in _STOPS:
        name = _signature(doc, words, piece.end)
        return Cue(end=name.i + 1, source=name) if name is not None else None
    return _verb_after(scope, k, words, piece)


def _verb_after(scope: Scope, k: int, words: list[Token], piece: Piece) -> Cue | None:
    """`“…,” said X` · `“…,” X said` · `The plan is “…,” X said`."""
    doc, before = scope.doc, scope.before(k)
    ahead = words_of(doc, before.start, before.end)
    partial = bool(ahead) and doc[before.end - 1].text not in {",", ":"}
    if partial and not _is_reported(ahead, words):
        return None
    whole = not partial and scope.last(k) == ","
    for word in words:
        # The tagger takes the verb of `“…!” yelled Lind` for a participle.
        inverted = word == words[0] and word.tag_ == "VBN" and agent(word) is None
        if not word.tag_.startswith("VB") or not (inverted or _is_finite(word)):
            continue
        source = _source_after_marks(doc, word, words[0], piece)
        if source is None:
            continue
        if frames(word) & ({"q"} if partial else {"q", "weak"}):
            if partial and min(source.left_edge.i, word.i) > words[0].i + 1:
                return None
            return Cue(end=max(word.i, source.i) + 1, verb=word, source=source)
        if whole and word.pos_ == "VERB" and _adjoin(words[0], source, word):
            return Cue(end=word.i + 1, verb=word, source=source)
    return _mistaken(doc, words, piece) if whole else None


def _adjoin(first: Token, source: Token, verb: Token) -> bool:
    """Whether the words go `X verb` from the first on: then they report, whatever the verb."""
    between = [token for token in first.doc[source.i + 1 : verb.i] if token.pos_ != "ADV"]
    return source.left_edge.i <= first.i <= source.i < verb.i and not between


def _is_reported(ahead: list[Token], behind: list[Token]) -> bool:
    """Whether the cue behind reports what stands before the marks: `It is “dead,” he said`.

    They have a verb and no cue of their own, and the cue's clause is all that follows.
    """
    if any(frames(word) for word in ahead) or not any(word.tag_ in _FINITE for word in ahead):
        return False
    return sum(word.tag_ in _FINITE for word in behind) <= 1


def _mistaken(doc: Doc, words: list[Token], piece: Piece) -> Cue:
    """The cue after a whole sentence in marks that ends in a comma, where no verb is tagged.

    `“…,” Petrova notes.`: the tagger reads two nouns. The words go on with the speaker.
    """
    source = phrase_after(doc, words[0].i, piece.end)
    for word in words[1:]:
        if word.pos_ == "NOUN" and reports_as_verb(word):
            before = doc[word.i - 1]
            source = before if before.pos_ in NOMINAL else source
            return Cue(end=word.i + 1, verb=word, source=source)
    return Cue(end=words[0].i, source=source)


def _signature(doc: Doc, words: list[Token], end: int) -> Token | None:
    """`— Ana Petrova, trade minister`: a name and nothing that is a verb."""
    if not 0 < len(words) <= _SIGNATURE or any(word.pos_ in ("VERB", "AUX") for word in words):
        return None
    source = phrase_after(doc, words[0].i, end)
    return source if source is not None and source.pos_ == "PROPN" else None


def _source_after_marks(doc: Doc, verb: Token, first: Token, piece: Piece) -> Token | None:
    """The source of a cue that follows its marks: after the verb, or from `first` up to it."""
    ahead = [doc[i] for i in range(first.i, verb.i) if doc[i].pos_ not in ("ADV", "AUX", "PUNCT")]
    if not ahead:
        i = verb.i + 1
        while i < piece.end and doc[i].pos_ in ("ADV", "PART"):
            i += 1
        return phrase_after(doc, i, piece.end)
    source = subject(verb)
    if source is not None and first.i <= source.i < verb.i and is_nominal(source):
        if source.tag_ in ("WP", "WDT"):
            return None
        return source
    if any(token.pos_ == "VERB" for token in ahead):
        return None
    return phrase_after(doc, first.i, verb.i)


def _is_finite(verb: Token) -> bool:
    if verb.tag_ == "VBN" and any(child.dep_ == "nsubj" for child in verb.lefts):
        return True
    return verb.tag_ in _FINITE or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in verb.lefts
    )


def cue_before(scope: Scope, piece: Piece, k: int) -> Cue | None:
    """`X said: “…”` · `X told Y, “…”` · `saying “…”` · `X: “…”` · `according to X, “…”`."""
    doc = scope.doc
    words = words_of(doc, piece.start, piece.end)
    if not words:
        return None
    sign = doc[piece.end - 1].text
    for word in reversed(words[-_REACH:]):
        if not frames(word) - {"finding"}:
            continue
        between = words_of(doc, word.i + 1, piece.end)
        if not _leads(scope, k, word, between, sign) or _has_object(word, between, sign):
            break
        return Cue(end=piece.end, verb=word, source=_source_before_marks(doc, word, piece))
    if sign in {",", ":"} and (noun := _noun_before(words)) is not None:
        source = author(noun)
        if source is None and reports_as_verb(noun):
            # `A friend messages: “…”`, tagged as a noun.
            source = phrase_after(doc, words[0].i, noun.i)
        return Cue(end=piece.end, words=doc[noun.i : noun.i + 1], source=source)
    if sign == ":":
        return _labelled(scope, piece, _after_dash(words))
    if sign == "," and words[0].lower_ == "according":
        source = phrase_after(doc, words[0].i + 2, piece.end)
        return Cue(end=piece.end, words=doc[words[0].i : words[0].i + 2], source=source)
    return None


def _has_object(verb: Token, between: list[Token], sign: str) -> bool:
    """`can add a title to his name: “…”`: the verb has its object, and takes no words besides."""
    return sign == ":" and any(
        token.dep_ == "dobj"
        and token.head == verb
        and token.lower_ not in ("it", "this", "that")
        and not is_speech(token)
        and "whom" not in frames(verb)
        for token in between
    )


def signature(scope: Scope) -> Token | None:
    """The name in a paragraph that has nothing else: `— Ana Petrova`, below what she said."""
    words = words_of(scope.doc, scope.start, scope.end)
    if not words or words[0].i == scope.start or scope.doc[words[0].i - 1].text not in DASHES:
        return None
    return _signature(scope.doc, words, scope.end)


def cue_ahead(scope: Scope) -> Cue | None:
    """`X said:` at the end of a paragraph, for the marks that the next one begins with."""
    piece = scope.before(len(scope.regions))
    while piece.end > piece.start and scope.doc[piece.end - 1].is_space:
        piece = Piece(piece.start, piece.end - 1)
    if not piece or scope.doc[piece.end - 1].text != ":":
        return None
    return cue_before(scope, piece, len(scope.regions))


def _leads(scope: Scope, k: int, verb: Token, between: list[Token], sign: str) -> bool:
    """Whether nothing between the verb and the marks keeps the one from taking the other."""
    if sign == ":":
        return True
    if any(token.tag_ in _FINITE or token.dep_ == "nsubj" for token in between):
        return False
    if sign == "," and "q" not in frames(verb):
        # `was shot in her film, “…”`: with a noun between, the words are that noun's name.
        named = any(token.pos_ in NOMINAL for token in between if token.lower_ != "it")
        return len(between) <= _LOOSE and not (named and _is_short(scope, k))
    if sign == ",":
        return len(between) <= _LOOSE and not any(
            token.dep_ == "dobj" and token.head == verb and "whom" not in frames(verb)
            for token in between
            if token.lower_ != "it"
        )
    region, text = scope.regions[k], scope.text
    whole = text[region.start].isupper() or not between
    if between and between[-1].lower_ == "that":
        between = between[:-1]
    closes = not region.closed or scope.last(k) in _ENDS or not scope.after(k)
    if between and "whom" not in frames(verb) and between[0].pos_ not in ("ADV", "ADP"):
        return False
    return whole and closes and len(between) <= _CLOSE


def _source_before_marks(doc: Doc, verb: Token, piece: Piece) -> Token | None:
    before = doc[verb.i - 1] if verb.i > piece.start else None
    if verb.tag_ != "VBG" and (before is None or before.is_punct or before.is_space):
        # `Continued Lind: “…”`
        inverted = phrase_after(doc, verb.i + 1, piece.end)
        if inverted is not None:
            return inverted
    source = speaker(verb)
    if source is not None and (is_nominal(source) or source.pos_ == "DET"):
        return source
    if verb.tag_ in ("VBG", "VB"):
        return None
    return phrase_before(doc, piece.start, verb.i)


def _noun_before(words: list[Token]) -> Token | None:
    """`issued a statement: “…”` · `wrote a letter to the paper, “…”`: the noun that holds words."""
    for word in reversed(words[-_NOUN_REACH:]):
        if word.pos_ in ("VERB", "AUX"):
            return None
        if is_speech(word) and word.dep_ in ("dobj", "pobj", "ROOT", "attr"):
            return word
    return None


def _after_dash(words: list[Token]) -> list[Token]:
    """`A HEADLINE — Ana Petrova: “…”`: the words behind the last dash."""
    for k in range(len(words) - 1, 0, -1):
        if words[k].nbor(-1).text in DASHES and words[k - 1].i < words[k].i - 1:
            return words[k:]
    return words


def _labelled(scope: Scope, piece: Piece, words: list[Token]) -> Cue | None:
    """`X: “…”`, and `X had this to say: “…”` where the colon alone says that words follow."""
    doc = scope.doc
    verbs = [word for word in words if word.pos_ in ("VERB", "AUX") and _is_finite(word)]
    if not verbs:
        first = words[1] if words[0].pos_ == "CCONJ" and len(words) > 1 else words[0]
        source = phrase_after(doc, first.i, piece.end)
        if source is None or len(words) > _LABEL:
            return None
        return Cue(end=piece.end, source=source)
    source = subject(verbs[-1])
    k = scope.region_after(piece.end - 1)
    if source is None or (
        k is not None and _is_short(scope, k) and scope.text[scope.regions[k].start].islower()
    ):
        # `has a new title: “song writer.”`
        return None
    return Cue(end=piece.end, verb=verbs[-1], source=source)


def _is_short(scope: Scope, k: int) -> bool:
    """Whether region `k` holds so few words that they may be a name or a term."""
    region = scope.regions[k]
    return len(scope.text[region.start : region.end].split()) < _SENTENCE


def person_before(scope: Scope, k: int, start: int) -> Token | None:
    """`Petrova shook her head. “…”`: whom the sentence before the marks is about.

    The sentence begins after token `start`, where an earlier cue ends.
    """
    doc, (first, end) = scope.doc, scope.gap(k)
    stops = [i for i in range(max(first, start), end) if scope.ends_sentence(i)]
    if not stops:
        return None
    begin = stops[-2] + 1 if len(stops) > 1 else max(first, start)
    for token in doc[begin : stops[-1]]:
        if token.dep_ == "nsubj":
            named = token.ent_type_ == "PERSON" or token.lower_ in ("he", "she")
            return token if named and token.head.dep_ == "ROOT" else None
    return None


def cue_of_part(scope: Scope, k: int) -> Cue | None:
    """The verb whose complement ends with words in marks: `described it as “…”,`."""
    doc, before = scope.doc, scope.before(k)
    words = words_of(doc, before.start, before.end)
    end = scope.bounds(k)[1]
    if before and doc[before.end - 1].text in {":", ","}:
        return None
    if end < scope.end and not (doc[end].is_punct or doc[end].is_space or doc[end].pos_ == "CCONJ"):
        return None
    for word in reversed(words[-_PART_REACH:]):
        if word.dep_ in ("nsubj", "nsubjpass") or word.tag_ in ("WP", "WDT", "WRB"):
            return None
        if frames(word) - {"weak", "finding"} and (_is_finite(word) or word.tag_ == "VBG"):
            source = _source_before_marks(doc, word, before)
            return Cue(end=word.i + 1, verb=word, source=source) if source is not None else None
        if word.pos_ in ("VERB", "AUX"):
            return None
    return None
