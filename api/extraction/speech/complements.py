"""The complements of a reporting verb: the words of its sentence that it reports."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from api.extraction.phrases import NOMINAL, agent, subject
from api.extraction.speech.reporting import finds, frames, is_passive

type Range = tuple[int, int]
type Kind = Literal["clause", "infinitive", "gerund", "predicate", "preposition", "object"]

# The prepositions of a cue, each with its frame.
_PREPOSITIONS = {"for": "for", "about": "about", "on": "on", "against": "against", "to": "to-np"}

# What stands between an appeal and whom it is made to.
_APPEALS = frozenset(("on", "upon", "to", "with"))

_OBJECTS = frozenset(("dobj", "nsubj", "dative"))
_PREDICATES = frozenset(("oprd", "acomp", "attr", "xcomp", "ccomp"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
_QUESTION_TAGS = frozenset(("WRB", "WP", "WDT"))
_PAUSES = frozenset((",", "—", "–", "--", "-", ";"))

# Tokens; no clause is read further than this for where it ends.
_LONGEST = 150

# Tokens; how far from its verb a clause with `that` may begin.
_THAT_REACH = 8

# A shorter phrase names what was spoken of: `criticised the plan`.
_PHRASE_WORDS = 4

# Participles that say what the words do: `…, casting doubt on …`.
_COMMENTS = frozenset(
    ("cast", "cite", "echo", "fuel", "quote", "raise", "refer", "signal", "spark", "underscore")
)


@dataclass(frozen=True, slots=True)
class Complement:
    """Token ranges, in text order, and whether they are a clause or less than one."""

    ranges: tuple[Range, ...]
    kind: Kind

    @property
    def end(self) -> int:
        """The token after the last that is reported."""
        return self.ranges[-1][1]


def complement(verb: Token, allowed: frozenset[str]) -> Complement | None:
    """What `verb` reports, in the first of its frames that the sentence fills."""
    if allowed & {"that", "wh", "q"} or ("finding" in allowed and _is_finding(verb)):
        clause = _clause(verb)
        if clause is not None:
            return Complement((clause,), "clause")
    if _is_planned(verb) or (verb.dep_ == "acl" and is_passive(verb)):
        return None
    for kind, read in _READERS.items():
        ranges = read(verb, allowed)
        if ranges and (kind in ("infinitive", "gerund") or _is_telling(verb.doc, ranges[-1])):
            return Complement(ranges, kind)
    return None


def _is_finding(verb: Token) -> bool:
    source = subject(verb)
    return source is not None and not is_passive(verb) and finds(source)


def _is_planned(verb: Token) -> bool:
    """`wants to announce …`, `a plan to announce …`: nothing has been said yet."""
    return any(child.tag_ == "TO" for child in verb.lefts)


def _is_telling(doc: Doc, said: Range) -> bool:
    """Whether a phrase gives words rather than a topic: it is long enough, or stands in marks."""
    phrase = doc[said[0] : said[1]]
    return len(phrase) >= _PHRASE_WORDS or any(token.is_quote for token in phrase)


def _clause(verb: Token) -> Range | None:
    """`X said (that) …` · `X asked whether …`: the clauses that depend on the verb."""
    doc = verb.doc
    clauses = [
        child
        for child in verb.rights
        if child.dep_ == "ccomp" and child.left_edge.i > verb.i and _is_clause(child)
    ]
    if not clauses:
        return _that_clause(verb)
    first = clauses[0].left_edge.i
    if doc[verb.i + 1].text == "," and doc[first].pos_ == "ADP":
        # `suggested, after the summit, several points …`: what follows belongs to the cue.
        return None
    end = cut(verb, first, clauses[0], clauses[-1].right_edge.i + 1)
    if doc[first].lower_ == "that":
        first += 1
    return first, _with_second(doc, end)


def _that_clause(verb: Token) -> Range | None:
    """`said more than once that …`, where the parser hangs the clause on what stands between."""
    for token in verb.doc[verb.i + 1 : verb.i + _THAT_REACH]:
        if token.lower_ == "that" and token.dep_ == "mark":
            head = token.head
            return token.i + 1, cut(verb, token.i + 1, head, head.right_edge.i + 1)
        if token.pos_ in ("VERB", "AUX", "PUNCT") or token.is_sent_start:
            return None
    return None


def _with_second(doc: Doc, end: int) -> int:
    """The end of `…, and that …` after the clause that ends at `end`."""
    i = end + 1 if doc[end : end + 1].text == "," else end
    if doc[i : i + 1].text in ("and", "but") and doc[i + 1 : i + 2].text == "that":
        head = doc[i + 1].head
        if doc[i + 1].dep_ == "mark" and head.right_edge.i > i:
            return head.right_edge.i + 1
    return end


def _is_clause(head: Token) -> bool:
    """Whether the verb is finite or has a subject, and is no infinitive but of a question."""
    if head.tag_ in _FINITE:
        return True
    tags = {child.tag_ for child in head.lefts}
    if "TO" in tags:
        return bool(tags & _QUESTION_TAGS) or any(c.lower_ == "whether" for c in head.lefts)
    return bool(tags & _FINITE) or any(c.dep_ in _SUBJECTS for c in head.lefts)


def cut(verb: Token, first: int, head: Token, end: int) -> int:
    """Where a clause of `verb` really ends: the parser likes to hang on to it what follows.

    `…, compared with …` · `…, adding that …` · `…, a charge that …` · `… and declined to …`
    """
    doc = verb.doc
    for i in range(first + 1, min(end - 1, first + _LONGEST)):
        token, after = doc[i], doc[i + 1]
        if token.text in _PAUSES and _is_comment(after):
            return i
        if token.pos_ == "CCONJ" and token.head == head and _is_the_speakers(token, head, verb):
            return i
    return end


def _is_comment(token: Token) -> bool:
    """Whether what begins here speaks of the words and is none of them."""
    if token.tag_ == "VBG" and frames(token):
        return True
    if token.lower_ == "with":
        # `…, with Lind accusing …`
        return any(child.tag_ == "VBG" and bool(frames(child)) for child in token.rights)
    return token.lower_ == "compared" or (token.tag_ == "VBG" and token.lemma_ in _COMMENTS)


def _is_the_speakers(conjunction: Token, head: Token, verb: Token) -> bool:
    """Whether the verb after the conjunction goes with the cue: `said it had and declined to …`."""
    joined = next(
        (child for child in head.rights if child.dep_ == "conj" and child.i > conjunction.i), None
    )
    if joined is None or joined.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    if any(child.dep_ in _SUBJECTS for child in joined.lefts):
        return False
    return (
        joined.lemma_ in ("decline", "refuse")
        or (bool(frames(joined)) and joined.tag_ == verb.tag_)
        or (head.tag_ in ("VBZ", "VBP") and joined.tag_ == "VBD")
    )


def _infinitive(verb: Token, allowed: frozenset[str]) -> tuple[Range, ...]:
    """`vowed to …` · `urged them to …` · `was urged to …` · `is said to …`"""
    for child in verb.rights:
        if child.dep_ not in ("xcomp", "ccomp", "advcl"):
            continue
        to = next((left for left in child.lefts if left.tag_ == "TO"), None)
        if to is None or to.i < verb.i:
            continue
        end = cut(verb, to.i, child, child.right_edge.i + 1)
        if is_passive(verb):
            if "q" in frames(child):
                # `is alleged to have said …`: what was said, and not that it was.
                return ()
            known = "that" in allowed or ("obj-to" in allowed and agent(verb) is not None)
            return _with_subject(verb, (to.i, end)) if known else ()
        addressed = any(left.dep_ in ("nsubj", "nsubjpass") for left in child.lefts) or any(
            right.dep_ in ("dobj", "dative") and right.i < to.i for right in verb.rights
        )
        # `called on them to …`
        appealed = any(
            right.dep_ in ("prep", "dative") and right.lower_ in _APPEALS and right.i < to.i
            for right in verb.rights
        )
        if appealed and "prep-to" in allowed:
            return ((to.i, end),)
        if (addressed and "obj-to" in allowed) or (
            not addressed and "to" in allowed and child.dep_ == "xcomp"
        ):
            return ((to.i - 1 if verb.doc[to.i - 1].lower_ == "not" else to.i, end),)
    return ()


def _gerund(verb: Token, allowed: frozenset[str]) -> tuple[Range, ...]:
    """`denied ordering it` · `suggested postponing the vote`"""
    if "ing" not in allowed or is_passive(verb):
        return ()
    for child in verb.rights:
        if child.tag_ == "VBG" and child.dep_ == "xcomp" and child.left_edge.i == verb.i + 1:
            end = cut(verb, child.left_edge.i, child, child.right_edge.i + 1)
            return ((child.left_edge.i, end),)
    return ()


def _predicate(verb: Token, allowed: frozenset[str]) -> tuple[Range, ...]:
    """`called it a …` · `was called a …` · `described it as …` · `accused them of …`"""
    for child in verb.rights:
        word = child.lower_
        found = (
            (word == "as" and "as" in allowed and child.dep_ in ("prep", "mark"))
            or (word == "of" and "of" in allowed and child.dep_ == "prep")
            or (word == "to" and "to-as" in allowed and child.dep_ == "prep")
            or ("pred" in allowed and child.dep_ in _PREDICATES)
        )
        if not found or is_naming(verb):
            continue
        end = cut(verb, child.left_edge.i, child, child.right_edge.i + 1)
        if is_passive(verb):
            return _with_subject(verb, (child.i if word == "of" else child.left_edge.i, end))
        objects = [right for right in verb.rights if right.dep_ in _OBJECTS and right.i < child.i]
        objects += [left for left in child.lefts if left.dep_ == "nsubj"]
        start = objects[0].left_edge.i if objects else child.left_edge.i
        return ((start, end),)
    return ()


def is_naming(verb: Token) -> bool:
    """`They call it “the Wall”`: the name a thing has, and nobody's words."""
    return verb.tag_ == "VBP" and any(
        child.dep_ == "nsubj" and child.lower_ in ("they", "we", "you", "people", "locals", "many")
        for child in verb.lefts
    )


def _with_subject(verb: Token, said: Range) -> tuple[Range, ...]:
    """Of a passive cue, its subject and what is said of it."""
    for child in verb.lefts:
        if child.dep_ == "nsubjpass" and child.pos_ in ("NOUN", "PROPN"):
            return (child.left_edge.i, child.right_edge.i + 1), said
    return (said,)


def _prepositional(verb: Token, allowed: frozenset[str]) -> tuple[Range, ...]:
    """`called for …` · `spoke about …` · `objected to …`"""
    for child in verb.rights:
        end = child.right_edge.i + 1
        if (
            child.dep_ == "prep"
            and _PREPOSITIONS.get(child.lower_) in allowed
            and end > child.i + 1
        ):
            return ((child.i + 1, cut(verb, child.i + 1, child, end)),)
    return ()


def _object(verb: Token, allowed: frozenset[str]) -> tuple[Range, ...]:
    """`announced a plan` · `praised its “courage”`"""
    if not allowed & {"np", "topic"} or is_passive(verb):
        return ()
    for child in verb.rights:
        if child.dep_ == "dobj" and child.pos_ in NOMINAL:
            start = child.left_edge.i
            end = cut(verb, start, child, child.right_edge.i + 1)
            marked = any(token.is_quote for token in verb.doc[start:end])
            return ((start, end),) if marked or "np" in allowed else ()
    return ()


_READERS: dict[Kind, Callable[[Token, frozenset[str]], tuple[Range, ...]]] = {
    "infinitive": _infinitive,
    "gerund": _gerund,
    "predicate": _predicate,
    "preposition": _prepositional,
    "object": _object,
}
