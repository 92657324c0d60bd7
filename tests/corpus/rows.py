"""The gold as flat JSON: one row a piece of a quote, a mention, a time, an event."""

import json
from collections.abc import Iterator
from typing import Any

from .gold import Article, Count, Event, Participant, Quote
from .locate import Span

FORMS = {"name": "NAM", "nominal": "NOM", "pronoun": "PRO"}


def as_row(article: Article) -> dict[str, Any]:
    """One article; `dct` is its day of publication, `annotated_until` its end."""
    named = {entity.key: entity.name or "" for entity in article.entities}
    return {
        "id": article.id,
        "corpus": "own",
        "split": article.split,
        "style": article.style,
        "title": article.title,
        "dct": article.published,
        "outlet": article.source,
        "text": article.text,
        "annotated_until": len(article.text),
        "quotes": [
            row
            for number, quote in enumerate(article.quotes, 1)
            for row in _quote_rows(quote, f"q{number}", named)
        ],
        "mentions": [
            _span(m.span)
            | {"entity": e.key, "type": e.type, "form": FORMS[m.kind], "stands_for": m.stands_for}
            for e in article.entities
            for m in e.mentions
        ],
        "timexes": [_span(t.span) | {"type": t.type, "value": t.value} for t in article.times],
        "events": [_event_row(event) for event in article.events],
    }


def dumps(row: dict[str, Any]) -> str:
    """The row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False)


def _quote_rows(quote: Quote, group: str, named: dict[str, str]) -> Iterator[dict[str, Any]]:
    """A quote broken by its cue gives a row for each piece, all of one `group`.

    `speaker_ref` is the speaker's fullest name in the invented world, "" if never named.
    """
    for span in quote.spans:
        yield _span(span) | {
            "group": group,
            "parts": len(quote.spans),
            "type": quote.type,
            "speaker_text": quote.source.text if quote.source else "",
            "speaker_start": quote.source.start if quote.source else None,
            "speaker_end": quote.source.end if quote.source else None,
            "speaker": quote.speaker,
            "speaker_ref": named.get(quote.speaker or "", ""),
            "addressees": list(quote.addressees),
            "attributed_to": quote.attributed_to,
            "nested": quote.attributed_to is not None,
            "cue": quote.cue.text if quote.cue else "",
            "cue_start": quote.cue.start if quote.cue else None,
            "polarity": quote.polarity,
            "certainty": quote.certainty,
            "said": _span(quote.said) if quote.said else None,
            "speech": quote.speech,
        }


def _event_row(event: Event) -> dict[str, Any]:
    return _span(event.trigger) | {
        "type": event.type,
        "modes": list(event.modes),
        "actors": [_party(actor) for actor in event.actors],
        "recipients": [_party(recipient) for recipient in event.recipients],
        "place": _party(event.place) if event.place else None,
        "time": _span(event.time.span) | {"value": event.time.value} if event.time else None,
        "tense": event.tense,
        "polarity": event.polarity,
        "certainty": event.certainty,
        "attributed_to": event.attributed_to,
        "counts": [_count(count) for count in event.counts],
        "mentions": [_span(span) for span in event.mentions],
        "minor": event.minor,
    }


def _party(party: Participant) -> dict[str, Any]:
    return _span(party.span) | {"entity": party.key}


def _count(count: Count) -> dict[str, Any]:
    parts = ("what", "value", "min", "max", "qualifier", "unit")
    return _span(count.span) | {p: v for p in parts if (v := getattr(count, p)) is not None}


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
