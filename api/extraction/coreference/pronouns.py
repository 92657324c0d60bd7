"""What a pronoun agrees with, and where it stands for nothing."""

from collections.abc import Callable

from spacy.tokens import Token

from api.extraction import nouns
from api.extraction.coreference.discourse import EXCLUDED
from api.extraction.coreference.referents import Referent
from api.extraction.mentions import Pronoun

# Agreement in gender that is known is worth more than gender that is not.
_KNOWN = 0.6

# `they` for several, for a group by its name, and for one person.
_PLURAL, _GROUP, _SINGULAR = 0.3, -0.6, -0.9

_WEATHER = frozenset(("rain", "snow", "hail", "thunder"))
_RAISING = frozenset(("seem", "appear", "turn", "take", "happen", "emerge", "remain"))
_CLAUSES = frozenset(("ccomp", "csubj", "xcomp"))


def agreement(pronoun: Pronoun) -> Callable[[Referent], float]:
    """How well a referent agrees with the pronoun in gender and number."""
    match pronoun.gender, pronoun.number:
        case ("male" | "female") as gender, _:
            return lambda referent: _as_person(referent, gender)
        case "thing", _:
            return lambda referent: EXCLUDED if referent.person or referent.plural else 0.0
        case _:
            return _as_several


def _as_person(referent: Referent, gender: str) -> float:
    if not referent.person or referent.plural or referent.gender not in (gender, ""):
        return EXCLUDED
    return _KNOWN if referent.gender else 0.0


def _as_several(referent: Referent) -> float:
    if referent.plural:
        return _PLURAL
    if referent.type == "ORG":
        return _GROUP
    return _SINGULAR if referent.person and not referent.gender else EXCLUDED


def is_empty(it: Token) -> bool:
    """Whether `it` stands for nothing that has a name.

    `It is clear that …`, `it seems to …`, `it rained`; and `it is a shame`, said of what happened.
    """
    verb = it.head
    if it.dep_ == "expl" or verb.lemma_ in _WEATHER:
        return True
    if it.dep_ not in ("nsubj", "nsubjpass"):
        return False
    below = list(verb.children)
    if verb.lemma_ == "be":
        said = [child for child in below if child.dep_ in ("acomp", "attr")]
        if any(child.dep_ == "attr" and not _is_kind(child) for child in said):
            return True
        if not said:
            return False
        below += [clause for child in said for clause in child.children]
    elif verb.lemma_ not in _RAISING and it.dep_ == "nsubj":
        return False
    return any(child.dep_ in _CLAUSES and child.i > it.i for child in below)


def _is_kind(noun: Token) -> bool:
    """Whether a predicate says what an organisation or a place is: `it is a bank`."""
    lemma = noun.lemma_.lower()
    return lemma in nouns.groups() or lemma in nouns.places()
