"""From the YAML of one article to its gold records."""

from collections.abc import Collection
from typing import Any

from .gold import Article, Count, Entity, Event, Mention, Participant, Quote, Time
from .locate import Locator, Span

LOCAL = "_"  # the first letter of the key of an entity without a name
QUOTE_TYPES = {"direct", "indirect", "mixed"}
QUOTE_FIELDS = {
    "cue",
    "source",
    "speaker",
    "addressee",
    "attributed_to",
    "polarity",
    "certainty",
    "said",
    "speech",
}
ENTITY_FIELDS = {"type", "names", "nominals", "pronouns", "stands_for"}
EVENT_FIELDS = {
    "type",
    "modes",
    "trigger",
    "actors",
    "recipients",
    "place",
    "time",
    "tense",
    "polarity",
    "certainty",
    "attributed_to",
    "counts",
    "mentions",
    "minor",
}


class Reader:
    """Finds the labels of one article in its text.

    `world` holds name and type of every named entity by its key, `values` the words that
    each enumerated field may hold. Everything raises GoldError.
    """

    def __init__(
        self,
        name: str,
        raw: dict[str, Any],
        world: dict[str, tuple[str, str]],
        values: dict[str, list[str]],
    ) -> None:
        self.name = name
        self.raw = raw
        self.world = world
        self.values = values
        self.locator = Locator(raw["text"].rstrip("\n"), name)

    def article(self) -> Article:
        raw, locator = self.raw, self.locator
        entities = self._entities(raw.get("entities") or {})
        times = [self._time(str(words), *rest) for words, *rest in raw.get("times") or []]
        quotes = []
        for quote in raw.get("quotes") or []:
            (type_,) = QUOTE_TYPES & quote.keys()
            with locator.at(f"quotes: {quote[type_]}"):
                quotes.append(self._quote(type_, quote))
        events = []
        for event in raw.get("events") or []:
            with locator.at(f"events: {event['trigger']}"):
                events.append(self._event(event, entities, times, quotes))
        return Article(
            id=self.name,
            split=self._one_of("split", raw["split"]),
            style=self._one_of("style", raw["style"]),
            title=raw["title"],
            published=str(raw["published"]),
            source=raw["source"],
            text=locator.text,
            quotes=tuple(quotes),
            entities=tuple(entities),
            times=tuple(times),
            events=tuple(events),
        )

    def _entities(self, raw: dict[str, dict[str, Any]]) -> list[Entity]:
        with self.locator.at("entities"):
            names = self.locator.names({k: forms.get("names", []) for k, forms in raw.items()})
        entities = []
        for key, forms in raw.items():
            with self.locator.at(f"entities: {key}"):
                self._only(ENTITY_FIELDS, forms)
                entities.append(self._entity(self._known(key), forms, names[key]))
        return entities

    def _entity(self, key: str, forms: dict[str, Any], names: list[Span]) -> Entity:
        find = self.locator.find
        other = {find(words): self._known(k) for words, k in forms.get("stands_for", {}).items()}
        found = [(span, "name") for span in names]
        found += [(find(words), "nominal") for words in forms.get("nominals", [])]
        found += [(find(words), "pronoun") for words in forms.get("pronouns", [])]
        found.sort(key=lambda item: item[0].start)
        if astray := other.keys() - {span for span, _ in found}:
            raise self.locator.error(f"stands_for names no mention: {[s.text for s in astray]}")
        name, type_ = self.world.get(key) or (None, forms["type"])
        return Entity(
            key=key,
            name=name,
            type=self._one_of("entity", type_),
            mentions=tuple(Mention(span, kind, key, other.get(span)) for span, kind in found),
        )

    def _time(self, words: str, type_: str, value: str) -> Time:
        with self.locator.at(f"times: {words}"):
            return Time(self.locator.find(words), self._one_of("time", type_), str(value))

    def _quote(self, type_: str, raw: dict[str, Any]) -> Quote:
        self._only(QUOTE_FIELDS | {type_}, raw)
        near = self.locator.near
        spans = tuple(map(self.locator.find, _list(raw[type_])))
        cue = near(raw["cue"], *spans) if "cue" in raw else None
        around = (cue,) if cue else spans
        return Quote(
            type=type_,
            spans=spans,
            cue=cue,
            source=near(raw["source"], *around, outside=spans) if "source" in raw else None,
            speaker=self._known_or_none(raw.get("speaker")),
            addressees=tuple(map(self._known, _list(raw.get("addressee")))),
            attributed_to=self._known_or_none(raw.get("attributed_to")),
            polarity=self._one_of("polarity", raw.get("polarity", "positive")),
            certainty=self._one_of("certainty", raw.get("certainty", "certain")),
            said=near(raw["said"], *around) if "said" in raw else None,
            speech=raw.get("speech", True),
        )

    def _event(
        self,
        raw: dict[str, Any],
        entities: list[Entity],
        times: list[Time],
        quotes: list[Quote],
    ) -> Event:
        self._only(EVENT_FIELDS, raw)
        trigger = self.locator.find(raw["trigger"])
        keys = {mention.span: e.key for e in entities for mention in e.mentions}

        def party(words: str) -> Participant:
            words, _, key = words.partition(" = ")
            span = self.locator.near(words, trigger)
            return Participant(span, self._known_or_none(key or keys.get(span)))

        def count(text: str, what: str, **amount: Any) -> Count:
            return Count(self.locator.near(text, trigger), what, **amount)

        time = None
        if "time" in raw:
            span = self.locator.near(raw["time"], trigger)
            time = next((time for time in times if time.span == span), None)
            if time is None:
                raise self.locator.error(f"{span.text!r} is none of the times")
        return Event(
            type=self._one_of("event", raw["type"]),
            trigger=trigger,
            modes=tuple(self._one_of("mode", mode) for mode in raw.get("modes", [])),
            actors=tuple(map(party, raw.get("actors", []))),
            recipients=tuple(map(party, raw.get("recipients", []))),
            place=party(raw["place"]) if "place" in raw else None,
            time=time,
            tense=self._one_of("tense", raw.get("tense", "past")),
            polarity=self._one_of("polarity", raw.get("polarity", "positive")),
            certainty=self._one_of("certainty", raw.get("certainty", "certain")),
            attributed_to=self._known_or_none(raw.get("attributed_to", _teller(trigger, quotes))),
            counts=tuple(count(**fields) for fields in raw.get("counts", [])),
            mentions=tuple(map(self.locator.find, raw.get("mentions", []))),
            minor=raw.get("minor", False),
        )

    def _only(self, fields: Collection[str], raw: dict[str, Any]) -> None:
        if unknown := raw.keys() - fields:
            raise self.locator.error(f"unknown fields {sorted(unknown)}")

    def _known(self, key: str) -> str:
        if key not in (self.raw["entities"] if key.startswith(LOCAL) else self.world):
            raise self.locator.error(f"unknown entity {key}")
        return key

    def _known_or_none(self, key: str | None) -> str | None:
        return None if key is None else self._known(key)

    def _one_of(self, field: str, value: str) -> str:
        if value not in self.values[field]:
            raise self.locator.error(f"{value!r} is no {field}")
        return value


def _teller(trigger: Span, quotes: list[Quote]) -> str | None:
    """The speaker of the innermost quote around the trigger."""
    around = [
        (span.end - span.start, number)
        for number, quote in enumerate(quotes)
        if quote.speech
        for span in quote.spans
        if span.start <= trigger.start and trigger.end <= span.end
    ]
    return quotes[min(around)[1]].speaker if around else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
