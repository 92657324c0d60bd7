"""What the words around and in a person's name tell: titles, roles, given names."""

import unicodedata
from functools import cache

from api.extraction.lexicons import lines, terms


@cache
def titles() -> dict[str, str]:
    """Words before a person's name → the gender they tell, or an empty string."""
    return _gendered("titles.txt")


@cache
def short_roles() -> dict[str, str]:
    """Titles that are short for a role → the role: `Sen` → `senator`."""
    rows = (_cells(line) for line in lines("titles.txt"))
    return {row[0]: row[2] for row in rows if len(row) > 2}


@cache
def roles() -> dict[str, str]:
    """Nouns for a person's part, in lower case → the gender they tell, or an empty string."""
    return {
        noun.lower(): "" if gender == "either" else gender
        for noun, gender in _gendered("roles.txt").items()
    }


@cache
def personal_roles() -> frozenset[str]:
    """The roles, in lower case, that no organisation plays: a minister, not an owner."""
    return frozenset(
        n.lower() for n, gender in _gendered("roles.txt").items() if gender != "either"
    )


@cache
def nouns() -> dict[str, str]:
    """Nouns for a person that name no office → the gender they tell, or an empty string."""
    return _gendered("people.txt")


def given_name(word: str) -> str | None:
    """The gender of a given name, empty where women and men bear it; None if it is none we know.

    Accents do not count: `Lucía` is `Lucia`.
    """
    return _given_names().get(word if word.isascii() else _plain(word))


@cache
def _given_names() -> dict[str, str]:
    women = {_plain(name) for name in terms("given_names_female.txt")}
    men = {_plain(name) for name in terms("given_names_male.txt")}
    return {
        name: "" if name in women and name in men else "female" if name in women else "male"
        for name in women | men
    }


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _gendered(name: str) -> dict[str, str]:
    return {row[0]: row[1] for row in map(_cells, lines(name))}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
