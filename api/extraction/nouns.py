"""What a common noun can be said of: people, organisations, places."""

from functools import cache

from spacy.tokens import Token

from api.extraction import people
from api.extraction.lexicons import lines


def is_role(token: Token) -> bool:
    """Whether the token is a noun for a person's office, work or part."""
    return token.lower_ in people.roles() or token.lemma_.lower() in people.roles()


def is_person(token: Token) -> bool:
    """Whether the token is a noun for a person, by a role or otherwise."""
    return is_role(token) or token.lemma_.lower() in people.nouns()


def gender(token: Token) -> str:
    """The gender a noun for a person tells (`spokeswoman`, `uncle`), or an empty string."""
    noun = token.lemma_.lower()
    return people.roles().get(noun) or people.nouns().get(noun, "")


@cache
def groups() -> dict[str, str]:
    """Nouns for an organisation → `company`, `any`, or an empty string."""
    return _rows("groups.txt")


@cache
def places() -> dict[str, str]:
    """Nouns for a place → `state`, `region` or `city`."""
    return _rows("places.txt")


@cache
def public_bodies() -> frozenset[str]:
    """Nouns for an organisation that is no company."""
    return frozenset(noun for noun, reading in groups().items() if not reading)


def _rows(name: str) -> dict[str, str]:
    rows = (line.partition("|") for line in lines(name))
    return {noun.strip(): kind.strip() for noun, _, kind in rows}
