"""Institutions that go by the name of their state or city.

`the U.S. military`, `Norlandic police`, `Norland’s defense ministry`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from spacy.tokens import Doc

from api.extraction import gazetteer
from api.extraction.lexicons import terms
from api.extraction.names.proper import Name
from api.extraction.names.types import Words, known_type
from api.extraction.nouns import is_person
from api.extraction.records import EntityType

_INDEFINITE = frozenset(("a", "an", "any", "no", "every", "each", "another", "some"))
_MODIFIERS = frozenset(("compound", "amod", "nmod"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))


def with_institutions(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, the institutions that begin with one, and the states that other names of
    institutions begin with; in text order, the longer of two that begin together first."""
    found = [*names, *_institutions(doc, names), *_states(doc, names)]
    return sorted(found, key=lambda name: (name.first, -name.stop))


def of_state(words: Words) -> Words | None:
    """The state and the noun of an institution's name, however written; None for other names.

    `American Army`, `U.S. army` → `United States`, `army`.
    """
    parts = _parts(words)
    if parts is None:
        return None
    owner = " ".join(words[: parts[0]])
    state = gazetteer.states().get(owner) or gazetteer.peoples().get(owner)
    return (state, parts[1]) if state else None


def _institutions(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
    taken = {i for name in names for i in range(name.first, name.stop)}
    for name in names:
        if name.type in ("GPE", "NORP"):
            stop = _end(doc, name)
            new = range(name.stop, stop)
            if new and taken.isdisjoint(new) and _is_the_one(doc, stop - 1):
                noun = (token.text for token in doc[name.stop : stop] if token.tag_ != "POS")
                yield _name(doc, name.first, stop, "ORG", (*name.words, *noun))


def _states(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
    for name in names:
        parts = _parts(name.words) if name.type == "ORG" else None
        if parts is not None:
            words = name.words[: parts[0]]
            type_ = known_type(words)
            if type_ in ("GPE", "NORP"):
                yield _name(doc, name.first, name.first + len(words), type_, words)


def _parts(words: Words) -> tuple[int, str] | None:
    """How many words of an institution's name are its owner's, and the noun after them."""
    for count in range(1, len(words)):
        noun = _noun(words[count:])
        if noun in terms("institutions.txt"):
            return count, noun
    return None


def _noun(words: Sequence[str]) -> str:
    """Words as the list of institutions has them, without the `'s` of the owner before."""
    rest = words[1:] if words[0] in _POSSESSIVE else words
    return " ".join(rest).lower().replace("’", "'").replace(" '", "'")


def _end(doc: Doc, owner: Name) -> int:
    """Where the longest noun for an institution after a name ends; where the name does, if none."""
    for stop in range(min(owner.stop + _longest(), len(doc)), owner.stop, -1):
        if _noun([token.text for token in doc[owner.stop : stop]]) in terms("institutions.txt"):
            return stop
    return owner.stop


def _is_the_one(doc: Doc, i: int) -> bool:
    """Whether a noun stands for the body itself: no `U.S. military plane`, no `an army`."""
    noun = doc[i]
    if noun.dep_ in _MODIFIERS and noun.head.i > i and not is_person(noun.head):
        return False
    return not any(child.lower_ in _INDEFINITE for child in noun.lefts)


def _name(doc: Doc, first: int, stop: int, type_: EntityType, words: Words) -> Name:
    return Name(first, stop, doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1]), type_, words)


@cache
def _longest() -> int:
    """The tokens of the longest noun in the list, with an `'s` before and one inside."""
    return max(len(term.split()) for term in terms("institutions.txt")) + 2
