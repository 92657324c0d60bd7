"""Articles, and the quotes and events of each."""

from collections.abc import Sequence

import orjson

from api.arguments import Texts, Words
from api.conditions import FullText, linked, one_of
from api.fulltext import ArticleText
from api.keys import DATED
from api.lookup import exactly
from api.models import Article, ArticleEntity
from api.paging import Order
from api.resource import Filter, Json, Part, Resource, View, named
from api.resources.shared import dated, from_source, published
from api.schemas import ArticleSchema, ArticleTextSchema


def _render(rows: Sequence[Article]) -> list[Json]:
    return [orjson.loads(row.body) for row in rows]


def _render_with_text(rows: Sequence[Article]) -> list[Json]:
    return [
        {**orjson.loads(row.body), "text": row.text, "times": orjson.loads(row.times)}
        for row in rows
    ]


_dates = published(Article.published_from, Article.published_to, Article.id)

articles = Resource(
    name="articles",
    one="article",
    summary="Articles, as they were loaded",
    key=Article.id,
    find=exactly(Article),
    example="a_5b1e0c7d2f34",
    list=View(Article.select(Article.id, Article.body), _render, ArticleSchema),
    item=View(
        Article.select(Article.id, Article.body, Article.times, Article.text),
        _render_with_text,
        ArticleTextSchema,
    ),
    filters={
        "q": Filter(
            Article.id,
            FullText(ArticleText, "title text"),
            Words("Words of the title or the text.", example="Truth Social"),
        ),
        "title": Filter(
            Article.id,
            FullText(ArticleText, "title"),
            Words("Words of the title.", example="ceasefire"),
        ),
        **named(
            "mentions",
            Article.id,
            linked(ArticleEntity.article, ArticleEntity.entity),
            "Whom or what it mentions",
            example="Zelenskyy",
            id_example="volodymyr-zelenskyy",
        ),
        **from_source(Article.source),
        **dated(_dates),
        "language": Filter(
            Article.language, one_of, Texts("The language, by its ISO 639-1 code.", example="en")
        ),
    },
    orders={"published": Order(columns=(Article.id,), least=DATED)},
    sort="-published",
    article=Article.id,
    parts={
        "quotes": Part("article_id", "position"),
        "events": Part("article_id", "position"),
    },
)
