"""The proper names of an article: the model's, trimmed, and made consistent over the document.

The model reads a sentence at a time. A name it knows in one sentence it may miss, cut or call
something else in the next; here the whole article decides: one name, one type, everywhere.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast, get_args

from spacy.tokens import Doc, Token

from api.extraction import gazetteer, people
from api.extraction.lexicons import terms
from api.extraction.records import EntityType, Lead

type Words = tuple[str, ...]

_TYPES = frozenset(get_args(EntityType.__value__))
_PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_STATE_PREFIX = re.compile(r"(U\.S\.|U\.K\.|U\.N\.|E\.U\.)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Name:
    """One occurrence of a name: tokens `first:stop` of the Doc, characters `start:end`.

    `words` is the name as it is compared: its words, all-caps ones in ordinary case.
    """

    first: int
    stop: int
    start: int
    end: int
    type: EntityType
    words: Words


def is_title(token: Token) -> bool:
    """Whether the token is a title before a name: `Mr.`, `President`."""
    return token.text.rstrip(".") in people.titles()


def find_names(doc: Doc, lead: Lead) -> list[Name]:
    """Every name of the body and the place of the dateline, in text order, none overlapping."""
    framed = [*lead.byline, *filter(None, [lead.credit])]
    raw = [
        piece
        for ent in doc.ents
        if ent.label_ in _TYPES
        and not any(frame.start < ent.end_char and ent.start_char < frame.end for frame in framed)
        for piece in _pieces(doc, ent.start, ent.end, ent.label_)
    ]
    types = _types(doc, raw)
    return sorted(_everywhere(doc, raw, types), key=lambda name: name.start)


def head(doc: Doc, name: Name) -> int:
    """The token of a name that the rest of it hangs on."""
    for i in range(name.stop - 1, name.first, -1):
        if doc[i].head.i == i or not name.first <= doc[i].head.i < name.stop:
            return i
    return name.first


def fold(word: str) -> str:
    """A word as names are compared: `MOSCOW` like `Moscow`, `NATO` like `Nato`."""
    return word.capitalize() if len(word) > 3 and word.isupper() and word.isalpha() else word


def _words(doc: Doc, first: int, stop: int) -> Words:
    return tuple(fold(token.text) for token in doc[first:stop])


def _pieces(doc: Doc, first: int, stop: int, label: str) -> Iterator[tuple[int, int, str]]:
    """The names inside one of the model's: trimmed, and parted at a possessive before a person."""
    if label == "PERSON":
        for i in range(first + 1, stop - 1):
            if doc[i].tag_ == "POS":
                yield from _pieces(doc, first, i, "ORG")
                yield from _pieces(doc, i + 1, stop, label)
                return
    while first < stop and not _begins(doc[first], label, last=first == stop - 1):
        first += 1
    while first < stop and not _ends(doc[stop - 1]):
        stop -= 1
    if first < stop:
        yield first, stop, label


def _begins(token: Token, label: str, *, last: bool) -> bool:
    """Whether a name can begin here: no determiner, title, adjective or mark."""
    if label in ("PERSON", "ORG", "GPE") and is_title(token) and not last:
        return label != "PERSON" and token.tag_ == "JJ"
    if token.tag_ in ("DT", "PRP$", "POS"):
        return False
    text = token.text
    return any(c.isupper() or c.isdigit() for c in text) or (
        text in terms("name_particles.txt") and not last
    )


def _ends(token: Token) -> bool:
    text = token.text
    return any(c.isupper() or c.isdigit() for c in text)


def _types(doc: Doc, raw: Iterable[tuple[int, int, str]]) -> dict[Words, EntityType]:
    """One type a name: what the gazetteer, the context and the model say of it, together."""
    votes: dict[Words, Counter[str]] = defaultdict(Counter)
    context: dict[Words, Counter[str]] = defaultdict(Counter)
    for first, stop, label in raw:
        words = _words(doc, first, stop)
        votes[words][label] += 1
        if first and (is_title(doc[first - 1]) or doc[first - 1].lower_ in people.roles()):
            context[words]["PERSON"] += 1
    types = {words: _type(words, votes[words], context[words]) for words in votes}
    surnames = {words[-1] for words, type_ in types.items() if type_ == "PERSON" and len(words) > 1}
    for words, type_ in types.items():
        if (
            len(words) == 1
            and words[0] in surnames
            and (type_ == "ORG" or not gazetteer_type(words))
        ):
            types[words] = "PERSON"
    return types


def _type(words: Words, votes: Counter[str], context: Counter[str]) -> EntityType:
    """The type of one name: `votes` are the model's labels, `context` the words before it."""
    known = gazetteer_type(words)
    if known and not context["PERSON"]:
        return known
    total = votes.total()
    scores: dict[str, float] = defaultdict(float)
    for label, count in votes.items():
        scores[label] += 2 * count / total
    if context["PERSON"]:
        scores["PERSON"] += 3
    if len(words) > 1:
        last = words[-1].rstrip(".")
        if last in terms("organisation_nouns.txt"):
            scores["ORG"] += 2
        elif last in terms("facility_nouns.txt"):
            scores["FAC"] += 2
        elif words[0] in people.given_names() and words[0] not in gazetteer.regions():
            scores["PERSON"] += 1.2
    return cast("EntityType", max(scores, key=lambda label: (scores[label], label)))


def gazetteer_type(words: Words) -> EntityType | None:
    """What a name is wherever it stands: a state, a capital, a region, a people, a seat."""
    name = " ".join(words)
    if name in gazetteer.states() or name in gazetteer.capitals() or name in gazetteer.regions():
        return "GPE"
    if name in gazetteer.peoples():
        return "NORP"
    if name in gazetteer.seats():
        return "FAC"
    return None


def _everywhere(
    doc: Doc, raw: Iterable[tuple[int, int, str]], types: dict[Words, EntityType]
) -> Iterator[Name]:
    """The names found, and the same words wherever the model passed over them."""
    taken: set[int] = set()
    for first, stop, _ in raw:
        taken.update(range(first, stop))
        yield _name(doc, first, stop, types[_words(doc, first, stop)])
    known: dict[str, list[Words]] = defaultdict(list)
    for words in types:
        known[words[0]].append(words)
        if types[words] == "PERSON" and len(words) > 1 and words[-1] not in _SUFFIXES:
            known[words[-1]].append(words[-1:])
    for longest_first in known.values():
        longest_first.sort(key=len, reverse=True)
    stop = 0
    for token in doc:
        first = token.i
        if first < stop or first in taken or not _begins(token, "", last=False):
            continue
        for words in known.get(fold(token.text), _gazetteered(token)):
            stop = first + len(words)
            if (
                stop <= len(doc)
                and taken.isdisjoint(range(first, stop))
                and _words(doc, first, stop) == words
                and (len(words) > 1 or token.pos_ == "PROPN" or words in types)
            ):
                yield _name(doc, first, stop, types.get(words) or gazetteer_type(words) or "PERSON")
                break
        else:
            stop = 0


def _gazetteered(token: Token) -> list[Words]:
    words = (fold(token.text),)
    return [words] if gazetteer_type(words) else []


def _name(doc: Doc, first: int, stop: int, type_: EntityType) -> Name:
    start, end = doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])
    return Name(first, stop, start, end, type_, _words(doc, first, stop))
