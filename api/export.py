"""The whole collection as JSON lines, the same bytes whatever way it was loaded.

Articles with their text and the mentions of their entities, then entities, quotes and events,
each kind in the order of ids, then what editors have decided; the keys of each object in
alphabetical order. One record is one line, and few of them are in memory at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import orjson

from api import decisions
from api.completion import complete_entities, complete_events, complete_quotes
from api.database import database
from api.models import Appearance, Article, Entity, Event, Quote, Signature
from api.rendering import Json

type Complete = Callable[[Sequence[Any]], list[Json]]

_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def export() -> Iterator[bytes]:
    """The lines, each with its newline and the `kind` of its record, of one state of the whole."""
    # (kind, table, what makes records of its rows, how many rows at once: texts are long)
    kinds: tuple[tuple[str, Any, Complete, int], ...] = (
        ("article", Article, _articles, 10),
        ("entity", Entity, complete_entities, 200),
        ("quote", Quote, _quotes, 200),
        ("event", Event, _events, 200),
    )
    # In a transaction all reads see the same state, whoever writes meanwhile.
    with database.atomic():
        for kind, model, complete, size in kinds:
            for rows in _batches(model, size):
                for record in complete(rows):
                    yield orjson.dumps({"kind": kind, **record}, option=_CANONICAL)
        for decision in decisions.decided():
            yield orjson.dumps({"kind": "decision", **asdict(decision)}, option=_CANONICAL)


def _batches(model: Any, size: int) -> Iterator[list[Any]]:
    last = ""
    while rows := list(
        model.select().where(model.public_id > last).order_by(model.public_id).limit(size)
    ):
        yield rows
        last = rows[-1].public_id


def _articles(rows: Sequence[Article]) -> list[Json]:
    mentioned: dict[int, list[Json]] = defaultdict(list)
    query = (
        Appearance.select(Appearance.article, Appearance.body, Entity.public_id)
        .join(Signature)
        .join(Entity)
        .where(Appearance.article.in_([row.id for row in rows]))
        .order_by(Appearance.article, Appearance.number)
    )
    for article, body, entity in database.execute(query):
        mentioned[article].append({**orjson.loads(body), "entity": entity})
    return [
        {
            **orjson.loads(row.body),
            "text": row.text,
            "times": orjson.loads(row.times),
            "mentions": mentioned[row.id],
        }
        for row in rows
    ]


def _quotes(rows: Sequence[Any]) -> list[Json]:
    """Quotes, each with the first one of its utterance, where that has several."""
    query = Quote.select(Quote.id, Quote.public_id).where(
        Quote.id.in_(sorted({row.utterance for row in rows} - {None}))
    )
    firsts = dict(database.execute(query))
    records = complete_quotes([(row.body, row.article_id) for row in rows])
    for row, record in zip(rows, records, strict=True):
        record["utterance"] = firsts.get(row.utterance)
    return records


def _events(rows: Sequence[Any]) -> list[Json]:
    return complete_events([(row.body, row.article_id) for row in rows])
