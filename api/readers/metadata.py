"""What the text of an article does not say: title, date, source, … and its validation."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import yaml
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from api.errors import UnreadableDocumentError
from api.extraction.edtf import is_date
from api.readers.decoding import mend

# Metadata longer than this is none.
MAX_CHARS = 65_536

# What YAML and people write for nothing.
_NONE = ("", "~", "null")

_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*", re.ASCII)


class PartialDate(fields.String):
    """An EDTF day, month or year; a timestamp counts as its day, as written."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs) or ""
        if timestamp := _TIMESTAMP.fullmatch(text):
            text = timestamp[1]
        if not is_date(text):
            raise ValidationError("Write a day, month or year: 2025-08-22, 2025-08 or 2025.")
        return text


class Metadata(Schema):
    """The metadata of an article; what is not known is left out or null."""

    class Meta:
        unknown = RAISE

    title = fields.String(allow_none=True)
    byline = fields.String(allow_none=True)
    published = PartialDate(allow_none=True)
    source = fields.String(allow_none=True)
    url = fields.String(
        allow_none=True,
        validate=validate.URL(
            schemes={"http", "https"}, require_tld=False, error="Write an http or https address."
        ),
    )
    language = fields.String(
        allow_none=True,
        validate=validate.Regexp(
            r"^[a-z]{2}\Z", error="Write an ISO 639-1 code of two small letters: en."
        ),
    )

    @post_load
    def _storable(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Leave out what is null or blank, and mend what no database stores."""
        words = {name: value for name, value in data.items() if name in KEYS}
        mended = {name: mend((value or "").strip())[0] for name, value in words.items()}
        return {name: value for name, value in (data | mended).items() if value}


KEYS = frozenset(Metadata().fields)


def parse(name: str, text: str) -> dict[str, str]:
    """The metadata written in YAML, front matter or sidecar; `name` says where for an error.

    Every value is taken as it is written: `published: 2025-08-22` is no date of YAML's but the
    text of one, and `language: no` is Norwegian.
    """
    if len(text) > MAX_CHARS:
        raise UnreadableDocumentError(
            name, f"holds more than {MAX_CHARS:,} characters of metadata."
        )
    try:
        found = yaml.load(text, yaml.BaseLoader)  # noqa: S506 (it makes text, lists and mappings)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise UnreadableDocumentError(
            name, f"is no valid YAML{where}; write one `name: value` a line."
        ) from error
    if not found:
        return {}
    if not isinstance(found, dict):
        raise UnreadableDocumentError(name, "is no list of `name: value` lines.")
    given = {str(key): None if value in _NONE else value for key, value in found.items()}
    return validated(name, Metadata(), given)


def validated(name: str, schema: Schema, given: Mapping[str, Any]) -> dict[str, Any]:
    """What `schema` makes of `given`; an error names the first fault and, of a key, the nearest."""
    try:
        loaded: dict[str, Any] = schema.load(given)
    except ValidationError as error:
        key, messages = next(iter(error.messages_dict.items()))
        reason = f"{key}: {' '.join(messages)}" if key in schema.fields else _unknown(key, schema)
        raise UnreadableDocumentError(name, reason) from error
    return loaded


def without_faults(given: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What other software says of an article, but the values that are none, and what they were.

    People mend the metadata that they wrote; of a line among thousands a date that is no date
    must not cost the text.
    """
    described = {key: given[key] for key in given if key in KEYS}
    faults = Metadata().validate(described)
    warnings = (f"{key} was left out. {' '.join(faults[key])}" for key in sorted(faults))
    return {key: given[key] for key in given if key not in faults}, tuple(warnings)


def _unknown(key: str, schema: Schema) -> str:
    near = get_close_matches(key, schema.fields, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(schema.fields)}."
    return f"has an unknown key {key!r}; {hint}"
