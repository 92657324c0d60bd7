"""Everything in an article that may stand for an entity: names, nominals and pronouns."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from api.extraction.annotation import tokens_with
from api.extraction.lead import framing_tokens
from api.extraction.lexicons import lines
from api.extraction.names.institutions import with_institutions
from api.extraction.names.proper import Name, find_names
from api.extraction.records import Lead

# How a noun that is no head of a phrase hangs on its head.
_INSIDE = frozenset(("compound", "amod", "nmod", "npadvmod", "nummod", "quantmod"))

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))

# A phrase is cut to this many words on either side of its head.
_LONGEST = 15

_TIMES_AND_AMOUNTS = frozenset(
    ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL")
)


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun of the third person, or a relative one, and what it agrees with.

    `gender` is `male`, `female`, `thing` or empty, `number` `singular`, `plural` or empty.
    """

    token: int
    gender: str
    number: str
    relative: bool


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase whose head is no name: tokens `first:stop` of the Doc, its head token.

    `noun` is the head's lemma, `definite` whether its determiner says that we know it.
    """

    first: int
    stop: int
    head: int
    noun: str
    plural: bool
    definite: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mention candidates of an article, each kind in text order."""

    names: tuple[Name, ...]
    nominals: tuple[Nominal, ...]
    pronouns: tuple[Pronoun, ...]

    @property
    def names_at(self) -> dict[int, Name]:
        """Each token of a name → the name."""
        return {i: name for name in self.names for i in range(name.first, name.stop)}


@cache
def _pronouns() -> dict[str, tuple[str, str]]:
    rows = ([cell.strip() for cell in line.split("|")] for line in lines("pronouns.txt"))
    return {word: (gender, number) for word, gender, number in rows}


def find_mentions(doc: Doc, lead: Lead) -> Mentions:
    """The mention candidates of the body; the lead's byline and credit hold none."""
    names = tuple(with_institutions(doc, find_names(doc, lead)))
    taken = {i for name in names for i in range(name.first, name.stop)}
    taken.update(framing_tokens(doc, lead))
    nominals, pronouns = [], []
    for i in tokens_with(doc, "POS", ("NOUN", "PROPN", "PRON", "DET", "ADV", "SCONJ")):
        if i in taken:
            continue
        token = doc[i]
        if token.pos_ in ("NOUN", "PROPN"):
            if token.dep_ not in _INSIDE and token.ent_type_ not in _TIMES_AND_AMOUNTS:
                nominals.append(_nominal(token))
        elif token.tag_ in ("WP", "WP$", "WDT"):
            pronouns.append(Pronoun(token.i, "", "", relative=True))
        elif token.pos_ == "PRON" and token.lower_ in _pronouns():
            pronouns.append(Pronoun(token.i, *_pronouns()[token.lower_], relative=False))
    return Mentions(names, tuple(nominals), tuple(pronouns))


def _nominal(head: Token) -> Nominal:
    """The phrase around a noun: from its first word to its head, or to the end of its `of`."""
    first, definite = head.i, False
    for child in head.lefts:
        if child.dep_ != "punct":
            first = min(first, max(child.left_edge.i, head.i - _LONGEST))
        definite = definite or child.dep_ == "poss" or child.lower_ in _DEFINITE
    stop = head.i + 1
    if stop < len(head.doc) and (of := head.nbor()).lower_ == "of" and of.head.i == head.i:
        stop = min(of.right_edge.i, head.i + _LONGEST) + 1
    plural = head.tag_ in ("NNS", "NNPS")
    return Nominal(first, stop, head.i, head.lemma_.lower(), plural, definite)
