"""Occurrences: all the quotes of an utterance, for a list that shows each utterance once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

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
    listed: dict[int, list[tuple[str, int]]] = defaultdict(list)
    totals: dict[int, int] = {}
    for utterance, id_, article, total in _quotes({row.utterance for row in rows} - {None}):
        listed[utterance].append((id_, article))
        totals[utterance] = total
    articles = article_references({article for each in listed.values() for _, article in each})
    found = []
    for row, record in zip(rows, records, strict=True):
        if row.utterance is None:
            own, total = [{"id": record["id"], "article": record["article"]}], 1
        else:
            quotes = listed[row.utterance]
            own = [{"id": id_, "article": articles[article]} for id_, article in quotes]
            total = totals[row.utterance]
        first = own[0]["article"]["source"]
        found.append({"occurrences": own, "occurrences_total": total, "first_source": first})
    return found


def _quotes(utterances: set[int]) -> list[tuple[int, str, int, int]]:
    """The quotes of each of `utterances`, the first ones of them: (utterance, id, key of the
    article, how many there are)."""
    # What has no date is last.
    order = [Quote.id < DATED, Quote.id]
    place = fn.ROW_NUMBER().over(partition_by=[Quote.utterance], order_by=order)
    total = fn.COUNT(Quote.id).over(partition_by=[Quote.utterance])
    ranked = (
        Quote.select(
            Quote.utterance,
            Quote.public_id,
            Quote.article.alias("article"),
            total.alias("total"),
            place.alias("place"),
        )
        .where(Quote.utterance.in_(sorted(utterances)))
        .alias("ranked")
    )
    columns = ranked.c
    # Query: the quotes of these utterances.
    query = (
        Quote.select(columns.utterance, columns.public_id, columns.article, columns.total)
        .from_(ranked)
        .where(columns.place <= _LISTED)
        .order_by(columns.utterance, columns.place)
    )
    return list(database.execute(query))
