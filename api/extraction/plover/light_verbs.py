"""Light verbs (`held talks`, `came under attack`): the noun says what happens, the verb who."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from api.extraction.lexicons import lines
from api.extraction.plover.clauses import Slots, verb_slots
from api.extraction.plover.noun_phrases import conjuncts, core

# The slots of the verb that a noun shares where it has none of its own.
_SHARED = ("on", "against", "with", "to", "in", "at", "into", "from", "for", "between")
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Carrier:
    """A light verb: what its subject is to the event, and whether that has yet to come."""

    role: str
    future: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """How a light verb carries a noun: the verb, and what it adds to the slots of the noun."""

    verb: Token
    slots: Slots
    future: bool


@cache
def carriers() -> dict[str, tuple[tuple[str, Carrier], ...]]:
    """Light verb → (particle or empty, carrier), those with a particle first."""
    found: dict[str, list[tuple[str, Carrier]]] = defaultdict(list)
    for line in lines("events/light_verbs.txt"):
        word, role, *tense = line.split()
        lemma, _, particle = word.partition("_")
        found[lemma].append((particle, Carrier(role, tense == ["future"])))
    return {lemma: tuple(sorted(pairs, key=lambda p: not p[0])) for lemma, pairs in found.items()}


def carry(noun: Token) -> Carried | None:
    """The light verb that carries `noun`; None where it stands for itself.

    The slots added are `verb`, the prepositions of the verb, and `actor` or `recipient` for its
    subject.
    """
    verb = _governor(noun)
    if verb is None:
        return None
    for particle, carrier in carriers().get(verb.lemma_, ()):
        slots = verb_slots(verb)
        if particle and not _has_particle(slots, particle):
            continue
        if noun not in _through(slots, carrier.role, particle):
            return None
        added: Slots = {slot: slots[slot] for slot in _SHARED if slot in slots}
        added["verb"] = [verb]
        subjects = slots.get("subj") or slots.get("by") or []
        if carrier.role != "none" and not any(noun in (t, core(t)) for t in subjects):
            added[carrier.role] = subjects
        return Carried(verb, added, carrier.future)
    return None


def _governor(noun: Token) -> Token | None:
    """The verb that a noun is object or subject of, seen through `one of its attacks`."""
    token = noun
    for _ in range(3):
        if token.dep_ in ("dobj", "nsubjpass", "nsubj", "attr"):
            return token.head if token.head.pos_ == "VERB" else None
        if token.dep_ == "conj" and token.head.pos_ == "NOUN":
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ == "of" and core(token.head.head) == token:
            token = token.head.head
        elif token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in _VERBAL:
            # `came under attack`, `agreed to`, `embarked on`
            return token.head.head
        else:
            return None
    return None


def _has_particle(slots: Slots, particle: str) -> bool:
    return particle in slots or any(
        token.lower_ == particle for slot in ("prt", "obj", "oprd") for token in slots.get(slot, ())
    )


def _through(slots: Slots, role: str, particle: str) -> set[Token]:
    """The nouns that a light verb can carry: its objects, or its subjects where it has none."""
    objectless = role == "none" or ("obj" not in slots and particle not in slots)
    return {
        joined
        for slot in (("subj",) if objectless else ("obj", particle))
        for token in slots.get(slot, ())
        for joined in conjuncts(core(token))
    }
