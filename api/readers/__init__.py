"""Files → documents: one reader a format, chosen by the suffix of the file's name."""

from collections.abc import Iterator
from pathlib import Path

from api.config import DEFAULT_MAX_CHARS
from api.errors import UnreadableDocumentError
from api.readers import jsonl, txt
from api.readers.reading import Reader, Reading

__all__ = ["READERS", "Reading", "count", "read"]

_JSONL = Reader(jsonl.read, jsonl.count)

READERS = {".jsonl": _JSONL, ".ndjson": _JSONL, ".txt": Reader(txt.read)}


def read(
    path: Path, max_chars: int = DEFAULT_MAX_CHARS
) -> Iterator[Reading | UnreadableDocumentError]:
    """Each article of a file, or the error that says why it cannot be read.

    Errors are yielded, so that a bad line costs no article but its own. `max_chars` is the
    longest text that is taken.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        yield UnreadableDocumentError(str(path), f"is of no kind we read; give it one of {known}.")
        return
    try:
        yield from reader.read(path, max_chars)
    except UnreadableDocumentError as error:
        yield error
    except OSError as error:
        yield UnreadableDocumentError(str(path), f"cannot be opened: {error.strerror}.")


def count(path: Path) -> int:
    """About how many articles a file holds, without reading them; 1 where that is not known."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        return 1
    try:
        return reader.count(path)
    except OSError:  # `read` will say why
        return 1
