"""Noun phrases and the subjects of verbs, read off the dependency parse."""

from itertools import islice

from spacy.tokens import Doc, Span, Token

from api.extraction.nouns import is_person

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))

# What ends a noun phrase on its right: a comma, a bracket, a dash, a relative pronoun.
_BREAKS = frozenset(",;:()[]—–") | {"--", "-", "...", "…"}
_RELATIVE_TAGS = frozenset(("WDT", "WP", "WP$", "WRB"))

# Prepositions that continue a name (`of`), and a common noun.
_AFTER_NAME = frozenset(("of",))
_AFTER_NOUN = frozenset(
    ("of", "for", "in", "at", "from", "with", "to", "on", "against", "within", "among", "inside",
     "familiar", "close", "between", "behind", "over", "near", "around", "outside", "across")
)  # fmt: skip
_POSTMODIFIERS = frozenset(("amod", "nummod", "compound", "appos", "nmod", "advmod", "flat"))
_AFTER_PRONOUN = frozenset(("of", "in", "at", "from", "with", "on"))
_OPEN_PRONOUNS = frozenset(
    ("some", "many", "others", "one", "most", "several", "few", "those", "all", "none", "both",
     "each", "neither", "either", "everyone", "everybody", "anyone", "nobody", "someone")
)  # fmt: skip
# How many verbs away the subject of a verb may be.
_CHAIN = 6

# Verbs that put a noun of speech forth: `made the claim`, `said in a statement`.
_UTTERING = frozenset(
    ("make", "issue", "release", "repeat", "give", "offer", "send", "post", "publish", "put",
     "write", "say", "add", "tell", "raise", "advance", "deliver", "read", "circulate", "carry")
)  # fmt: skip
_SAYING_OCCASION = frozenset(
    ("interview", "statement", "speech", "conference", "briefing", "tweet", "email", "e-mail",
     "letter", "post", "memo", "debate", "hearing", "remark", "comment", "message", "call",
     "telephone", "phone", "radio", "television", "tv", "response", "reply", "address", "op-ed",
     "testimony", "column", "essay", "blog", "note", "release", "report", "interviews")
)  # fmt: skip
_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT"))
_TIMES = frozenset(("DATE", "TIME"))


def noun_phrase(head: Token) -> Span:
    """The noun phrase of `head`, without what follows a comma, and without relative clauses.

    `the head of the agency`, `Foreign Minister Ana Petrova`, `Lind and Petrova`; of `Ana
    Petrova, the minister, who …` it is `Ana Petrova`.
    """
    doc = head.doc
    first = _left(head)
    last = _right(head)
    return doc[first : last + 1]


def in_full(phrase: Span) -> Span:
    """The phrase with its apposition: `Ana Petrova, the trade minister` · `Lind, of Karsk`."""
    doc, end = phrase.doc, phrase.end
    other = apposition(phrase)
    if other is not None:
        return doc[phrase.start : noun_phrase(other).end]
    if is_name(phrase) and [token.lower_ for token in doc[end : end + 2]] == [",", "of"]:
        return doc[phrase.start : _cut(doc[end + 1]) + 1]
    return phrase


def apposition(phrase: Span) -> Token | None:
    """The noun behind a comma that means the same as the phrase: `its chief, Ana Petrova`.

    A name and a noun, in either order; where the parser sees no apposition, the noun is one for
    a person, and a pause follows.
    """
    doc, root = phrase.doc, phrase.root
    if doc[phrase.end : phrase.end + 1].text != ",":
        return None
    other = phrase_after(doc, phrase.end + 1, root.sent.end)
    if other is None or not {root.pos_, other.pos_} <= {"PROPN", "NOUN"}:
        return None
    if other.dep_ == "appos" and phrase.start <= other.head.i < phrase.end:
        # Two names in a row are a list, but for an office in capitals: `the Secretary General, …`.
        office = any(child.dep_ in ("det", "poss") for child in root.lefts)
        return other if office or not root.pos_ == other.pos_ == "PROPN" else None
    noun = root if root.pos_ == "NOUN" else other
    after = noun_phrase(other).end
    closed = after >= root.sent.end or doc[after].is_punct or doc[after].tag_ in _RELATIVE_TAGS
    return other if closed and root.pos_ != other.pos_ and is_person(noun) else None


def _left(head: Token) -> int:
    """The index of the first token of the phrase of `head`."""
    first = head.i
    edge = head.left_edge.i
    while first > edge:
        before = head.doc[first - 1]
        if before.is_space or (before.text in _BREAKS and not _inside_number(before)):
            break
        if before.pos_ in ("CCONJ", "SCONJ", "ADP") and before.head.i >= head.i:
            break
        first -= 1
    while first < head.i and head.doc[first].is_punct:
        first += 1
    return first


def _inside_number(token: Token) -> bool:
    return token.text == "-" and not token.whitespace_


def _right(head: Token) -> int:
    """The index of the last token of the phrase of `head`."""
    conjunct: Token | None = head
    last = head.i
    while conjunct is not None:
        last, conjunct = _reach(conjunct)
    return last


def _reach(head: Token) -> tuple[int, Token | None]:
    """The last token of the phrase of `head` alone, and the noun it is joined to."""
    last = head.i
    for child in head.rights:
        if child.i <= last or child.dep_ in ("case", "cc"):
            # The possessive mark belongs to what it marks, a conjunction to what it joins.
            continue
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            return last, child
        if child.text in _BREAKS or child.dep_ == "punct":
            if not _goes_on(head, child.i):
                break
            continue
        end = _postmodifier_end(head, child, last)
        if end is None:
            break
        last = end
    return last, None


def _postmodifier_end(head: Token, child: Token, last: int) -> int | None:
    """The last token of what `child` adds to the phrase that reached `last`; None if nothing."""
    if child.dep_ == "prep" or child.pos_ == "ADP":
        return _cut(child) if _continues(head, child) else None
    if child.left_edge.i != last + 1 or child.is_space:
        return None
    if child.dep_ == "acl":
        return _cut(child) if child.tag_ == "VBN" else None
    if child.dep_ in _POSTMODIFIERS:
        return _cut(child)
    return None


def _goes_on(head: Token, comma: int) -> bool:
    """Whether the comma parts the nouns of a list: `Lind, Petrova and Voss`."""
    last = next((child for child in head.rights if child.dep_ == "conj" and child.i > comma), None)
    while last is not None and last.pos_ in NOMINAL:
        if any(child.dep_ == "cc" and child.lower_ == "and" for child in last.children):
            return True
        last = next((child for child in last.rights if child.dep_ == "conj"), None)
    return False


def _continues(head: Token, preposition: Token) -> bool:
    """Whether the prepositional phrase belongs to the noun phrase rather than to its verb."""
    word = preposition.lower_
    if any(
        child.dep_ == "pobj"
        and (child.ent_type_ in _TIMES or child.lemma_.lower() in _SAYING_OCCASION)
        for child in preposition.children
    ):
        return False
    if preposition.i != head.i + 1 and head.doc[preposition.i - 1].text in _BREAKS:
        return False
    if head.pos_ == "PRON":
        return head.lower_ in _OPEN_PRONOUNS and word in _AFTER_PRONOUN
    if head.pos_ == "PROPN":
        return word in _AFTER_NAME
    return word in _AFTER_NOUN


def _cut(token: Token) -> int:
    """The last token of the subtree of `token` before a comma, a bracket or a relative clause."""
    doc = token.doc
    last = token.i
    while last < token.right_edge.i:
        after = doc[last + 1]
        if after.text in _BREAKS and not _inside_number(after):
            break
        if after.tag_ in _RELATIVE_TAGS or after.is_space or after.tag_ in ("``", "''"):
            break
        last += 1
    return last


def subject(verb: Token) -> Token | None:
    """The noun that is the subject of `verb`, or of the verb it depends on.

    `She apologised and said …`, `…, adding that …`, `wants to say …`: the subject is that of
    the first verb. `a report saying …`: it is the noun. A participle after a comma belongs to the
    main verb, however near an infinitive stands: `urged Lind to resign, adding …`.
    """
    participle = verb.tag_ == "VBG"
    for _ in range(_CHAIN):
        if not (participle and _is_infinitive(verb)):
            own = _own_subject(verb)
            if own is not None:
                return own
        if verb.dep_ == "acl" and verb.head.pos_ in NOMINAL:
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "aux", "dep", "prep"):
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB"):
            return None
        verb = _partner(verb) if verb.dep_ == "conj" else verb.head
    return None


def _own_subject(verb: Token) -> Token | None:
    for child in verb.lefts:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl"):
            return child
    for child in verb.rights:
        # Inverted: `said the minister`.
        if child.dep_ in ("nsubj", "nsubjpass") and child.pos_ in NOMINAL:
            return child
    return None


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.lefts)


def _partner(verb: Token) -> Token:
    """The verb that `verb` is joined to: for a participle another one, whatever the parser says."""
    if verb.tag_ != "VBG" or verb.head.tag_ not in ("VBD", "VBZ", "VBP"):
        return verb.head
    above = islice(verb.head.ancestors, _CHAIN)
    return next((each for each in above if each.tag_ == "VBG"), verb.head)


def is_nominal(token: Token) -> bool:
    """Whether the token heads a noun phrase, as an adjective may: `the 72-year-old`."""
    return token.pos_ in NOMINAL or (
        token.pos_ == "ADJ" and any(child.dep_ == "det" for child in token.lefts)
    )


def agent(verb: Token) -> Token | None:
    """Who does what a passive verb says: `was told by the minister`."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((noun for noun in child.rights if noun.dep_ == "pobj"), None)
    return None


def is_name(phrase: Span) -> bool:
    """Whether the head of the phrase is a name, or part of one."""
    return phrase.root.pos_ == "PROPN" or phrase.root.ent_type_ in _NAMED


def author(noun: Token) -> Token | None:
    """Whose words a noun of speech stands for: `Lind’s claim`, `a letter from Lind`."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((each for each in child.rights if each.dep_ == "pobj"), None)
    head = noun.head
    if noun.dep_ == "pobj":
        head = head.head
    return subject(head) if head.lemma_ in _UTTERING else None


def named_by(source: Token | None) -> Span | None:
    """The noun phrase of a source, of a relative pronoun what it stands for: `the man who said`."""
    if source is None:
        return None
    if source.tag_ in ("WP", "WDT") and source.head.dep_ == "relcl":
        source = source.head.head
    return noun_phrase(source)


def addressee(verb: Token, *, told: bool) -> Span | None:
    """Who is spoken to: `said to his aides that …`, and if verbs are `told`, `told reporters`."""
    for child in verb.rights:
        if told and child.dep_ in ("dobj", "dative") and child.pos_ in NOMINAL:
            return noun_phrase(child)
        if child.lower_ == "to" and child.dep_ in ("prep", "dative"):
            noun = next((noun for noun in child.rights if noun.dep_ == "pobj"), None)
            return noun_phrase(noun) if noun is not None else None
    return None


def with_particle(verb: Token) -> Span:
    """The verb and the particle beside it: `went on`, `pointed out`."""
    after = verb.doc[verb.i + 1 : verb.i + 2]
    particle = any(child.dep_ == "prt" and child.head == verb for child in after)
    return verb.doc[verb.i : verb.i + 1 + particle]


def phrase_after(doc: Doc, start: int, end: int) -> Token | None:
    """The head of the noun phrase that begins at `start`, of what lies before `end`."""
    i = start
    while i < end and doc[i].pos_ not in NOMINAL:
        if doc[i].pos_ not in ("DET", "ADJ", "NUM", "ADV", "VERB") or doc[i].text in _BREAKS:
            return None
        i += 1
    if i >= end:
        return None
    token = doc[i]
    while (
        token.head.i < end
        and token.head.i > token.i
        and token.dep_ in ("compound", "nmod", "poss", "amod", "nummod", "det", "quantmod")
    ):
        token = token.head
    return token if token.pos_ in NOMINAL else None


def phrase_before(doc: Doc, start: int, end: int) -> Token | None:
    """The head of the last noun phrase that ends before `end`, of what begins after `start`."""
    for i in range(end - 1, start - 1, -1):
        token = doc[i]
        if token.pos_ in NOMINAL:
            if token.dep_ == "pobj" and token.head.i >= start and token.head.head.pos_ in NOMINAL:
                return token.head.head
            return token
    return None
