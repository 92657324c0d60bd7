"""A quote in its article: the paragraphs around it, and where in them it stands."""

from collections.abc import Sequence
from typing import Any

import orjson

from api.completion import article_references
from api.extraction.text import paragraphs as paragraphs_of
from api.extraction.text import shadow
from api.rendering import Json


def contexts(rows: Sequence[Any], *, paragraphs: int) -> list[Json]:
    """The context of each of `rows`, quotes joined with the text of their articles.

    Its paragraphs are those that the quote stands in, and `paragraphs` more on either side.
    """
    articles = article_references({row.article_id for row in rows})
    return [
        {
            "id": row.public_id,
            **context(row.article.text, _spans(row.body), paragraphs),
            "article": articles[row.article_id],
        }
        for row in rows
    ]


def context(text: str, spans: Sequence[tuple[int, int]], margin: int) -> Json:
    """The paragraphs of `text` that `spans`, which are in order, stand in or `margin` beside."""
    start, end = spans[0][0], spans[-1][1]
    places = paragraphs_of(shadow(text))
    own = [n for n, (first, last) in enumerate(places) if first < end and start < last]
    around = places[max(own[0] - margin, 0) : own[-1] + margin + 1]
    return {"paragraphs": _literal(text, around), "spans": _literal(text, spans)}


def _literal(text: str, spans: Sequence[tuple[int, int]]) -> list[Json]:
    return [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]


def _spans(body: str) -> list[tuple[int, int]]:
    selectors = orjson.loads(body)["target"]["selector"]
    return [(each["start"], each["end"]) for each in selectors if "start" in each]
