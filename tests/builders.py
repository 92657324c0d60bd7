"""Builders of documents and of the records of an extraction, with defaults for all but the words.

Every span is looked up in the text, so that it is literal; `nth` picks an occurrence of words
that stand there more than once. Nothing here parses anything.
"""

from collections.abc import Iterable
from typing import Any

from api.extraction.document import Document
from api.extraction.records import (
    Candidate,
    Cue,
    Dated,
    Entity,
    Event,
    Extraction,
    Geo,
    Mention,
    Participant,
    Placed,
    Quote,
    Span,
)

EXTRACTOR = "1.0.0"


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where `words` stand in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words), words)


def spans(text: str, words: str) -> list[Span]:
    """Every place where `words` stand in `text`."""
    return [span(text, words, nth) for nth in range(text.count(words))]


def a_document(text: str, **metadata: Any) -> Document:
    """A document of the Norland Post of 11 March 2025."""
    defaults = {"title": "A title", "published": "2025-03-11", "source": "Norland Post"}
    return Document(text=text, **{**defaults, **metadata})


def an_extraction(**records: Any) -> Extraction:
    """An English extraction of version 1.0.0."""
    return Extraction(**{"extractor": EXTRACTOR, "language": "en", **records})


def an_entity(
    text: str,
    name: str,
    *,
    id: str = "e1",  # noqa: A002
    type: str = "PERSON",  # noqa: A002
    aliases: Iterable[str] = (),
    nominals: Iterable[str] = (),
    role: str | None = None,
    geo: Geo | None = None,
    salience: float = 0.5,
) -> Entity:
    """An entity mentioned wherever its name, an alias or one of the nominals stands."""
    kinds = dict.fromkeys((name, *aliases), "name") | dict.fromkeys(nominals, "nominal")
    taken: list[Mention] = []
    for form, kind in sorted(kinds.items(), key=lambda each: -len(each[0])):
        for found in spans(text, form):
            if not any(found.start < m.end and m.start < found.end for m in taken):
                taken.append(Mention(found.start, found.end, found.text, kind))
    return Entity(
        id=id,
        name=name,
        type=type,
        mentions=tuple(sorted(taken, key=lambda mention: mention.start)),
        aliases=tuple(aliases),
        roles=(span(text, role),) if role else (),
        salience=salience,
        geo=geo,
    )


def a_quote(text: str, *pieces: str, nth: int = 0, **fields: Any) -> Quote:
    """A direct quote of the `pieces` of `text`, whose speaker is its subject."""
    found = [span(text, piece, nth) for piece in pieces]
    defaults: dict[str, Any] = {"type": "direct", "method": "subject", "confidence": 0.9}
    for name in ("source", "cue"):
        if isinstance(fields.get(name), str):
            fields[name] = span(text, fields[name])
    if fields.get("cue"):
        cue = fields["cue"]
        fields["cue"] = Cue(cue.start, cue.end, cue.text, fields.pop("lemma", cue.text))
    return Quote(
        text=" ".join(pieces),
        spans=tuple((piece.start, piece.end) for piece in found),
        **{**defaults, **fields},
    )


def an_event(text: str, trigger: str, *, sentence: str | None = None, **fields: Any) -> Event:
    """An attack at `trigger`; `actors` and `recipients` are pairs of words and entity."""
    defaults: dict[str, Any] = {"type": "ASSAULT", "method": "verb", "confidence": 0.7}
    within = span(text, sentence if sentence is not None else text)
    for part in ("actors", "recipients"):
        fields[part] = tuple(
            Participant(*_literal(span(text, words)), entity)
            for words, entity in fields.get(part, ())
        )
    return Event(
        trigger=span(text, trigger),
        sentence=(within.start, within.end),
        **{**defaults, **fields},
    )


def a_place(text: str, words: str, entity: str | None = None) -> Placed:
    """A place named in the clause of its event."""
    return Placed(entity=entity, basis="clause", words=span(text, words))


def a_date(value: str, text: str | None = None, words: str | None = None) -> Dated:
    """A date that the words of a clause say, or that of the article where there are none."""
    if text is None or words is None:
        return Dated(value=value, basis="published")
    return Dated(value=value, basis="clause", words=span(text, words))


def candidates(*scores: tuple[str, float]) -> tuple[Candidate, ...]:
    """Rivals for the speaker of a quote, each (entity, score)."""
    return tuple(Candidate(entity, score) for entity, score in scores)


def _literal(found: Span) -> tuple[int, int, str]:
    return found.start, found.end, found.text
