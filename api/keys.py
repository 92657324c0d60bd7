"""Public ids and integer keys, both derived from what a record is and never counted.

A public id is a letter for the kind of record and 12 characters of base32: `q_7k2m9x4c1pd0`.
An integer key is the day of a record and the first bits of its public id, so that keys run in
date order and, within a day, in the order of public ids: a list by date is a range of keys, and
so is every index that ends in one.
"""

from datetime import date
from hashlib import blake2b

# Crockford's alphabet: no letter that looks like a digit, and in the order of the characters,
# so that ids sort as the numbers they write.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 12
_BITS = 5 * _LENGTH

# 22 bits hold the days up to year 9999, which leaves 41 of a signed 64-bit integer.
_TIE_BITS = 41

DATED = 1 << _TIE_BITS
"""The least key of a record that has a date; those of records without one are below it."""


def article_id(text: str, source: str | None, url: str | None) -> str:
    """The id of an article: the same text from the same source and address is the same article."""
    return f"a_{_digest('article', text, source, url)}"


def quote_id(article: str, type_: str, offsets: object) -> str:
    """The id of a quote: its article, its type and where it stands."""
    return f"q_{_digest('quote', article, type_, offsets)}"


def event_id(article: str, type_: str, offsets: object) -> str:
    """The id of an event: its article, its type and where its trigger stands."""
    return f"e_{_digest('event', article, type_, offsets)}"


def mention_hash(article: str, type_: str, start: int, end: int) -> str:
    """Eight characters that tell one mention from those of other entities of the same name."""
    return _digest("mention", article, type_, start, end)[:8]


def entity_id(slug: str, hash_: str | None = None) -> str:
    """The id of an entity: its slug, with the hash of its first mention where that is shared."""
    # No slug has a tilde, so that no name can be taken for another one with its hash.
    return slug if hash_ is None else f"{slug}~{hash_}"


def hash_in(entity: str) -> str:
    """The hash that the id of an entity ends in; empty where there is none."""
    return entity.rpartition("~")[2] if "~" in entity else ""


def integer_key(day: date | None, public_id: str) -> int:
    """The key of a record: its `day`, then its id; below 2**63.

    Two records of one day whose ids agree in their first 41 bits have the same one: the store
    gives the second the next that is free.
    """
    number = 0
    for character in public_id[2:]:
        number = number << 5 | _ALPHABET.index(character)
    days = day.toordinal() if day is not None else 0
    return days << _TIE_BITS | number >> (_BITS - _TIE_BITS)


def first_key(day: date) -> int:
    """The least key that a record of `day` can have; that of the next day is the first beyond."""
    return day.toordinal() << _TIE_BITS


def day_of(key: int) -> date | None:
    """The day of a record by its key."""
    days = key >> _TIE_BITS
    return date.fromordinal(days) if days else None


def _digest(*parts: object) -> str:
    hashed = blake2b(digest_size=8)
    for part in parts:
        # Each part goes in behind its length, so that no two lists of parts read alike.
        data = b"" if part is None else b"=" + str(part).encode()
        hashed.update(len(data).to_bytes(8, "big") + data)
    number = int.from_bytes(hashed.digest(), "big") >> (64 - _BITS)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
