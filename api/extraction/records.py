"""The records of an extraction, in the field's own terms, and their JSON.

A `Span` is literal: `text[start:end]` of the document, in Unicode code points. Entities are
numbered within their article (`e1`, `e2`, … in order of first mention) and referred to by
that id.
"""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

type QuoteType = Literal["direct", "indirect", "mixed"]
type EntityType = Literal[
    "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"
]
type MentionKind = Literal["name", "nominal", "pronoun"]
type TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
type Polarity = Literal["positive", "negative"]
type Certainty = Literal["certain", "probable", "possible"]
type Tense = Literal["past", "present", "future"]
type Basis = Literal["clause", "sentence", "paragraph", "dateline", "published"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the document: `text == document.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Dateline(Span):
    """`PARIS (AP) —` or `KYIV, Aug. 22 –`: where, and when if it says so (EDTF)."""

    place: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What frames an article and is no part of its story."""

    dateline: Dateline | None = None
    byline: tuple[Span, ...] = ()
    credit: Span | None = None


@dataclass(frozen=True, slots=True)
class Timex(Span):
    """A TIMEX3 expression; `value` is ISO 8601 or TIMEX3 (`2025-08-22`, `XXXX-WXX-5`, `P2Y`)."""

    type: TimexType
    value: str


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """Words that stand for an entity.

    A name used for another entity (`Moscow` for Russia's government) keeps its own entity and
    names the other in `stands_for`.
    """

    kind: MentionKind
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Geo:
    """Where a place is, by GeoNames; `country` is ISO 3166-1 alpha-2, `lat` and `lon` WGS 84
    degrees.

    The point of a state or a region is the middle of where its people live; a region outside the
    U.S. has no id. Where no more than the country is known (of a people, or of a town whose name
    several there have), the rest is None.
    """

    geonames_id: int | None
    country: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What the mentions of one article that mean the same have in common.

    `name` is its fullest name in the article, `aliases` its other names in text order,
    `salience` is between 0 and 1.
    """

    id: str
    name: str
    type: EntityType
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    roles: tuple[Span, ...] = ()
    salience: float = 0.0
    geo: Geo | None = None


@dataclass(frozen=True, slots=True)
class Cue(Span):
    """The word that reports: `said`, lemma `say`."""

    lemma: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When something happened or was said: EDTF or TIMEX3 `value`, the words it was read from
    (None where no word says it: `basis="published"`), and where those words stand."""

    value: str
    basis: Basis
    words: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where something happened: the words, where those words stand, and the entity that they
    name, be it no more than what the place lies in (`a factory in western Ukraine`)."""

    entity: str | None
    basis: Basis
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rival for the speaker of a quote; `score` is between 0 and 1."""

    entity: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation: content, cue, source, and the entity the source stands for.

    `spans` are the pieces of one quotation in text order, without their outer marks; `text`
    is these pieces joined by a space. `source` is the words that name the speaker here,
    `speaker` the entity they stand for. `attributed_to` is who reports it, for a quote inside
    a quote. `method` says how the speaker was decided.
    """

    type: QuoteType
    text: str
    spans: tuple[tuple[int, int], ...]
    method: str
    confidence: float
    cue: Cue | None = None
    source: Span | None = None
    speaker: str | None = None
    candidates: tuple[Candidate, ...] = ()
    addressees: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    attributed_to: str | None = None
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    said: Dated | None = None


@dataclass(frozen=True, slots=True)
class Participant(Span):
    """Words that name an actor or a recipient, and the entity they stand for."""

    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Span):
    """`nearly 600 drones`: what is counted, how many (a number or a range), in which unit."""

    what: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    qualifier: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, will, might or did not: a PLOVER type or one of ours.

    `mentions` are the triggers of the other reports of it in the article; `attributed_to` is
    whose claim it is, None where the article itself reports it.
    """

    type: str
    trigger: Span
    sentence: tuple[int, int]
    method: str
    confidence: float
    modes: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Placed | None = None
    time: Dated | None = None
    tense: Tense = "past"
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    attributed_to: str | None = None
    counts: tuple[Count, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read out of one document. `language` is an ISO 639-1 code; only English
    (`en`) is extracted, the records of any other language are empty."""

    extractor: str
    language: str
    lede: Span | None = None
    lead: Lead = Lead()
    times: tuple[Timex, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()


def as_json(record: object) -> Any:
    """The record as plain JSON values.

    `words` is spread into `start`, `end`, `text`, which are absent where there are none; so
    are the parts of a `Count` that it does not have. `spans` and `sentence` are
    `{start, end}`.
    """
    if isinstance(record, tuple):
        return [as_json(item) for item in record]
    if not is_dataclass(record):
        return record
    out: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        match field.name:
            case "words":
                out.update({} if value is None else as_json(value))
            case "spans":
                out["spans"] = [{"start": start, "end": end} for start, end in value]
            case "sentence":
                out["sentence"] = {"start": value[0], "end": value[1]}
            case _ if value is None and isinstance(record, Count | Mention):
                pass
            case _:
                out[field.name] = as_json(value)
    return out
