"""The formats of a list, and which of them a request is answered in.

A format is a name for `format=`, a media type for `Accept`, and a way to write records.
`format=` goes before `Accept`; where neither says anything, the first format is served.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from werkzeug.datastructures import MIMEAccept

from api.errors import NotAcceptableError

type Envelope = Mapping[str, Any]
"""What a list says of itself: its `meta` and `links`."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a list is written: (records, envelope) → body."""

    name: str
    media_type: str
    write: Callable[[Sequence[Any], Envelope], bytes]


def _json(records: Sequence[Any], envelope: Envelope) -> bytes:
    return orjson.dumps({"results": records, **envelope})


def _ndjson(records: Sequence[Any], _envelope: Envelope) -> bytes:
    return b"".join(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in records)


FORMATS = (
    Format("json", "application/json", _json),
    Format("ndjson", "application/x-ndjson", _ndjson),
)


def negotiate(
    asked: str | None, accepted: MIMEAccept, formats: Iterable[Format] = FORMATS
) -> Format:
    """The format that is `asked` for by name, or else the one that the client likes best."""
    offered = {each.media_type: each for each in formats}
    for each in offered.values():
        if each.name == asked:
            return each
    if not accepted:
        return next(iter(offered.values()))
    best = accepted.best_match(offered)
    if best is None:
        raise NotAcceptableError(f"Accept names none of what is served here: {', '.join(offered)}.")
    return offered[best]
