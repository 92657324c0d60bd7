"""The gold: what people have labelled in an article, as typed records."""

from dataclasses import dataclass
from typing import Literal

from api.extraction.document import Document
from api.extraction.records import (
    Certainty,
    Count,
    EntityType,
    Extraction,
    Polarity,
    QuoteType,
    Span,
    Tense,
    Timex,
)

type Form = Literal["NAM", "NOM", "PRO"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Span):
    """One piece of a quotation's content.

    `source` is the words that name the speaker here, `speaker` the name of whom they stand for,
    "" where that is nobody with a name. What is no `speech` (a belief, a hope) is wanted only
    where all attributions are.
    """

    type: QuoteType
    source: Span | None = None
    speaker: str = ""
    speech: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """Words that stand for `entity`, by name, noun or pronoun."""

    entity: str
    type: EntityType
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Span):
    """An event at its trigger; `mentions` are the triggers of its other reports.

    `time` is the value of its TIMEX3. A `minor` event is neither wanted nor wrong.
    """

    type: str
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    place: Span | None = None
    time: str | None = None
    tense: Tense = "past"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    counts: tuple[Count, ...] = ()
    mentions: tuple[Span, ...] = ()
    minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One labelled article; what is None was not labelled in it, what is empty is not there."""

    id: str
    document: Document
    quotes: tuple[Quote, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    timexes: tuple[Timex, ...] | None = None
    events: tuple[Event, ...] | None = None


type Pair = tuple[Article, Extraction]
"""An article with its gold, and what was read out of it."""
