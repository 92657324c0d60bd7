"""Noun phrases: what one is about, what is joined to it, and where its words end."""

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Span, Token

from api.extraction.lexicons import terms

# The prepositions that go on with a name (`the Republic of Norland`) and with a noun (`a camp
# for refugees in the north`).
_OF_NAMES = frozenset({"of"})
_OF_NOUNS = frozenset({"of", "from", "in", "for", "at", "near", "with", "against", "between", "on"})
# A list of more is cut here: no phrase names its parts so far out.
_PARTS = 10


def core(token: Token) -> Token:
    """What a phrase is about: of `thousands of workers` and `a group of workers`, the workers."""
    if token.lemma_.lower() in terms("events/partitives.txt"):
        for child in token.rights:
            if child.lower_ == "of":
                for inner in child.rights:
                    if inner.dep_ == "pobj":
                        return inner
    return token


def conjuncts(token: Token) -> Iterator[Token]:
    """The noun and those joined to it: `Lind, Petrova and Voss`."""
    waiting = [token]
    while waiting:
        noun = waiting.pop()
        waiting.extend(child for child in noun.lefts if _is_joined_before(child))
        yield noun
        # `Norland’s Ana Petrova` joined to a name is parsed as two of its conjuncts.
        waiting.extend(
            child
            for child in reversed(list(noun.rights))
            if child.dep_ == "conj"
            and child.pos_ != "ADJ"
            and not any(c.dep_ == "case" for c in child.rights)
        )


def _is_joined_before(token: Token) -> bool:
    """Whether a name is joined to the noun it is parsed as part of: `Lind and other guests`."""
    return (
        token.dep_ == "nmod"
        and token.ent_type_ == "PERSON"
        and any(child.dep_ == "cc" for child in token.rights)
    )


def phrase(head: Token) -> Span:
    """The noun phrase of `head` alone: `the head of the agency`, without what is joined to it.

    Relative clauses, appositions, dates and what follows a comma stay outside.
    """
    doc: Doc = head.doc
    first = head.left_edge.i
    for i in range(first, head.i):
        # `the U.S., U.K.` is a list that is parsed as one name.
        if doc[i].lower_ == "," and doc[i].head == head:
            first = i + 1
        if doc[i].dep_ == "cc" and doc[i].head.head == head and _is_joined_before(doc[i].head):
            first = i + 1
    while first < head.i and (
        doc[first].is_punct or doc[first].is_space or doc[first].dep_ == "prep"
    ):
        first += 1
    return doc[first : _phrase_end(head, 3) + 1]


def _phrase_end(head: Token, depth: int) -> int:
    """The last token of the noun phrase of `head` with the prepositions that belong to it."""
    last = head.i
    continuing = _OF_NAMES if head.pos_ == "PROPN" else _OF_NOUNS
    for child in head.rights:
        if child.dep_ == "case":
            continue
        if child.i != last + 1 or child.dep_ != "prep" or child.lower_ not in continuing:
            break
        noun = next((c for c in child.rights if c.dep_ == "pobj"), None)
        if noun is None or noun.ent_type_ in ("DATE", "TIME") or not depth:
            break
        parts = islice(conjuncts(noun), _PARTS)
        last = max(_phrase_end(part, depth - 1) for part in parts)
    return last
