"""The parts that people play, read off the words around their names.

`Foreign Minister Ana Petrova`, `Ana Petrova, the foreign minister,` and `Petrova is the foreign
minister` give the same role.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from api.extraction import gazetteer, people
from api.extraction.lexicons import lines
from api.extraction.names import Name

# Words that say when someone had a part, not which.
_PASSING = frozenset(
    ("former", "ex", "current", "then", "late", "new", "old", "incoming", "outgoing", "longtime")
)
_SHORT_TITLES = frozenset(("mr", "mrs", "ms", "dr", "sir"))


@dataclass(frozen=True, slots=True)
class Role:
    """The words of a role: tokens `first:stop` of the Doc, and the noun that heads them.

    `state` is the country they name (`Norland's foreign minister`), None where they name none.
    """

    first: int
    stop: int
    noun: int
    state: str | None


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Other words for an office → the offices they may mean: `top diplomat` → …"""
    rows = (line.partition("|") for line in lines("role_synonyms.txt"))
    return {
        words.strip(): tuple(office.strip() for office in offices.split(","))
        for words, _, offices in rows
    }


def is_role(token: Token) -> bool:
    """Whether the token is a noun for a person's office, work or part."""
    return token.lower_ in people.roles() or token.lemma_.lower() in people.roles()


def role_before(doc: Doc, name: Name, names_at: Mapping[int, Name]) -> Role | None:
    """`Foreign Minister Ana Petrova`: the role whose noun stands right before the name."""
    noun = name.first - 1
    while noun >= 0 and doc[noun].lower_.rstrip(".") in _SHORT_TITLES:
        noun -= 1
    if noun < 0 or noun in names_at or not is_role(doc[noun]):
        return None
    return role_of(doc, doc[noun], names_at)


def role_of(doc: Doc, noun: Token, names_at: Mapping[int, Name]) -> Role:
    """The role that `noun` heads: the words before it that tell which, and a phrase with `of`."""
    first = noun.i
    while first > 0 and first - 1 not in names_at and _tells(doc[first - 1]):
        first -= 1
    while doc[first].pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "NUM") and first < noun.i:
        first += 1
    stop = noun.i + 1
    if stop < len(doc) and doc[stop].lower_ == "of" and doc[stop].head == noun:
        stop = doc[stop].right_edge.i + 1
    return Role(first, stop, noun.i, _state(doc, noun, names_at))


def _tells(token: Token) -> bool:
    """Whether a word before a role noun is part of the role: `deputy`, `Foreign`, `vice-`."""
    if token.dep_ in ("compound", "amod", "nmod", "npadvmod"):
        return token.head.i > token.i and token.lower_ not in _PASSING
    return token.text == "-" and token.head.i > token.i


def _state(doc: Doc, noun: Token, names_at: Mapping[int, Name]) -> str | None:
    """The country named before the noun (`Norland's`) or after it (`to Norland`)."""
    around = [noun.left_edge.i, noun.i + 1]
    if noun.i + 2 < len(doc) and doc[noun.i + 1].lower_ in ("of", "to"):
        around[1] = min(noun.i + 4, len(doc))
    for i in range(max(around[0], noun.i - 8), around[1]):
        name = names_at.get(i)
        if name is not None:
            words = " ".join(name.words)
            state = gazetteer.states().get(words) or gazetteer.peoples().get(words)
            if state:
                return state
    return None


def phrases(doc: Doc, role: Role) -> Iterator[str]:
    """The role in lower case, from its fullest words down to its bare noun."""
    for first in range(role.first, role.noun + 1):
        yield doc[first : role.stop].text.lower()
    if role.stop > role.noun + 1:
        yield doc[role.first : role.noun + 1].text.lower()


def predications(doc: Doc, names_at: Mapping[int, Name]) -> Iterator[tuple[Name, Token]]:
    """Each noun that says what a name is, with the name.

    Appositions (`Ana Petrova, the minister`, `the minister, Ana Petrova`, `Grenta, a bank`) and
    predicates (`Petrova is the minister`, not `Petrova is no minister`).
    """
    for token in doc:
        match token.dep_:
            case "appos" if token.i in names_at and token.head.i not in names_at:
                if token.head.pos_ in ("NOUN", "PROPN"):
                    yield names_at[token.i], token.head
            case "appos" if token.i not in names_at and token.head.i in names_at:
                if token.pos_ in ("NOUN", "PROPN"):
                    yield names_at[token.head.i], token
            case "attr" if token.i not in names_at and token.pos_ == "NOUN":
                yield from _predicated(token, names_at)
            case _:
                pass


def _predicated(noun: Token, names_at: Mapping[int, Name]) -> Iterator[tuple[Name, Token]]:
    around = list(noun.head.children)
    if any(child.dep_ == "neg" for child in (*around, *noun.children)):
        return
    for child in around:
        if child.dep_ == "nsubj" and child.i in names_at and child.i < noun.i:
            yield names_at[child.i], noun
