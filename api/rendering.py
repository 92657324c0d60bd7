"""Records of an extraction → the bodies that are stored and served.

What other records can change (an entity's id, name and role, an article's title) is no part of
a body: `api.models` says what stands there instead, and `api.completion` puts it in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.extraction import records
from api.extraction.document import Document
from api.extraction.plover.types import event_types
from api.extraction.records import Extraction, Span, as_json

type Json = dict[str, Any]

# Enough words around a quote to find it again in a text that was edited elsewhere.
_CONTEXT = 32

_PRECISIONS = tuple(
    (re.compile(pattern), precision)
    for pattern, precision in (
        (r"P.*", "vague"),
        (r".*/.*", "interval"),
        (r".*T[0-9].*", "time"),
        (r"[0-9X]{4}-[0-9X]{2}-[0-9]{2}.*|.*-W..-[1-7].*", "day"),
        (r".*-W..(-WE)?", "week"),
        (r"[0-9X]{4}-(Q.|3[3-6])", "quarter"),
        (r"[0-9X]{4}-H[12]", "half"),
        (r"[0-9X]{4}-(SP|SU|FA|WI|2[1-4])", "season"),
        (r"[0-9X]{4}-[01][0-9](-XX)?[?~%]?", "month"),
        (r"[0-9]{4}(-XX-XX)?[?~%]?", "year"),
        (r"[0-9]{3}X?[?~%]?", "decade"),
        (r"[0-9]{2}(XX)?[?~%]?", "century"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the records of one article share: its public id, its document and extraction, the
    key of the appearance of each of its named entities (`e1`), and where those that are places
    are."""

    article: str
    document: Document
    extraction: Extraction
    appearances: Mapping[str, int]
    geos: Mapping[str, records.Geo]

    def refer(self, entities: Iterable[str]) -> list[int]:
        """The appearances of `entities`; those without a name have none."""
        return [self.appearances[e] for e in entities if e in self.appearances]

    def refer_to(self, entity: str | None) -> int | None:
        """The appearance of `entity`, if it has one."""
        return self.appearances.get(entity) if entity is not None else None

    def geo(self, entity: str | None) -> records.Geo | None:
        """Where `entity` is, if the article tells."""
        return self.geos.get(entity) if entity is not None else None

    def target(self, *pieces: tuple[int, int]) -> Json:
        """The pieces of text a record was read from, as W3C Web Annotation selectors."""
        text = self.document.text
        selectors: list[Json] = []
        for start, end in pieces:
            selectors += (
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(start - _CONTEXT, 0) : start],
                    "suffix": text[end : end + _CONTEXT],
                },
            )
        return {"source": f"/articles/{self.article}", "unit": "codepoint", "selector": selectors}


def quote_body(quote: records.Quote, public_id: str, setting: Setting) -> Json:
    """The body of a quote."""
    return {
        "id": public_id,
        "type": quote.type,
        "language": setting.extraction.language,
        "text": quote.text,
        "speaker": setting.refer_to(quote.speaker),
        "speaker_text": quote.source.text if quote.source else None,
        "cue": {"text": quote.cue.text, "lemma": quote.cue.lemma} if quote.cue else None,
        "method": quote.method,
        "confidence": quote.confidence,
        "candidates": [
            {"id": setting.appearances[candidate.entity], "score": candidate.score}
            for candidate in quote.candidates
            if candidate.entity in setting.appearances
        ],
        "addressees": setting.refer(quote.addressees),
        "about": setting.refer(quote.about),
        "attributed_to": setting.refer_to(quote.attributed_to),
        "polarity": quote.polarity,
        "certainty": quote.certainty,
        "said": _dated(quote.said),
        "target": setting.target(*quote.spans),
        "extractor": setting.extraction.extractor,
    }


def event_body(event: records.Event, public_id: str, setting: Setting) -> Json:
    """The body of an event; its target is the sentence that reports it."""
    kind = event_types()[event.type]
    return {
        "id": public_id,
        "type": event.type,
        "modes": list(event.modes),
        "cameo": list(kind.roots),
        "quad": kind.quad,
        "intensity": kind.intensity,
        "language": setting.extraction.language,
        "trigger": as_json(event.trigger),
        "actors": [_participant(actor, setting) for actor in event.actors],
        "recipients": [_participant(recipient, setting) for recipient in event.recipients],
        "place": _placed(event.place, setting),
        "time": _dated(event.time),
        "tense": event.tense,
        "polarity": event.polarity,
        "certainty": event.certainty,
        "attributed_to": setting.refer_to(event.attributed_to),
        "counts": as_json(event.counts),
        "mentions": as_json(event.mentions),
        "method": event.method,
        "confidence": event.confidence,
        "target": setting.target(event.sentence),
        "extractor": setting.extraction.extractor,
    }


def article_body(public_id: str, document: Document, extraction: Extraction) -> Json:
    """The body of an article, which holds all that is served of it but its text and times."""
    lead = extraction.lead
    return {
        "id": public_id,
        "title": document.title,
        "byline": document.byline or ", ".join(span.text for span in lead.byline) or None,
        "published": document.published,
        "source": document.source,
        "url": document.url,
        "language": extraction.language,
        "lede": as_json(extraction.lede),
        "dateline": as_json(lead.dateline),
        "credit": as_json(lead.credit),
        "characters": len(document.text),
        "entities": sum(map(is_named, extraction.entities)),
        "quotes": len(extraction.quotes),
        "events": len(extraction.events),
        "extractor": extraction.extractor,
    }


def appearance_body(entity: records.Entity) -> Json:
    """The body of an entity of one article."""
    body: Json = as_json(entity)
    del body["id"]
    return body


def is_named(entity: records.Entity) -> bool:
    """Whether `entity` has a name: only then the collection knows of it."""
    return any(mention.kind == "name" for mention in entity.mentions)


def _participant(participant: records.Participant, setting: Setting) -> Json:
    return {
        "start": participant.start,
        "end": participant.end,
        "text": participant.text,
        "entity": setting.refer_to(participant.entity),
    }


def _placed(place: records.Placed | None, setting: Setting) -> Json | None:
    if place is None:
        return None
    return {
        "entity": setting.refer_to(place.entity),
        "text": _text(place.words),
        "basis": place.basis,
        "geo": as_json(setting.geo(place.entity)),
    }


def _dated(dated: records.Dated | None) -> Json | None:
    if dated is None:
        return None
    return {
        "value": dated.value,
        "precision": precision(dated.value),
        "basis": dated.basis,
        "text": _text(dated.words),
    }


def _text(words: Span | None) -> str | None:
    return None if words is None else words.text


def precision(value: str) -> str:
    """How exact an EDTF or TIMEX3 value is: `day`, `month`, …; `vague` where it says neither."""
    return next((name for pattern, name in _PRECISIONS if pattern.fullmatch(value)), "vague")


def dumps(body: object) -> str:
    """The JSON text of a body, as the tables keep it."""
    return orjson.dumps(body).decode()
