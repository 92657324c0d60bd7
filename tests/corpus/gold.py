"""The gold records: what a reader found in an article, with its place in the text."""

from dataclasses import dataclass

from .locate import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for the entity `key`; `kind` is name, nominal or pronoun.

    `stands_for` is the key of another entity that the words are used for ("Velmar" for Kestria).
    """

    span: Span
    kind: str
    key: str
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with its TIMEX3 type and value."""

    span: Span
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Who or where, in the words of the article, and the entity if it is labelled."""

    span: Span
    key: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """`at least three people`: what is counted, how many or between which bounds."""

    span: Span
    what: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    qualifier: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The mentions of one entity in one article, in text order; `key` is the same in all articles.

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
    addressees: tuple[str, ...]
    attributed_to: str | None
    polarity: str
    certainty: str
    said: Span | None
    speech: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event; `mentions` are its other triggers.

    `minor=True` for an event that is neither wanted nor wrong.
    """

    type: str
    trigger: Span
    modes: tuple[str, ...]
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    place: Participant | None
    time: Time | None
    tense: str
    polarity: str
    certainty: str
    attributed_to: str | None
    counts: tuple[Count, ...]
    mentions: tuple[Span, ...]
    minor: bool


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
    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    events: tuple[Event, ...]
