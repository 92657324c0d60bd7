"""What a reader gives back, and what every reader asks of a text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from api.errors import UnreadableDocumentError
from api.extraction.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article as it was found.

    `name` says where: a path, or a path and a line; `id` is the one its file gave it. `warnings`
    are sentences on what was not kept as it was given.
    """

    name: str
    document: Document
    id: str | None = None
    warnings: tuple[str, ...] = ()


def _one(_: Path) -> int:
    return 1


@dataclass(frozen=True, slots=True)
class Reader:
    """How a format is read: `read(path, max_chars)`, and how many articles a file may hold."""

    read: Callable[[Path, int], Iterator[Reading | UnreadableDocumentError]]
    count: Callable[[Path], int] = _one


def check(name: str, text: str, max_chars: int) -> None:
    """Refuse a text that is too long, empty, or without a letter in it."""
    if len(text) > max_chars:
        raise too_long(name, max_chars)
    if not text.strip():
        raise UnreadableDocumentError(name, "holds no text; remove it or fill it.")
    if not any(map(str.isalpha, text)):
        raise UnreadableDocumentError(name, "holds no letters; is it the right file?")


def too_long(name: str, max_chars: int) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        name,
        f"holds more than {max_chars:,} characters; split it, or raise ONRECORD_MAX_CHARS.",
    )
