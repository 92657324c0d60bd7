"""The parts that people play, read off the words around their names.

`Foreign Minister Ana Petrova`, `Ana Petrova, the foreign minister,` and `Petrova is the foreign
minister` give the same role.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from api.extraction import gazetteer, people
from api.extraction.annotation import tokens_with
from api.extraction.lexicons import lines, terms
from api.extraction.names.proper import Name
from api.extraction.nouns import groups, is_person, is_role, places

# Words that say when someone had a part, not which.
_PASSING = frozenset(
    ("former", "ex", "current", "then", "late", "new", "old", "incoming", "outgoing", "longtime")
)
_COURTESIES = frozenset(("mr", "mrs", "ms", "sir"))
_MODIFIERS = frozenset(("compound", "amod", "nmod", "npadvmod"))

# How far from a role noun the country or the organisation it belongs to may stand.
_NEAR = 6

# The most words of a role before its noun.
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Role:
    """The words of a role: tokens `first:stop` of the Doc, and the noun that heads them.

    `state` is the state they name (`Norland's foreign minister`), `body` the organisation, in
    lower case (`head of Grenta`); None where they name none.
    """

    first: int
    stop: int
    noun: int
    state: str | None
    body: str | None


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Other words for an office → the offices they may mean: `top diplomat` → …"""
    rows = (line.partition("|") for line in lines("role_synonyms.txt"))
    return {
        words.strip(): tuple(office.strip() for office in offices.split(","))
        for words, _, offices in rows
    }


def role_before(doc: Doc, name: Name, names_at: Mapping[int, Name]) -> Role | None:
    """`Foreign Minister Ana Petrova`: the role whose noun stands right before the name."""
    noun = name.first - 1
    while noun >= 0 and doc[noun].lower_.rstrip(".") in _COURTESIES:
        noun -= 1
    if noun > 1 and doc[noun - 1].lower_ == "of":  # Secretary of State
        noun -= 2
    if noun < 0 or noun in names_at:
        return None
    if doc[noun].text.rstrip(".") not in people.short_roles() and not is_role(doc[noun]):
        return None
    return role_of(doc, doc[noun], names_at)


def kind_before(doc: Doc, name: Name) -> Iterator[str]:
    """`the airline Norair`: the noun right before a name that says what kind of thing it names."""
    noun = doc[name.first - 1] if name.first else None
    if noun is not None and noun.dep_ in _MODIFIERS | {"ROOT", "nsubj"} and noun.pos_ == "NOUN":
        yield noun.lemma_.lower()


def role_of(doc: Doc, noun: Token, names_at: Mapping[int, Name]) -> Role:
    """The role that `noun` heads: the words before it that tell which, and a phrase with `of`."""
    first = noun.i
    while (
        noun.i - _LONGEST < first
        and first > 0
        and first - 1 not in names_at
        and _tells(doc[first - 1])
    ):
        first -= 1
    while doc[first].is_punct and first < noun.i:
        first += 1
    stop = noun.i + 1
    if stop < len(doc) and doc[stop].lower_ == "of" and doc[stop].head == noun:
        stop = min(doc[stop].right_edge.i, noun.i + 2 * _NEAR) + 1
    owners = list(_owners(doc, first, noun, names_at))
    states = (_state(name) for name in owners)
    bodies = (" ".join(name.words).lower() for name in owners if name.type == "ORG")
    return Role(first, stop, noun.i, next(filter(None, states), None), next(bodies, None))


def _tells(token: Token) -> bool:
    """Whether a word before a role noun is part of the role: `deputy`, `Foreign`, `vice-`."""
    if token.head.i <= token.i:
        return False
    return (token.dep_ in _MODIFIERS and token.lower_ not in _PASSING) or token.text == "-"


def _owners(doc: Doc, first: int, noun: Token, names_at: Mapping[int, Name]) -> Iterator[Name]:
    """Whose role it is: the name before it (`Norland's`, `Grenta`) or after it (`of Norland`)."""
    for i in range(first - 1, max(first - 3, -1), -1):
        if i in names_at:
            yield names_at[i]
            break
        if doc[i].tag_ != "POS" and doc[i].lower_ not in _PASSING:
            break
    if noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ in ("of", "to", "for", "at", "in"):
        for i in range(noun.i + 2, min(noun.i + _NEAR, len(doc))):
            if i in names_at:
                yield names_at[i]
                break


def _state(name: Name) -> str | None:
    words = " ".join(name.words)
    return gazetteer.states().get(words) or gazetteer.peoples().get(words)


def wordings(doc: Doc, role: Role) -> Iterator[str]:
    """All that a role may be called, in lower case: `deputy foreign minister` … `minister`."""
    if (short := doc[role.noun].text.rstrip(".")) in people.short_roles():
        yield people.short_roles()[short]
        return
    for first in range(role.first, role.noun + 1):
        yield doc[first : role.stop].text.lower()
    if role.stop > role.noun + 1:
        for first in range(role.first, role.noun + 1):
            yield doc[first : role.noun + 1].text.lower()


def readings(doc: Doc, role: Role) -> Iterator[str]:
    """What a phrase asks for, in lower case: without the adjectives that tell no office.

    `the embattled foreign minister` asks for a foreign minister, never for just any minister.
    """
    first = role.first
    yield doc[first : role.stop].text.lower()
    while first < role.noun and doc[first].lower_ not in terms("role_adjectives.txt"):
        if doc[first].dep_ != "amod":
            return
        first += 1
        yield doc[first : role.stop].text.lower()


def predications(doc: Doc, names_at: Mapping[int, Name]) -> Iterator[tuple[Name, Token]]:
    """Each noun that says what a name is, with the name.

    Appositions (`Ana Petrova, the minister`, `the minister, Ana Petrova`, `Grenta, a bank`) and
    predicates (`Petrova is the minister`, not `Petrova is no minister`).
    """
    for i in tokens_with(doc, "DEP", ("appos", "attr")):
        token = doc[i]
        if token.dep_ == "attr":
            pair = (_subject(token), token)
        else:
            pair = (token, token.head) if i in names_at else (token.head, token)
        name, noun = names_at.get(pair[0].i), pair[1]
        if name is not None and noun.i not in names_at and _can_be(name, noun):
            yield name, noun


def _subject(predicate: Token) -> Token:
    """Who a predicate noun is said of; the noun itself where nobody is, or not for sure."""
    around = list(predicate.head.children)
    denied = any(child.dep_ == "neg" or child.tag_ == "MD" for child in around)
    if not denied and not any(child.lower_ == "no" for child in predicate.children):
        for child in around:
            if child.dep_ == "nsubj" and child.i < predicate.i:
                return child
    return predicate


def _can_be(name: Name, noun: Token) -> bool:
    """Whether a noun can be said of a name of this type."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    match name.type:
        case "PERSON":
            return is_person(noun)
        case "ORG":
            return noun.lemma_.lower() in groups()
        case "GPE" | "LOC":
            return noun.lemma_.lower() in places()
        case "NORP":
            return False
        case _:
            return not is_person(noun)
