"""Labelled articles from JSON Lines, one a line, with every label held to its text.

    {"id", "text", "title"?, "dct"?,
     "quotes"?:   [{"start", "end", "text", "type": "direct|indirect|mixed", "speech"?,
                    "speaker_text"?, "speaker_start"?, "speaker_end"?, "speaker_ref"?}],
     "mentions"?: [{"start", "end", "text", "entity", "type", "form": "NAM|NOM|PRO"}],
     "timexes"?:  [{"start", "end", "text", "type", "value"}],
     "events"?:   [{"start", "end", "text", "type", "actors"?, "recipients"?, "place"?,
                    "time"?: {"value"}, "tense"?, "polarity"?, "certainty"?, "minor"?,
                    "mentions"?, "counts"?: [{"start", "end", "text", "value" | "min", "max"}]}]}

`dct` is the day of publication. Offsets count code points. What was not labelled in an article
is left out; an empty list says that there is none. Keys that are not named here are passed over.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields as fields_of
from typing import Any, ClassVar, get_args

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate, validates

from api.errors import UnreadableDocumentError
from api.evaluation import gold
from api.extraction import records
from api.extraction.document import Document
from api.extraction.plover.types import event_types
from api.readers.metadata import PartialDate
from api.readers.reading import check


def read(name: str, lines: Iterable[bytes], max_chars: int) -> Iterator[gold.Article]:
    """Each labelled article of the lines of the file called `name`.

    Raises `UnreadableDocumentError`, with the line and the field, at the first fault: a figure
    over half a corpus is no figure.
    """
    schema = _Article()
    empty = True
    for number, line in enumerate(lines, 1):
        if line.strip():
            empty = False
            yield _read_line(schema, f"{name}:{number}", line, max_chars)
    if empty:
        raise UnreadableDocumentError(name, "holds no article; write one a line.")


def _read_line(schema: "_Article", where: str, line: bytes, max_chars: int) -> gold.Article:
    try:
        article: gold.Article = schema.load(json.loads(line))
    except ValidationError as error:
        raise UnreadableDocumentError(where, _first_fault(error.messages_dict)) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableDocumentError(where, f"is no valid JSON: {error}.") from error
    check(where, article.document.text, max_chars)
    for field in LABELS:
        for at, label in enumerate(getattr(article, field) or ()):
            for path, span in _spans(label, f"{field}[{at}]"):
                said = article.document.text[span.start : span.end]
                if said != span.text:
                    raise UnreadableDocumentError(
                        where,
                        f"{path}: the text from {span.start} to {span.end} is {said!r},"
                        f" not {span.text!r}.",
                    )
    return article


def _spans(label: Any, path: str) -> Iterator[tuple[str, records.Span]]:
    """A label and the labels inside it, each with the path to it."""
    if isinstance(label, tuple):
        for at, each in enumerate(label):
            yield from _spans(each, f"{path}[{at}]")
    elif isinstance(label, records.Span):
        yield path, label
        for field in fields_of(label):
            yield from _spans(getattr(label, field.name), f"{path}.{field.name}")


def _first_fault(messages: Any, path: str = "") -> str:
    """`quotes[3].start: Not a valid integer.`"""
    while isinstance(messages, dict):
        key, messages = next(iter(messages.items()))
        if isinstance(key, int):
            path += f"[{key}]"
        elif key != "_schema":
            path += f".{key}" if path else key
    fault = " ".join(messages)
    return f"{path}: {fault}" if path else fault


def _one_of(choices: Any, **options: Any) -> fields.String:
    """One of the words of a `type` statement."""
    return fields.String(validate=validate.OneOf(get_args(choices.__value__)), **options)


def _offset(**options: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(min=0), **options)


class _Span(Schema):
    """Words of the text, made the `record` they are."""

    class Meta:
        unknown = EXCLUDE

    record: ClassVar[type] = records.Span

    start = _offset(required=True)
    end = _offset(required=True)
    text = fields.String(required=True, validate=validate.Length(min=1))

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Any:
        return self.record(**_without_lists(data))


class _Quote(_Span):
    type = _one_of(records.QuoteType, required=True)
    speech = fields.Boolean()
    speaker_text = fields.String(load_default=None, allow_none=True)
    speaker_start = _offset(load_default=None, allow_none=True)
    speaker_end = _offset(load_default=None, allow_none=True)
    speaker_ref = fields.String(load_default=None, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> gold.Quote:
        text, start, end = (data.pop(f"speaker_{part}") for part in ("text", "start", "end"))
        if text and None in (start, end):
            raise ValidationError("Say from where to where the words stand.", "speaker_text")
        source = records.Span(start, end, text) if text else None
        return gold.Quote(source=source, speaker=data.pop("speaker_ref") or "", **data)


class _Mention(_Span):
    record = gold.Mention

    entity = fields.String(required=True)
    type = _one_of(records.EntityType, required=True)
    form = _one_of(gold.Form, required=True)


class _Timex(_Span):
    record = records.Timex

    type = _one_of(records.TimexType, required=True)
    value = fields.String(required=True)


class _Count(_Span):
    record = records.Count

    what = fields.String(load_default="")
    value = fields.Float()
    min = fields.Float()
    max = fields.Float()


class _When(Schema):
    class Meta:
        unknown = EXCLUDE

    value = fields.String(required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Any:
        return data["value"]


class _Event(_Span):
    record = gold.Event

    type = fields.String(required=True)
    actors = fields.List(fields.Nested(_Span))
    recipients = fields.List(fields.Nested(_Span))
    place = fields.Nested(_Span, allow_none=True)
    time = fields.Nested(_When, allow_none=True)
    tense = _one_of(records.Tense)
    polarity = _one_of(records.Polarity)
    certainty = _one_of(records.Certainty)
    counts = fields.List(fields.Nested(_Count))
    mentions = fields.List(fields.Nested(_Span))
    minor = fields.Boolean()

    @validates("type")
    def _known(self, name: str, **_: Any) -> None:
        if name not in event_types():
            raise ValidationError(f"{name!r} is none of {', '.join(event_types())}.")


class _Article(Schema):
    class Meta:
        unknown = EXCLUDE

    id = fields.String(required=True)
    text = fields.String(required=True)
    title = fields.String(allow_none=True, load_default=None)
    published = PartialDate(data_key="dct", allow_none=True, load_default=None)
    quotes = fields.List(fields.Nested(_Quote))
    mentions = fields.List(fields.Nested(_Mention))
    timexes = fields.List(fields.Nested(_Timex))
    events = fields.List(fields.Nested(_Event))

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> gold.Article:
        document = Document(**{key: data.pop(key) for key in ("text", "title", "published")})
        if data.keys() == {"id"}:
            raise ValidationError(f"The article has no labels: none of {', '.join(LABELS)}.")
        return gold.Article(document=document, **_without_lists(data))


LABELS = ("quotes", "mentions", "timexes", "events")


def _without_lists(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
