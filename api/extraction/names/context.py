"""What stands around the names of an article and tells what they name.

Each cue is counted once an occurrence: a title before, an age after, a preposition of place …
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token

from api.extraction import nouns, people
from api.extraction.annotation import tokens_with
from api.extraction.lexicons import terms
from api.extraction.names.types import Words

type Cues = dict[Words, Counter[str]]

# What is called after the person who leads it.
_RULE = frozenset(("administration", "presidency", "candidacy", "premiership"))

# With these a place is a place; `to`, `from` and `of` stand before people too.
_WHERE = frozenset(("in", "near", "across", "throughout", "into", "toward", "towards"))
_OF_PLACES = _WHERE | {"to", "from", "at", "of", "outside", "around"}
_ALONG = frozenset(("along", "across", "over", "beyond"))

# After these `in` says no place.
_INVESTED = frozenset(
    ("share", "shares", "stake", "stakes", "invest", "invested", "investment", "investor")
) | frozenset(("investors", "confidence", "trust", "faith", "belief", "believe", "trading"))

_OLDEST = 115

# How the adjective or the people of a place is made of its name: `Veldora` → `Veldoran`.
_DEMONYMS = ("n", "an", "ian", "ans", "ians", "ns", "i", "is", "er", "ers", "ic", "ese", "ish")
_SHORTEST = 4


def read_cues(doc: Doc, names: Iterable[tuple[int, int]], words: Sequence[str]) -> Cues:
    """The cues around each name, and under `all` how often it occurs.

    `names` are token ranges, `words` the tokens as compared.
    """
    cues: Cues = defaultdict(Counter)
    name_at: dict[int, Words] = {}
    for first, stop in names:
        name = tuple(words[first:stop])
        name_at.update(dict.fromkeys(range(first, stop), name))
        cues[name]["all"] += 1
        cues[name].update(_before(doc, first, stop))
        cues[name].update(_after(doc, stop))
    for noun, name in _predicates(doc, name_at):
        cues[name].update(_kind(noun))
    _read_demonyms(cues, doc, name_at)
    return cues


def is_title(token: Token) -> bool:
    """Whether the token is a title before a name: `Mr.`, `President`."""
    return token.text[:1].isupper() and token.text.rstrip(".") in people.titles()


def _before(doc: Doc, first: int, stop: int) -> Iterable[str]:
    if first == 0:
        return
    token = doc[first - 1]
    word = token.lower_
    if is_title(token):
        yield "title"
    if word in people.personal_roles() or word in people.nouns():
        yield "role"
    invested = word == "in" and first > 1 and doc[first - 2].lower_ in _INVESTED
    if word in _WHERE and not invested:
        yield "where"
    if word in _OF_PLACES and not invested:
        yield "of a place"
    if word == "the":
        if stop == len(doc) or doc[stop].pos_ != "NOUN":  # not the Petrova plan
            yield "the"
        if first > 1 and doc[first - 2].lower_ in _ALONG:
            yield "along the"
    if word == "of" and first > 1 and doc[first - 2].lower_ in nouns.places():
        yield "place"
    if token.is_quote and stop < len(doc) and doc[stop].is_quote:
        yield "marks"


def _after(doc: Doc, stop: int) -> Iterable[str]:
    following = [token.lower_ for token in doc[stop : stop + 3]]
    match following:
        case [word, *_] if word in _RULE:
            yield "rule"
        case [",", age, "," | "."] if age.isascii() and age.isdigit() and int(age) <= _OLDEST:
            yield "age"
        case ["who", *_] | [",", "who", *_]:
            yield "who"
        case ["'s" | "’s", word, *_] if word in terms("state_affairs.txt"):
            yield "affairs"


def _predicates(doc: Doc, name_at: Mapping[int, Words]) -> Iterable[tuple[Token, Words]]:
    """Each noun in apposition to a name, with the name."""
    for i in tokens_with(doc, "DEP", ("appos",)):
        token, head = doc[i], doc[i].head
        if i in name_at and head.i not in name_at:
            yield head, name_at[i]
        elif head.i in name_at and i not in name_at:
            yield token, name_at[head.i]


def _kind(noun: Token) -> Iterable[str]:
    lemma = noun.lemma_.lower()
    if nouns.is_person(noun):
        yield "person"
    elif lemma in nouns.places():
        yield "place"
    elif lemma in nouns.groups():
        yield "group"


def _read_demonyms(cues: Cues, doc: Doc, name_at: Mapping[int, Words]) -> None:
    """`Veldora` and `Veldoran`: where an article has both, a place and its people."""
    lone = {name[0] for name in name_at.values() if len(name) == 1}
    found = {doc[i].text for i in tokens_with(doc, "DEP", ("amod", "compound"))} | lone
    for word in found:
        place = next((base for base in _bases(word) if base in lone), None)
        if place is not None and people.given_name(place) is None:
            cues[(place,)]["people"] += 1
            cues[(word,)]["demonym"] += 1


def _bases(demonym: str) -> Iterable[str]:
    """What a demonym may be made of: `Maravellan` of `Maravella`, `Maravell`, `Maravel` …"""
    for ending in _DEMONYMS:
        stem = demonym.removesuffix(ending)
        if stem != demonym and len(stem) >= _SHORTEST and stem[:1].isupper():
            yield from (stem, stem + "a", stem + "e", stem + "ia")
            if stem[-1] == stem[-2]:
                yield stem[:-1]
