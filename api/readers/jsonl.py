"""JSON Lines: one article a line, `{"id"?, "text", "title"?, "published"?, "source"?, …}`.

A value that cannot be used (`"published": "last week"`) is left out with a warning.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from marshmallow import ValidationError, fields

from api.errors import UnreadableDocumentError
from api.extraction.document import Document
from api.readers.decoding import decode, mend
from api.readers.metadata import MAX_CHARS, Metadata, validated, without_faults
from api.readers.reading import Reading, check, too_long

# The most bytes that JSON writes a character in: two escapes of six.
_LONGEST = 12

_CHUNK = 1 << 20


class _Id(fields.Field[str]):
    """A text or a whole number."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str | int):
            raise ValidationError("Write a text or a number.")
        return str(value)


class Article(Metadata):
    """A line: the text, its metadata, and the id its owner knows it by."""

    id = _Id(allow_none=True)
    text = fields.String(required=True)


def read(path: Path, max_chars: int) -> Iterator[Reading | UnreadableDocumentError]:
    """Each article of the file, or the error of its line."""
    with path.open("rb") as file:
        yield from read_lines(str(path), file, max_chars)


def read_lines(
    name: str, file: BinaryIO, max_chars: int
) -> Iterator[Reading | UnreadableDocumentError]:
    """Each article of an open file called `name`, or the error of its line."""
    longest = _LONGEST * (max_chars + MAX_CHARS)
    number = 0
    while line := file.readline(longest):
        number += 1
        where = f"{name}:{number}"
        if len(line) == longest:
            yield too_long(where, max_chars)
            while line and not line.endswith(b"\n"):
                line = file.readline(longest)
        elif line.strip():
            try:
                yield read_line(where, line, max_chars)
            except UnreadableDocumentError as error:
                yield error


def count(path: Path) -> int:
    """The lines of the file."""
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b"")) + 1


def read_line(name: str, line: bytes, max_chars: int) -> Reading:
    """The article of one line; `name` says where the line stands."""
    decoded, warnings = decode(name, line)
    try:
        given = json.loads(decoded)
    except json.JSONDecodeError as error:
        reason = f"is no valid JSON: {error.msg} at character {error.pos + 1}."
        raise UnreadableDocumentError(name, reason) from error
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
        raise UnreadableDocumentError(name, "is no JSON that we can read.") from error
    if not isinstance(given, dict):
        raise UnreadableDocumentError(name, 'is no JSON object; write {"text": …}.')
    given, left_out = without_faults(given)
    known = validated(name, Article(), given)
    given_id = known.pop("id", None)
    text, mended = mend(known.pop("text", ""))
    check(name, text, max_chars)
    return Reading(
        name=name,
        document=Document(text=text, **known),
        id=given_id,
        warnings=warnings + left_out + mended,
    )
