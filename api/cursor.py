"""Keyset cursors: the place where a page ended, bound to the query that it is a page of.

A cursor is base64url of a checksum and the sort keys of the last record, the last of which is
its own. The checksum covers the query too, so a cursor given with other arguments is refused.
"""

import base64
from hashlib import blake2b

import orjson

type Place = tuple[str | int | float, ...]
"""Where a record stands in its list: the values of the columns it is sorted by."""

_CHECKSUM = 6  # bytes
_LARGEST = 2**63  # no database has a larger integer


class InvalidCursorError(ValueError):
    """No cursor, one that was changed, or one of another query."""


def encode(query: str, place: Place) -> str:
    """The cursor behind the record at `place` in the list that `query` stands for."""
    payload = orjson.dumps(place)
    checksum = blake2b(query.encode() + payload, digest_size=_CHECKSUM).digest()
    return base64.urlsafe_b64encode(checksum + payload).rstrip(b"=").decode()


def decode(query: str, cursor: str) -> Place:
    """The place behind which `cursor` goes on; `InvalidCursorError` if it is not of `query`."""
    padding = "=" * (-len(cursor) % 4)
    try:
        raw = base64.b64decode(cursor + padding, altchars=b"-_", validate=True)
        payload = orjson.loads(raw[_CHECKSUM:])
    except ValueError as error:
        raise InvalidCursorError from error
    if isinstance(payload, list) and all(map(_is_key, payload)):
        place = tuple(payload)
        # Base64 has several spellings of the same bytes, of which only one is ours.
        if encode(query, place) == cursor:
            return place
    raise InvalidCursorError


def _is_key(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) < _LARGEST
    return isinstance(value, str | float)
