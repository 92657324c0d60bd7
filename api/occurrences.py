"""Occurrences: all the quotes of an utterance, for a list that shows each utterance once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from peewee import fn

from api.completion import article_references
from api.database import database
from api.keys import DATED
from api.models import Quote
from api.rendering import Json

_LISTED = 50


def occurrences(
    rows: Sequence[Any], records: Sequence[Json], _arguments: Mapping[str, Any]
) -> list[Json]:
    """Where the words of each quote were quoted, the first time first, whatever was asked for."""
    found = _quotes({row.utterance for row in rows} - {None})
    articles = article_references({quote.article for each in found.values() for quote in each})
    added = []
    for row, record in zip(rows, records, strict=True):
        if row.utterance is None:
            own, total = [{name: record[name] for name in ("id", "text", "article")}], 1
        else:
            quotes = found[row.utterance]
            own = [
                {"id": each.id, "text": each.text, "article": articles[each.article]}
                for each in quotes
            ]
            total = quotes[0].total
        first = own[0]["article"]["source"]
        added.append({"occurrences": own, "occurrences_total": total, "first_source": first})
    return added


@dataclass(frozen=True, slots=True)
class _Quote:
    """One of the `total` quotes of an utterance; `article` is the key of its article."""

    id: str
    text: str
    article: int
    total: int


def _quotes(utterances: set[int]) -> dict[int, list[_Quote]]:
    """The first quotes of each of `utterances`; what has no date is last."""
    order = [Quote.id < DATED, Quote.id]
    place = fn.ROW_NUMBER().over(partition_by=[Quote.utterance], order_by=order)
    total = fn.COUNT(Quote.id).over(partition_by=[Quote.utterance])
    ranked = (
        Quote.select(Quote.id, total.alias("total"), place.alias("place"))
        .where(Quote.utterance.in_(sorted(utterances)))
        .alias("ranked")
    )
    # Query: the quotes of these utterances.
    query = (
        Quote.select(Quote.utterance, Quote.public_id, Quote.body, Quote.article, ranked.c.total)
        .join(ranked, on=Quote.id == ranked.c.id)
        .where(ranked.c.place <= _LISTED)
        .order_by(Quote.utterance, ranked.c.place)
    )
    found: dict[int, list[_Quote]] = defaultdict(list)
    for utterance, id_, body, article, count in database.execute(query):
        found[utterance].append(_Quote(id_, orjson.loads(body)["text"], article, count))
    return found
