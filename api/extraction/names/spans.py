"""Where a name begins and ends: the model's names, trimmed and parted."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc

from api.extraction import people
from api.extraction.lexicons import lines, terms
from api.extraction.names.context import is_title
from api.extraction.names.types import is_surname

type Labelled = tuple[int, int, str]
"""Tokens from, tokens to, and what the model calls them."""

_UNNUMBERED = frozenset(("PERSON", "GPE", "LOC", "NORP"))

_PARTY = re.compile(r"[DRI]-[A-Z][\w.]*")
_MEASURE = re.compile(r"[\d.,]+[A-Za-z]{0,3}")
_ABBREVIATED = re.compile(r"((?:[A-Z]\.){2,})-\w+")


class Trimmer:
    """Cuts what the model calls a name to the name."""

    def __init__(self, doc: Doc, texts: Sequence[str], words: Sequence[str]) -> None:
        """`texts` are the tokens as they stand, `words` as names are compared."""
        self._doc = doc
        self._texts = texts
        self._words = words

    def trim(self, first: int, stop: int, label: str) -> Iterator[Labelled]:
        """The names in what the model calls one: parted where it joins two, and trimmed."""
        doc, texts = self._doc, self._texts
        for i in range(first + 1, stop - 1):
            if label == "PERSON" and doc[i].tag_ == "POS":  # Norland's Ana Petrova
                yield from self.trim(first, i, "ORG")
                yield from self.trim(i + 1, stop, label)
                return
            if texts[i] == "Flight" and texts[i + 1].isdigit():  # Norair Flight 12
                stop = i
                break
        while first < stop and not self._begins(first, label, alone=first == stop - 1):
            first += 1
        stop = self._trimmed_end(first, stop, label)
        if first >= stop or self.is_nothing(first, stop, label):
            return
        if label == "PERSON":
            stop = self._whole_person(first, stop)
        yield first, stop, label

    def _begins(self, i: int, label: str, *, alone: bool) -> bool:
        """Whether a name can begin here: no determiner, title, adjective or mark."""
        text, token = self._texts[i], self._doc[i]
        if token.tag_ in ("DT", "PRP$", "POS") and text != "The":
            return False
        if text in ("The", "Former") or _ABBREVIATED.fullmatch(text):
            return False
        if label in ("PERSON", "ORG") and self._is_role_of(i, alone=alone, label=label):
            return False
        if label in _UNNUMBERED and text.isdigit():
            return False
        return (
            text[:1].isupper()
            or any(c.isupper() or c.isdigit() for c in text)
            or (text in terms("name_particles.txt") and not alone)
        )

    def _is_role_of(self, i: int, *, alone: bool, label: str) -> bool:
        """Whether a name begins with what its bearer is: `Mr.`, `Substitute Ana Petrova`."""
        if alone:
            return False
        if label == "PERSON" and is_title(self._doc[i]):
            return True
        text = self._texts[i]
        return (
            text.lower() in people.personal_roles()
            and people.given_name(self._texts[i + 1]) is not None
        )

    def _trimmed_end(self, first: int, stop: int, label: str) -> int:
        """Where a name ends: after its last capital or figure, before a role noun."""
        texts = self._texts
        trimmed = False
        while stop > first:
            text = texts[stop - 1]
            if text.isdigit() and texts[stop - 2] in ("-", "–"):  # Veldora 2-1
                stop = max(first, stop - 3)
            elif (
                not any(c.isupper() or c.isdigit() for c in text)
                or (label in _UNNUMBERED and text.isdigit())
                or (label == "PERSON" and text in terms("postnominals.txt"))
            ):
                stop -= 1
            elif label != "PERSON" and stop - first > 1 and text.lower() in people.personal_roles():
                stop -= 1
                trimmed = True
            elif trimmed and text in terms("portfolios.txt"):
                stop -= 1
            else:
                break
        return stop

    def is_nothing(self, first: int, stop: int, label: str) -> bool:
        """Whether the words name nothing here: a measure, a time zone, `State` of a secretary."""
        texts = self._texts
        if _MEASURE.fullmatch("".join(texts[first:stop])) or texts[first] in _zones():
            return True
        if _PARTY.fullmatch("".join(texts[first:stop])):  # D-N.Y.
            return True
        if first and texts[first - 1][-1:].isdigit() and _MEASURE.fullmatch("0" + texts[first]):
            return True
        if stop - first == 1 and texts[first] in terms("captions.txt"):
            return stop < len(texts) and texts[stop] == ":"
        if stop - first == 1 and texts[first] in terms("postnominals.txt"):
            return first > 0 and texts[first - 1] == ","
        if label == "PERSON" or " ".join(texts[first:stop]) not in terms("portfolios.txt"):
            return False
        before = texts[first - 2].lower() if first > 1 and texts[first - 1] == "of" else ""
        following = self._doc[stop] if stop < len(texts) else None
        return before in people.roles() or (
            following is not None and (following.lower_ in people.roles() or is_title(following))
        )

    def _whole_person(self, first: int, stop: int) -> int:
        """Where a person's name ends that the model cut: `Li Mei-ling`, `Gov. Ana Petrova`."""
        doc = self._doc
        if stop + 1 < len(doc) and doc[stop].text == "-" and stop - first > 1:
            rest = doc[stop + 1]
            joined = not doc[stop - 1].whitespace_ and not doc[stop].whitespace_
            if joined and rest.is_alpha and (rest.tag_ == "NNP" or rest.is_oov):
                return stop + 2
        if (
            stop < len(doc)
            and stop - first == 1
            and people.given_name(self._words[first]) is not None
        ):
            rest = doc[stop]
            if rest.pos_ == "PROPN" and not rest.ent_type_ and is_surname(rest.text):
                return stop + 1
        return stop


def abbreviation(word: str) -> str | None:
    """The name that begins a compound of one token: `U.S.` in `U.S.-owned`."""
    match = _ABBREVIATED.fullmatch(word)
    return match[1] if match else None


@cache
def _zones() -> frozenset[str]:
    return frozenset(line.split()[0].upper() for line in lines("times/zones.txt"))
