"""The gold records: what a reader found in an article, with its place in the text."""

from dataclasses import dataclass, field
from typing import Any

from .locate import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for the entity `key` ("" where they stand for none that is labelled)."""

    start: int
    end: int
    text: str
    kind: str
    key: str
    stands_for: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with its TIMEX3 type and value."""

    start: int
    end: int
    text: str
    type: str
    value: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The mentions of one entity in one article; `key` is the same in all articles.

    `name` is None for whoever is never named ("the spokesman").
    """

    key: str
    name: str | None
    type: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quotation; `speech=False` for an attribution that is neither wanted nor wrong."""

    type: str
    spans: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str | None
    addressees: tuple[str, ...] = ()
    attributed_to: str | None = None
    polarity: str = "positive"
    certainty: str = "certain"
    said: Span | None = None
    speech: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the article; `mentions` are its other triggers."""

    type: str
    trigger: Span
    modes: tuple[str, ...] = ()
    actors: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    place: Mention | None = None
    time: Time | None = None
    tense: str = "past"
    polarity: str = "positive"
    certainty: str = "certain"
    attributed_to: str | None = None
    counts: tuple[dict[str, Any], ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article and all its gold."""

    id: str
    split: str
    style: str
    title: str
    published: str
    source: str
    text: str
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    events: tuple[Event, ...] = field(default=())
