"""What an article speaks of: who has a name in it, and who has none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from api.extraction import gazetteer, nouns, people
from api.extraction.coreference import aliases
from api.extraction.names.proper import Name
from api.extraction.names.types import first_place_nouns, head_noun
from api.extraction.records import EntityType


@dataclass(slots=True)
class Referent:
    """Someone or something spoken of; `group` is None where the article gives it no name.

    `gender` is `male`, `female`, `thing` or empty. `kind` says more than the type where the name
    does: `state`, `region` or `city`, `company` or `public`. `nouns` are the nouns it goes by in
    its names, appositions and predicates, `states` and `bodies` are what its roles belong to.
    `latest` is the token at which it was last spoken of.
    """

    group: int | None
    type: EntityType | None
    person: bool
    plural: bool
    gender: str
    kind: str = ""
    nouns: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    latest: int = -1


def named(doc: Doc, number: int, group: Sequence[Name]) -> Referent:
    """The referent of a group of names."""
    longest = max(group, key=lambda name: len(name.words))
    person = longest.type == "PERSON"
    genders = (aliases.gender(doc, name) for name in group)
    return Referent(
        group=number,
        type=longest.type,
        person=person,
        plural=longest.type == "NORP",
        gender=next(filter(None, genders), _by_given_name(group)) if person else "thing",
        kind=_kind(longest, group),
        nouns=set() if person else {noun for name in group for noun in _own_nouns(name)},
    )


def _own_nouns(name: Name) -> Iterator[str]:
    """What a name says that it names: `the court` of Supreme Court, `the lake` of Lake Ostra."""
    yield head_noun(name.words).lower()
    if name.words[0] in first_place_nouns():
        yield name.words[0].lower()
    if " ".join(name.words) in gazetteer.capitals():
        yield "capital"


def _by_given_name(group: Sequence[Name]) -> str:
    """The gender of someone whom the article calls by a given name only."""
    lone = {name.words[0] for name in group if len(name.words) == 1}
    return people.given_name(lone.pop()) or "" if len(lone) == 1 else ""


def unnamed(head: Token, *, plural: bool) -> Referent:
    """A referent that the article calls by a noun phrase only."""
    person = nouns.is_person(head)
    return Referent(None, None, person, plural, nouns.gender(head) if person else "thing")


def _kind(name: Name, group: Sequence[Name]) -> str:
    if name.type == "ORG":
        words = {word.lower() for other in group for word in other.words}
        return "public" if words & nouns.public_bodies() else "company"
    if name.type in ("GPE", "LOC"):
        wholes = {" ".join(other.words) for other in group}
        if wholes & gazetteer.states().keys():
            return "state"
        return "region" if name.type == "LOC" or wholes & gazetteer.regions().keys() else "city"
    return ""
