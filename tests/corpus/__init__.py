"""The project's own labelled articles: their gold, located in their texts.

README.md says how the files are written and what is labelled. `load()` reads them all;
`python -m tests.corpus` writes them as JSON Lines.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .gold import Article, Entity, Event, Mention, Quote, Time
from .locate import GoldError, Locator, Span

HERE = Path(__file__).parent
LOCAL = "_"  # the first letter of the key of an entity without a name


@cache
def world() -> dict[str, tuple[str, str]]:
    """Name and type of every entity of the invented world, by its key."""
    entries = yaml.safe_load((HERE / "world.yaml").read_text(encoding="utf-8"))
    return {key: (name, type_) for key, (name, type_) in entries.items()}


@cache
def values() -> dict[str, list[str]]:
    """The words that each enumerated field may hold."""
    listed: dict[str, list[str]] = yaml.safe_load((HERE / "values.yaml").read_text("utf-8"))
    return listed


def load(split: str | None = None) -> list[Article]:
    """All articles, or those of one split, in the order of their ids.

    Raises GoldError where a label is not found in its text, or not once.
    """
    articles = [read(path) for path in sorted((HERE / "articles").glob("*.yaml"))]
    return [article for article in articles if split in (None, article.split)]


def read(path: Path) -> Article:
    """The article of one file."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    text = raw["text"].rstrip("\n")
    locator = Locator(text, path.stem)
    entities = dict(_entities(raw.get("entities") or {}, locator))
    mentions = {(m.start, m.end): key for key, e in entities.items() for m in e.mentions}
    times = tuple(_times(raw.get("times") or [], locator))
    return Article(
        id=path.stem,
        split=_one_of("split", raw["split"], locator),
        style=_one_of("style", raw["style"], locator),
        title=raw["title"],
        published=str(raw["published"]),
        source=raw["source"],
        text=text,
        quotes=tuple(_quote(q, locator, entities) for q in raw.get("quotes") or []),
        entities=tuple(entities.values()),
        times=times,
        events=tuple(_event(e, locator, mentions, times) for e in raw.get("events") or []),
    )


def _quote(raw: dict[str, Any], locator: Locator, entities: dict[str, Entity]) -> Quote:
    (type_,) = {"direct", "indirect", "mixed"} & raw.keys()
    with locator.at(f"quotes: {raw[type_]}"):
        spans = tuple(locator.find(piece) for piece in _list(raw[type_]))
        cue = locator.near(raw["cue"], *spans) if "cue" in raw else None
        around = (cue,) if cue else spans
        source = locator.near(raw["source"], *around, outside=spans) if "source" in raw else None
        said = locator.near(raw["said"], *around) if "said" in raw else None
        people = [raw.get("speaker"), raw.get("attributed_to"), *_list(raw.get("addressee"))]
        for key in filter(None, people):
            _known(key, locator, entities)
        return Quote(
            type=type_,
            spans=spans,
            cue=cue,
            source=source,
            speaker=raw.get("speaker"),
            addressees=tuple(_list(raw.get("addressee"))),
            attributed_to=raw.get("attributed_to"),
            polarity=_one_of("polarity", raw.get("polarity", "positive"), locator),
            certainty=_one_of("certainty", raw.get("certainty", "certain"), locator),
            said=said,
            speech=raw.get("speech", True),
        )


def _entities(raw: dict[str, Any], locator: Locator) -> Iterator[tuple[str, Entity]]:
    with locator.at("entities"):
        found = locator.names({key: _list(forms.get("names")) for key, forms in raw.items()})
    for key, forms in raw.items():
        with locator.at(f"entities: {key}"):
            _known(key, locator, raw)
            if unknown := forms.keys() - {"type", "names", "nominals", "pronouns", "stands_for"}:
                raise locator.error(f"unknown fields {sorted(unknown)}")
            stands_for = {
                locator.find(words): other for words, other in forms.get("stands_for", {}).items()
            }
            mentions = [Mention(s.start, s.end, s.text, "name", key) for s in found[key]]
            mentions += (
                Mention(s.start, s.end, s.text, kind, key)
                for kind in ("nominal", "pronoun")
                for s in map(locator.find, _list(forms.get(f"{kind}s")))
            )
            mentions = [
                Mention(m.start, m.end, m.text, m.kind, key, stands_for.get(m.span))
                for m in sorted(mentions, key=lambda m: (m.start, -m.end))
            ]
            name, type_ = world()[key] if key in world() else (None, forms["type"])
            type_ = _one_of("entity", type_, locator)
            yield key, Entity(key=key, name=name, type=type_, mentions=tuple(mentions))


def _times(raw: list[list[Any]], locator: Locator) -> Iterator[Time]:
    for words, type_, value in raw:
        with locator.at(f"times: {words}"):
            span = locator.find(str(words))
            type_ = _one_of("time", type_, locator)
            yield Time(span.start, span.end, span.text, type_, str(value))


def _event(
    raw: dict[str, Any],
    locator: Locator,
    mentions: dict[tuple[int, int], str],
    times: tuple[Time, ...],
) -> Event:
    with locator.at(f"events: {raw['trigger']}"):
        trigger = locator.find(raw["trigger"])

        def party(words: str) -> Mention:
            words, _, key = words.partition(" = ")
            span = locator.near(words, trigger)
            return Mention(
                span.start,
                span.end,
                span.text,
                "name",
                key or mentions.get((span.start, span.end), ""),
            )

        time = locator.near(str(raw["time"]), trigger) if "time" in raw else None
        dated = next((t for t in times if time and t.span == time), None)
        if time and not dated:
            raise locator.error(f"{time.text!r} is none of the times")
        counts = tuple(
            {**count, "text": locator.near(str(count["text"]), trigger)}
            for count in raw.get("counts", [])
        )
        return Event(
            type=_one_of("event", raw["type"], locator),
            modes=tuple(_one_of("mode", mode, locator) for mode in raw.get("modes", [])),
            trigger=trigger,
            actors=tuple(map(party, raw.get("actors", []))),
            recipients=tuple(map(party, raw.get("recipients", []))),
            place=party(raw["place"]) if "place" in raw else None,
            time=dated,
            tense=_one_of("tense", raw.get("tense", "past"), locator),
            polarity=_one_of("polarity", raw.get("polarity", "positive"), locator),
            certainty=_one_of("certainty", raw.get("certainty", "certain"), locator),
            attributed_to=raw.get("attributed_to"),
            counts=counts,
            mentions=tuple(map(locator.find, raw.get("mentions", []))),
        )


def _known(key: str, locator: Locator, local: dict[str, Any]) -> None:
    if key not in (local if key.startswith(LOCAL) else world()):
        raise locator.error(f"unknown entity {key}")


def _one_of(field: str, value: str, locator: Locator) -> str:
    if value not in values()[field]:
        raise locator.error(f"{value!r} is no {field}")
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


__all__ = ["Article", "GoldError", "Span", "load", "world"]
