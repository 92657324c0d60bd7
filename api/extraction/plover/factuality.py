"""Whether an event happened, will, might or did not: tense, polarity and certainty.

The event's own clause is read first, then every word it depends on, upwards: `Lind denied that
Voss plans to attack` makes the attack future by `plans` and negative by `denied`.
"""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from api.extraction.lexicons import lines
from api.extraction.plover.clauses import attachment
from api.extraction.records import Certainty, Polarity, Tense

_FUTURE_MODALS = frozenset({"will", "shall", "’ll", "'ll", "wo", "sha"})
_BACKSHIFTED = frozenset({"would", "’d", "'d"})
_MODALS = frozenset({"would", "could", "may", "might", "can", "should", "must", "’d", "'d", "ca"})

# Edges on which the governing word says something of what it governs.
_GOVERNED = frozenset({"xcomp", "ccomp", "dobj", "nsubjpass", "oprd", "attr", "acomp", "csubjpass"})
# Words that stand for nobody where a clause has them: `none of the workers was arrested`.
_NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
# What one cannot or would not do has not been done.
_UNDONE = frozenset({"can", "ca", "could", "would", "’d", "'d"})
# What these introduce took no place, and something else may have.
_EXCLUDING = frozenset({"without", "instead", "rather"})
# The prepositions that lead to what is spoken of: `ready for talks`, `the threat of war`.
_OF_CONTENT = frozenset({"of", "for", "to", "from", "about", "on", "against", "in"})
_REACH = 10


@dataclass(frozen=True, slots=True)
class Factuality:
    """Tense, polarity and certainty of one event."""

    tense: Tense = "past"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"


@cache
def effects() -> dict[str, frozenset[str]]:
    """Word → what it does to the event it governs (factuality.txt)."""
    rows = (line.split() for line in lines("events/factuality.txt"))
    return {row[0]: frozenset(row[1:]) for row in rows}


def factuality(trigger: Token, anchor: Token) -> Factuality:
    """How far the event of `trigger` happened; `anchor` is the verb of its clause.

    The anchor of a noun is the verb that carries it (`held talks`), or else the noun itself.
    """
    found = _Reading()
    if trigger != anchor:
        found.read_modifiers(trigger, trigger)
    token, below = anchor, trigger
    for _ in range(_REACH):
        found.read_modifiers(token, below)
        if token.pos_ in ("VERB", "AUX"):
            found.read_verb(token)
        governor = _governor(token)
        if governor is None:
            found.apply(_effect_outside(token))
            break
        if token.dep_ not in ("advcl", "conj"):
            found.apply(_effect(governor, token))
        if token.dep_ == "pobj" and governor.pos_ == "VERB":
            # `called for talks` says nothing of when the talks are held.
            break
        token, below = governor, token
    return found.result()


def _effect(governor: Token, token: Token) -> frozenset[str]:
    """What the governing word does: `called for` and `called off` more than `called`."""
    lemma = governor.lemma_.lower()
    seconds = [child.lower_ for child in governor.rights if child.dep_ == "prt"]
    if token.dep_ in ("pobj", "pcomp"):
        seconds.append(token.head.lower_)
    found = (effects().get(f"{lemma}_{second}") for second in seconds)
    return next(filter(None, found), effects().get(lemma, frozenset()))


def _effect_outside(token: Token) -> frozenset[str]:
    """What a clause does that says what did not happen: `without leaving`, `rather than leave`."""
    if token.dep_ not in ("pcomp", "pobj", "advcl"):
        return frozenset()
    before = [token.head, *token.head.children] if token.dep_ != "advcl" else token.lefts
    words = (word.lower_ for word in before if word.dep_ in ("prep", "mark", "cc", "advmod"))
    return next((effects()[word] for word in words if word in _EXCLUDING), frozenset())


def _governor(token: Token) -> Token | None:
    """The word above that says something of the event; None where the clause stands alone."""
    head = token.head
    if head == token:
        return None
    match token.dep_:
        case "pobj" | "pcomp":
            leads = head.lower_ in _OF_CONTENT or f"{head.head.lemma_}_{head.lower_}" in effects()
            return head.head if leads and head.dep_ == "prep" else None
        case "conj":
            # `did not attack or seize`, but not `did not attack, and he seized`
            own = any(c.dep_ in ("nsubj", "nsubjpass", "aux", "expl") for c in token.lefts)
            return None if own or token.pos_ != head.pos_ else head
        case "acl":
            # `a plan to attack`, `the claim that they attacked`
            content = token.tag_ == "VB" or any(c.dep_ == "mark" for c in token.lefts)
            return head if content else None
        case "advcl":
            # A participle tells on with the clause it stands beside.
            return attachment(token) if token.tag_ == "VBG" else None
        case "nsubj" if head.lemma_ in ("fail", "collapse") and token.lemma_ in effects():
            # `the plan to attack failed`
            return head
        case "nsubj" if head.lemma_ == "be":
            # `an attack is likely`
            return next((c for c in head.rights if c.dep_ in ("acomp", "attr")), None)
        case dep:
            return head if dep in _GOVERNED else None


def _is_told_in_the_past(verb: Token) -> bool:
    """`said it would leave`: the past of `says it will leave`."""
    for _ in range(_REACH):
        if verb.dep_ != "conj" or verb.head.pos_ != "VERB":
            break
        verb = verb.head
    return verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")


def _is_nobody(noun: Token) -> bool:
    """`no soldiers`, `none of them`, `nobody`."""
    first = {child.lower_ for child in noun.lefts}
    return noun.lower_ in _NOBODY or "no" in first


def _is_no_longer(adverb: Token) -> bool:
    return adverb.lower_ == "longer" and any(child.lower_ == "no" for child in adverb.lefts)


def _is_yet_to(verb: Token) -> bool:
    """`has yet to leave`, `is yet to leave`."""
    return (
        verb.dep_ == "xcomp"
        and verb.head.lemma_ in ("have", "be", "remain")
        and any(child.lower_ == "yet" for child in (*verb.head.children, *verb.children))
    )


class _Reading:
    def __init__(self) -> None:
        self.tense: Tense | None = None
        self.negations = 0
        self.doubts: set[str] = set()
        self.future = False
        self.ongoing = False

    def apply(self, said: frozenset[str]) -> None:
        self.future |= "future" in said
        self.ongoing |= "present" in said
        self.negations += "negative" in said
        self.doubts.update(said & {"possible", "probable"})

    def read_modifiers(self, token: Token, below: Token) -> None:
        """Negation, modal adverbs and adjectives, conjunctions: `no`, `allegedly`, `if`."""
        negated = False
        for child in token.children:
            if child.dep_ in ("neg", "det", "amod", "advmod", "mark", "cc", "predet", "preconj"):
                said = effects().get(child.lower_, frozenset())
                negated |= "negative" in said or _is_no_longer(child)
                self.apply(said - {"negative"})
            elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and child != below:
                negated |= _is_nobody(child)
        # `neither hired nor fired` denies once.
        self.negations += negated

    def read_verb(self, verb: Token) -> None:
        """Auxiliaries and the form of the verb; the verb nearest to the event tells the tense."""
        helpers = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
        if helpers & _FUTURE_MODALS:
            self.future = True
        if helpers & _BACKSHIFTED and _is_told_in_the_past(verb):
            self.future = True
        elif helpers & _UNDONE and any(child.dep_ == "neg" for child in verb.children):
            self.tense = self.tense or "past"
        elif helpers & _MODALS:
            self.future |= "have" not in helpers
            self.doubts.add("possible")
        if "to" in helpers and verb.dep_ == "ROOT":
            # A headline: `Norland to close its ports`
            self.future = True
        self.negations += _is_yet_to(verb)
        if "to" in helpers and verb.dep_ in ("advcl", "acl"):
            self.future = True
            self.doubts.add("possible")
        if self.tense is None:
            if verb.tag_ == "VBD" or helpers & {
                "was",
                "were",
                "had",
                "did",
                "has",
                "have",
                "’ve",
                "'ve",
            }:
                self.tense = "past"
            elif verb.tag_ in ("VBZ", "VBP") or helpers & {
                "is",
                "are",
                "’s",
                "'s",
                "’re",
                "'re",
                "am",
                "do",
                "does",
            }:
                self.tense = "present"
        if verb.lemma_ in ("go", "be") and self.tense == "present":
            self.future |= any(
                child.dep_ == "xcomp" and any(c.lower_ == "to" for c in child.lefts)
                for child in verb.rights
            )

    def result(self) -> Factuality:
        certainty: Certainty = (
            "possible"
            if "possible" in self.doubts
            else "probable"
            if "probable" in self.doubts
            else "certain"
        )
        return Factuality(
            "future" if self.future else "present" if self.ongoing else self.tense or "past",
            "negative" if self.negations % 2 else "positive",
            certainty,
        )
