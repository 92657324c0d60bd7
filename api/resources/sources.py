"""Sources: the outlets that the articles are from."""

from collections.abc import Sequence

from api.arguments import References
from api.conditions import one_of
from api.lookup import exactly, sources_named
from api.models import Source
from api.paging import Order
from api.resource import Filter, Json, Resource, View
from api.schemas import SourceSchema


def _render(rows: Sequence[Source]) -> list[Json]:
    return [{"id": row.public_id, "name": row.name, "articles": row.articles} for row in rows]


_view = View(
    Source.select(Source.id, Source.public_id, Source.name, Source.articles),
    _render,
    SourceSchema,
)

sources = Resource(
    name="sources",
    one="source",
    summary="The outlets that the articles are from",
    key=Source.id,
    find=exactly(Source),
    example="nbc-news",
    list=_view,
    item=_view,
    filters={
        "name": Filter(
            Source.id, one_of, References("The name.", sources_named, example="NBC News")
        )
    },
    orders={
        "articles": Order(columns=(Source.articles, Source.public_id)),
        "name": Order(columns=(Source.name, Source.public_id)),
    },
    sort="-articles",
)
