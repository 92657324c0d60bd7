"""The proper names of an article: the model's, trimmed, and made consistent over the document.

The model reads a sentence at a time. A name it knows in one sentence it may miss, cut or call
something else in the next; here the whole article decides: one name, one type, everywhere.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from spacy.tokens import Doc

from api.extraction import gazetteer, people
from api.extraction.annotation import first_characters, tokens_with
from api.extraction.lead import framing_tokens
from api.extraction.lexicons import terms
from api.extraction.names.context import read_cues
from api.extraction.names.spans import Labelled, Trimmer, abbreviation
from api.extraction.names.types import Words, decide_all, is_surname, known_type, type_of_form
from api.extraction.records import EntityType, Lead
from api.extraction.text import paragraphs

_TYPES = frozenset(get_args(EntityType.__value__))

_INITIALISM = re.compile(r"[A-Z][A-Z&]{1,7}")

# The fewest words of a headline, its most characters, and how many of its words are in capitals or
# of its longer words begin with one.
_HEADLINE, _LONGEST_HEADLINE = 4, 250
_SHARE, _SHARE_OF_TITLE = 0.7, 0.85

# A headline is one of the first lines.
_HEAD = 2

# Longer words in capitals may be ordinary words; shorter ones (`US`, `UN`) are initials.
_SHORT = 3


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


def find_names(doc: Doc, lead: Lead) -> list[Name]:
    """Every name of the body and the place of the dateline, in text order, none overlapping."""
    return _Finder(doc, lead).names()


def head(doc: Doc, name: Name) -> int:
    """The token of a name that the rest of it hangs on."""
    for i in range(name.stop - 1, name.first, -1):
        if doc[i].head.i == i or not name.first <= doc[i].head.i < name.stop:
            return i
    return name.first


class _Finder:
    def __init__(self, doc: Doc, lead: Lead) -> None:
        self._doc = doc
        self._texts = [token.text for token in doc]
        self._vocabulary = set(self._texts)
        self._words = [
            self._fold(text) if len(text) > _SHORT and text.isupper() else text
            for text in self._texts
        ]
        self._dateline = list(_dateline(doc, lead))
        for first, stop in self._dateline:
            self._words[first:stop] = [_ordinary(word) for word in self._words[first:stop]]
        self._framed = set(framing_tokens(doc, lead))
        self._trimmer = Trimmer(doc, self._texts, self._words)
        self._unread = self._framed.union(_headlines(doc))

    def names(self) -> list[Name]:
        pieces = [
            piece
            for ent in self._doc.ents
            if ent.label_ in _TYPES and ent.start not in self._unread
            for piece in self._trimmer.trim(ent.start, ent.end, ent.label_)
        ]
        pieces += self._introduced(pieces)
        pieces += self._overlooked(pieces)
        pieces = [*((first, stop, "GPE") for first, stop in self._dateline), *pieces]
        types = self._types(pieces)
        return sorted(self._everywhere(pieces, types), key=lambda name: name.start)

    def _introduced(self, pieces: Iterable[Labelled]) -> Iterator[Labelled]:
        """Short forms that the model missed: `Norland Grain Company (NGC)`."""
        texts = self._texts
        for first, stop, label in list(pieces):
            if (
                label == "ORG"
                and stop - first > 1
                and texts[stop : stop + 3 : 2] == ["(", ")"]
                and _INITIALISM.fullmatch(texts[stop + 1])
                and texts[first][:1] == texts[stop + 1][:1]
                and not self._doc[stop + 1].ent_type_
            ):
                yield stop + 1, stop + 2, label

    def _overlooked(self, pieces: Iterable[Labelled]) -> Iterator[Labelled]:
        """Runs of capitals that the model passed over, whose form says what they name."""
        taken = {i for first, stop, _ in pieces for i in range(first, stop)} | self._unread
        run: list[int] = []
        for i in [*tokens_with(self._doc, "POS", ("PROPN",)), len(self._doc) + 1]:
            if run and i != run[-1] + 1:
                words = tuple(self._words[run[0] : run[-1] + 1])
                if len(words) > 1 and (type_ := type_of_form(words)) is not None:
                    found = self._trimmer.trim(run[0], run[-1] + 1, type_)
                    yield from (piece for piece in found if piece[1] - piece[0] > 1)
                run = []
            if i < len(self._doc) and i not in taken and self._texts[i][:1].isupper():
                run.append(i)

    # One type a name.

    def _types(self, pieces: Sequence[Labelled]) -> dict[Words, EntityType]:
        """The type of each name; its cues are read wherever its words stand."""
        labels: dict[Words, Counter[str]] = defaultdict(Counter)
        for first, stop, label in pieces:
            labels[tuple(self._words[first:stop])][label] += 1
        found = [piece[:2] for piece in pieces]
        taken = {i for first, stop in found for i in range(first, stop)}
        found += self._repeated(taken, _by_first_word(labels))
        cues = read_cues(self._doc, found, self._words)
        for first, stop in self._dateline:
            cues[tuple(self._words[first:stop])]["dateline"] += 1
        return decide_all(labels, cues)

    def _repeated(
        self, taken: set[int], known: Mapping[str, set[Words]]
    ) -> Iterator[tuple[int, int]]:
        """Where the words of names known by their first word stand, outside tokens `taken`."""
        lengths = {
            word: sorted({len(words) for words in names}, reverse=True)
            for word, names in known.items()
        }
        for i, word in enumerate(self._words):
            for length in lengths.get(word, ()) if i not in taken else ():
                stop = i + length
                if (
                    stop <= len(self._words)
                    and tuple(self._words[i:stop]) in known[word]
                    and taken.isdisjoint(range(i, stop))
                    and (length > 1 or self._is_proper(i))
                    and not self._trimmer.is_nothing(i, stop, "")
                ):
                    taken.update(range(i, stop))
                    yield i, stop
                    break

    # Everywhere.

    def _everywhere(
        self, pieces: Iterable[Labelled], types: dict[Words, EntityType]
    ) -> Iterator[Name]:
        """The names found, and the same words wherever the model passed over them."""
        taken: set[int] = set(self._framed)
        for first, stop, _ in pieces:
            if taken.isdisjoint(range(first, stop)):
                taken.update(range(first, stop))
                yield self._name(first, stop, types[tuple(self._words[first:stop])])
        known = _by_first_word(types)
        for words, type_ in types.items():
            for part in _parts(words, type_):
                known[part[0]].add(part)
        for i, word in enumerate(self._words):
            if word[:1].isupper() and i not in taken:
                short = abbreviation(word)  # U.S.-owned
                if short is not None and known_type((short,)):
                    start = self._doc[i].idx
                    yield Name(i, i + 1, start, start + len(short), "GPE", (short,))
                known[word].update(self._well_known(i), self._by_given_name(i))
        for first, stop in self._repeated(taken, known):
            words = tuple(self._words[first:stop])
            yield self._name(first, stop, types.get(words) or self._part_type(words))

    def _part_type(self, words: Words) -> EntityType:
        """The type of a name that the model passed over: the gazetteer's, or a part's."""
        part = "ORG" if words[0] in terms("organisation_nouns.txt") else "PERSON"
        return known_type(words) or cast("EntityType", part)

    def _well_known(self, i: int) -> Iterable[Words]:
        """Names of the gazetteer that may begin here."""
        token = self._doc[i]
        proper = token.pos_ == "PROPN" or self._is_initialism(i)
        proper = proper or known_type((token.text,)) == "NORP"
        return _gazetteer().get(self._words[i], ()) if proper else ()

    def _is_initialism(self, i: int) -> bool:
        """Whether a token is in capitals by itself (`WHO`), not as its whole headline is."""
        return i not in self._unread and _INITIALISM.fullmatch(self._texts[i]) is not None

    def _by_given_name(self, i: int) -> list[Words]:
        """A given name and a capital after it: a person whom the model passed over."""
        if people.given_name(self._words[i]) is not None and i + 1 < len(self._doc):
            both = self._doc[i : i + 2]
            if all(token.pos_ == "PROPN" for token in both) and is_surname(self._words[i + 1]):
                return [tuple(self._words[i : i + 2])]
        return []

    def _is_proper(self, i: int) -> bool:
        """Whether a single known word is the name here, and no common word."""
        token = self._doc[i]
        if not token.text[:1].isupper():
            return False
        if token.text in terms("organisation_nouns.txt"):  # `the Council`, not `Police`
            return token.pos_ == "PROPN"
        if token.pos_ == "PROPN" or self._is_initialism(i):
            return True
        return token.lower_ not in self._vocabulary

    def _name(self, first: int, stop: int, type_: EntityType) -> Name:
        start, end = self._doc[first].idx, self._doc[stop - 1].idx + len(self._doc[stop - 1])
        return Name(first, stop, start, end, type_, tuple(self._words[first:stop]))

    def _fold(self, word: str) -> str:
        """A word as names are compared: `MOSCOW` like `Moscow`, but `FIFA` as it is."""
        ordinary = word.capitalize()
        known = ordinary in self._vocabulary or ordinary in _known_words()
        return ordinary if known or people.given_name(ordinary) is not None else word


def _dateline(doc: Doc, lead: Lead) -> Iterator[tuple[int, int]]:
    """The tokens of each place in the dateline: `KARSK`, `Norland`."""
    if lead.dateline is None:
        return
    position = lead.dateline.start
    for place in re.split(r", |/", lead.dateline.place):
        match = re.compile(re.escape(place), re.IGNORECASE).search(
            doc.text, position, lead.dateline.end
        )
        span = match and doc.char_span(*match.span())
        if match and span:
            position = match.end()
            yield span.start, span.end


def _ordinary(word: str) -> str:
    return word.capitalize() if len(word) > _SHORT and word.isupper() else word


def _headlines(doc: Doc) -> Iterator[int]:
    """The tokens of lines in capitals, where the model sees names everywhere.

    `SALT LORDS MEET` and `Salt Lords Meet Again`, no sentences; none in an article that is all
    such lines.
    """
    text = doc.text
    found = [
        (start, end)
        for number, (start, end) in enumerate(paragraphs(text))
        if _is_headline(text[start:end], first=number < _HEAD)
    ]
    if 2 * sum(end - start for start, end in found) < len(text):
        starts = first_characters(doc) if found else []
        for start, end in found:
            yield from range(bisect_left(starts, start), bisect_left(starts, end))


def _is_headline(line: str, *, first: bool) -> bool:
    """Whether a line is in capitals, or, as one of the first, has one to every word."""
    words = line.split()
    if len(words) < _HEADLINE or len(line) > _LONGEST_HEADLINE:
        return False
    if sum(map(str.isupper, words)) > _SHARE * len(words):
        return True
    long = [word for word in words if len(word) > _SHORT]
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in long)
    return first and capitals > _SHARE_OF_TITLE * len(long)


def _by_first_word(names: Iterable[Words]) -> defaultdict[str, set[Words]]:
    known: defaultdict[str, set[Words]] = defaultdict(set)
    for words in names:
        known[words[0]].add(words)
    return known


def _parts(words: Words, type_: EntityType) -> Iterator[Words]:
    """What may stand for the full name: surname, given name, `the Council`."""
    if len(words) > 1 and type_ == "PERSON":
        if is_surname(words[-1]):
            yield words[-1:]
        if people.given_name(words[0]) is not None:
            yield words[:1]
    elif len(words) > 1 and type_ == "ORG" and words[-1] in terms("organisation_nouns.txt"):
        yield words[-1:]


@cache
def _gazetteer() -> Mapping[str, set[Words]]:
    """The well-known names by their first word."""
    lists = (
        gazetteer.states(),
        gazetteer.capitals(),
        gazetteer.regions(),
        gazetteer.peoples(),
        gazetteer.seats(),
        gazetteer.organisations(),
        terms("communities.txt"),
        terms("areas.txt"),
    )
    return _by_first_word(tuple(name.split()) for names in lists for name in names)


@cache
def _known_words() -> frozenset[str]:
    """Every word of the gazetteer's names."""
    words = {word for names in _gazetteer().values() for name in names for word in name}
    return frozenset(words)
