"""Filters that several resources have."""

from peewee import ColumnBase, Field

from api.arguments import PartialDate, References
from api.conditions import Dates, one_of, since, until
from api.lookup import articles_of, sources_named
from api.resource import Filter


def published(earliest: Field, latest: Field, key: ColumnBase) -> Dates:
    """The date of publication: a day, a month, a season or a year, and no longer than that."""
    return Dates(earliest=earliest, latest=latest, key=key, longest=366)


def dated(dates: object) -> dict[str, Filter]:
    """`from` and `to`: the days of a record overlap the days between them."""
    first = PartialDate("The first day, month or year.", example="2025-08")
    last = PartialDate("The last day, month or year.", example="2025-08-22")
    return {"from": Filter(dates, since, first), "to": Filter(dates, until, last)}


def from_source(column: Field) -> dict[str, Filter]:
    """`source`: always the outlet."""
    outlet = References("The outlet, by name or id.", sources_named, example="NBC News")
    return {"source": Filter(column, one_of, outlet)}


def from_article(column: Field) -> dict[str, Filter]:
    """`article_id`: the article that a record was read from."""
    article = References("The article, by id.", articles_of, example="a_5b1e0c7d2f34")
    return {"article_id": Filter(column, one_of, article)}
