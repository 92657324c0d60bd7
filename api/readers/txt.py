"""Plain text, one article a file, its metadata as front matter or in a YAML file beside it.

    ---
    title: Talks end without a deal
    published: 2025-03-11
    ---
    KARSK — …

The front matter is no part of the text. What it says goes before what the sidecar
(`talks.yaml` or `talks.yml` beside `talks.txt`) says.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from api.extraction.document import Document
from api.readers import metadata
from api.readers.decoding import decode
from api.readers.reading import Reading, check, too_long

SIDECARS = (".yaml", ".yml")

_FENCE = re.compile(r"^---[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)


def read(path: Path, max_chars: int) -> Iterator[Reading]:
    """The one article of a text file."""
    name = str(path)
    if path.stat().st_size > 4 * (max_chars + metadata.MAX_CHARS):  # UTF-8: at most 4 bytes each
        raise too_long(name, max_chars)
    whole, warnings = decode(name, path.read_bytes())
    front, text = _split(whole)
    check(name, text, max_chars)
    known = _sidecar(path) | metadata.parse(f"{name}: the front matter", front)
    yield Reading(name=name, document=Document(text=text, **known), warnings=warnings)


def _split(text: str) -> tuple[str, str]:
    """Front matter and text: what stands between the first line, `---`, and the next such line."""
    opening = _FENCE.match(text)
    closing = opening and _FENCE.search(text, opening.end(), opening.end() + metadata.MAX_CHARS)
    if not opening or not closing:
        return "", text
    return text[opening.end() : closing.start()], text[closing.end() :]


def _sidecar(path: Path) -> dict[str, str]:
    for suffix in SIDECARS:
        sidecar = path.with_suffix(suffix)
        if sidecar.is_file():
            text, _ = decode(str(sidecar), sidecar.read_bytes())
            return metadata.parse(str(sidecar), text)
    return {}
