"""Offsets for JavaScript and Java, whose strings count UTF-16 units where ours count characters."""

import re
from bisect import bisect_left
from typing import Any

_PAIRS = re.compile("[\U00010000-\U0010ffff]")


def in_utf16(record: dict[str, Any], text: str) -> dict[str, Any]:
    """`record` with every `start` and `end` in `text` counted in UTF-16 units.

    A character beyond the Basic Multilingual Plane (an emoji) is two units.
    """
    pairs = [match.start() for match in _PAIRS.finditer(text)]
    converted: dict[str, Any] = _converted(record, pairs)
    return converted


def _converted(value: Any, pairs: list[int]) -> Any:
    if isinstance(value, list):
        return [_converted(item, pairs) for item in value]
    if not isinstance(value, dict):
        return value
    converted = {name: _converted(item, pairs) for name, item in value.items()}
    if "start" in converted and "end" in converted:
        for name in ("start", "end"):
            converted[name] += bisect_left(pairs, converted[name])
    if "unit" in converted and "selector" in converted:
        converted["unit"] = "utf16"
    return converted
