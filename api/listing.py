"""A page of a list: names into keys, one range of rows, their count, and the records of them.

The queries, in this order (each name in `References` has its own, see `api.lookup`):

    the rows of the page, in one range or two
    how many rows there are, unless `count=none` or all are on the first page
    what the records are completed with: entities, articles
    the texts of the articles, for `offsets=utf16`
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from peewee import Select

from api import cursor
from api.arguments import References, Words
from api.cursor import Place
from api.errors import Fault, InvalidQueryError
from api.folding import tokens
from api.lookup import Resolution
from api.models import Article
from api.offsets import in_utf16
from api.paging import COUNTED, Order, Sort, count
from api.resource import RELEVANCE, Json, Resource, View

# What does not change which records a list has, or in which order.
_PRESENTATION = frozenset({"cursor", "limit", "select", "count", "offsets", "format", "highlight"})


@dataclass(slots=True)
class Page:
    """One page: its records, and what is said of it. `next` is the cursor of the next page."""

    records: list[Json]
    count: tuple[int, str] | None
    next: str | None
    resolved: dict[str, list[Resolution]] = field(default_factory=dict)
    warnings: list[Json] = field(default_factory=list)


def page(
    resource: Resource, arguments: Mapping[str, Any], bound: Mapping[str, int], path: str
) -> Page:
    """The page of `resource` that `arguments` ask for, at `path`.

    `bound` maps a filter to the key of the record that the path binds it to.
    """
    resolved = _resolve(resource, arguments)
    keys = {
        name: list(dict.fromkeys(m.key for each in found for m in each.matches))
        for name, found in resolved.items()
    }
    values = {**arguments, **keys, **{name: [key] for name, key in bound.items()}}
    query = _fingerprint(path, arguments)
    limit: int = arguments["limit"]

    rows = listed = resource.rows(values)
    if arguments["sort"] == RELEVANCE:
        listed, sort = _ranked(resource, values)
    else:
        sort = resource.sorted_by(arguments["sort"])
        if ranks := _ranks(resource, resolved):
            rows, sort = resource.best_first(rows, sort, ranks)
            listed = rows
    after = _place(query, sort.order, arguments.get("cursor"))
    found = sort.fetch(listed, after, limit + 1)
    is_whole = after is None and listed is rows and len(found) <= limit
    known = len(found) if is_whole else None
    if resource.roll_up is not None and found:
        known = found[0].total
    counted = _count(rows, arguments["count"], known)
    warnings = [*_warnings(resource, arguments, resolved)]
    if listed is not rows and (counted or count(rows, COUNTED)) > (COUNTED, "eq"):
        detail = f"Only the newest {COUNTED:,} matches are ranked and listed."
        warnings.append({"name": "sort", "detail": detail})
    return Page(
        count=counted,
        records=rendered(resource, resource.list, found[:limit], arguments),
        next=cursor.encode(query, sort.place(found[limit - 1])) if len(found) > limit else None,
        resolved=resolved,
        warnings=warnings,
    )


def _count(rows: Select, how: str, known: int | None) -> tuple[int, str] | None:
    """How many `rows` there are, which a page that holds all of them has told already."""
    if how == "none":
        return None
    if known is not None:
        return known, "eq"
    return count(rows, COUNTED if how == "bounded" else None)


def _ranked(resource: Resource, values: Mapping[str, Any]) -> tuple[Select, Sort]:
    if resource.search is None or "q" not in values:
        detail = "'sort': relevance is how well a record matches 'q', and there is none."
        raise InvalidQueryError([Fault(name="sort", code="invalid", detail=detail)])
    return resource.ranked(resource.search, values)


def rendered(
    resource: Resource, view: View, rows: Sequence[Any], arguments: Mapping[str, Any]
) -> list[Json]:
    """The records of `rows`, with the offsets and the fields that `arguments` ask for."""
    records = view.render(rows, **{name: arguments[name] for name in view.options})
    extras = [
        extra(rows, records, arguments)
        for name, extra in resource.extras.items()
        if arguments.get(name)
    ]
    if resource.article is not None and arguments["offsets"] == "utf16":
        keys = [row.__data__[resource.article.name] for row in rows]
        # Query: the texts of the articles.
        texts = Article.select(Article.id, Article.text).where(Article.id.in_(sorted(set(keys))))
        text_of = {article.id: article.text for article in texts}
        records = [
            in_utf16(record, text_of[key]) for record, key in zip(records, keys, strict=True)
        ]
    if selected := arguments.get("select"):
        names = selected.split(",")
        records = [{name: record[name] for name in names} for record in records]
    for extra in extras:
        for record, added in zip(records, extra, strict=True):
            record.update(added)
    return records


def _resolve(resource: Resource, arguments: Mapping[str, Any]) -> dict[str, list[Resolution]]:
    return {
        name: each.argument.resolve(arguments[name])
        for name, each in resource.filters.items()
        if isinstance(each.argument, References) and arguments.get(name)
    }


def _ranks(resource: Resource, resolved: Mapping[str, Sequence[Resolution]]) -> dict[int, int]:
    """How well the records that were asked for by name fit it, if some do better than others."""
    ranks: dict[int, int] = {}
    for name, resolutions in resolved.items():
        if resource.filters[name].best_first:
            for match in (match for each in resolutions for match in each.matches):
                ranks[match.key] = min(match.rank, ranks.get(match.key, match.rank))
    return ranks if any(ranks.values()) else {}


def _fingerprint(path: str, arguments: Mapping[str, Any]) -> str:
    """What tells this list from any other: the path, the filters and the order."""
    given = {name: value for name, value in arguments.items() if name not in _PRESENTATION}
    return f"{path}?{orjson.dumps(given, option=orjson.OPT_SORT_KEYS).decode()}"


def _place(query: str, order: Order, given: str | None) -> Place | None:
    if given is None:
        return None
    try:
        place = cursor.decode(query, given)
    except cursor.InvalidCursorError as error:
        raise _invalid_cursor() from error
    if not order.has(place):
        raise _invalid_cursor()
    return place


def _invalid_cursor() -> InvalidQueryError:
    return InvalidQueryError(
        [
            Fault(
                name="cursor",
                code="cursor",
                detail="'cursor' is not one of this list: take it from the links of a page, "
                "and change neither filters nor sort.",
            )
        ]
    )


def _warnings(
    resource: Resource,
    arguments: Mapping[str, Any],
    resolved: Mapping[str, Sequence[Resolution]],
) -> Iterator[Json]:
    for name, resolutions in resolved.items():
        for resolution in resolutions:
            if not resolution.matches:
                near = f" Near it: {', '.join(resolution.near)}." if resolution.near else ""
                detail = f"Nothing here is called {resolution.input!r}.{near}"
                yield {"name": name, "detail": detail}
            if resolution.is_cut:
                found = len(resolution.matches)
                detail = f"Only the best {found} matches of {resolution.input!r} are listed."
                yield {"name": name, "detail": detail}
    for name, each in resource.filters.items():
        query = arguments.get(name)
        if isinstance(each.argument, Words) and query is not None and not tokens(query):
            yield {"name": name, "detail": f"{query!r} holds no word to look for."}
