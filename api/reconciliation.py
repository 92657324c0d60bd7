"""The Reconciliation Service API 0.2: which entity each name of a column is.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/

A score is how alike the spellings are, 100 for the same; a property that is known and is another
one lowers it. A match is certain, and only then `match`: the whole name, a person's not being the
surname alone, is that of one entity only, and nothing speaks against it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from api.arguments import Arguments, Text, Whole
from api.database import database
from api.errors import Fault, InvalidQueryError
from api.folding import key, tokens
from api.models import Entity
from api.names import Found, beginning, sounding
from api.rendering import Json
from api.schemas import ENTITY_TYPES
from api.sounds import likeness

_MOST_QUERIES = 100
_CANDIDATES = 50
_SUGGESTED = 10

# What a property that is another one leaves of a score.
_OTHER = 0.8

_EXAMPLE = '{"q0": {"query": "Sergei Lavrov", "type": "PERSON"}}'


def _queries(*, required: bool) -> Text:
    description = "A JSON object: a query of the Reconciliation API under each name."
    return Text(description, example=_EXAMPLE, longest=200_000, required=required)


ASKED = Arguments("GET /reconcile", {"queries": _queries(required=False)})
POSTED = Arguments("POST /reconcile", {"queries": _queries(required=True)})
SUGGESTED = Arguments(
    "GET /reconcile/suggest/entity",
    {
        "prefix": Text("The beginning of a name.", example="lavr", required=True),
        "cursor": Whole("How many entities to pass over.", least=0, most=_CANDIDATES, default=0),
    },
)


class _Types(fields.List[Any]):
    """The id of a type, or several."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        several = [value] if isinstance(value, str) else value
        return super()._deserialize(several, attr, data, **kwargs)


class _PropertySchema(Schema):
    class Meta:
        unknown = EXCLUDE

    pid = fields.String(required=True)
    v = fields.Raw(required=True)


class _QuerySchema(Schema):
    class Meta:
        unknown = EXCLUDE

    query = fields.String(required=True, validate=validate.Length(max=200))
    type = _Types(fields.String())
    limit = fields.Integer(validate=validate.Range(1), load_default=_SUGGESTED)
    properties = fields.List(fields.Nested(_PropertySchema), load_default=list)
    type_strict = fields.String(validate=validate.OneOf(("any", "all", "should")))


def manifest(root: str) -> Json:
    """What the service at `root` (`http://localhost:8000`) can do."""
    return {
        "versions": ["0.2"],
        "name": "On Record",
        "identifierSpace": f"{root}/entities/",
        "schemaSpace": f"{root}/openapi.json#/components/schemas/Entity/properties/type/",
        "defaultTypes": [_type(each) for each in ENTITY_TYPES],
        "view": {"url": f"{root}/entities/{{{{id}}}}"},
        "suggest": {
            "entity": {"service_url": root, "service_path": "/reconcile/suggest/entity"},
        },
    }


def reconcile(queries: str) -> Json:
    """The answer to `queries`, a JSON object: three to five queries of the database for each."""
    return {name: {"result": _candidates(query)} for name, query in _read(queries).items()}


def suggest(arguments: Mapping[str, Any]) -> Json:
    """The entities that `SUGGESTED` ask for: two queries."""
    first = arguments["cursor"]
    found = beginning(arguments["prefix"], first + _SUGGESTED)[first:]
    return {
        "result": [
            {
                "id": each.id,
                "name": each.name,
                "description": each.role or "",
                "notable": [_type(each.type)],
            }
            for each in found
        ]
    }


def _read(queries: str) -> dict[str, Json]:
    try:
        given = orjson.loads(queries)
        if not isinstance(given, dict) or len(given) > _MOST_QUERIES:
            raise ValidationError(f"Not an object of up to {_MOST_QUERIES} queries.")
        return {name: _QuerySchema().load(query) for name, query in given.items()}
    except orjson.JSONDecodeError as error:
        detail = f"'queries': no JSON ({error})."
    except ValidationError as error:
        detail = f"'queries': {error.messages}"
    raise InvalidQueryError([Fault(name="queries", code="invalid", detail=detail)])


@dataclass(frozen=True, slots=True)
class _Candidate:
    found: Found
    score: float
    is_exact: bool
    agrees: bool

    def as_json(self, *, is_match: bool) -> Json:
        return {
            "id": self.found.id,
            "name": self.found.name,
            "description": self.found.role or "",
            "type": [_type(self.found.type)],
            "score": self.score,
            "match": is_match,
        }


def _candidates(query: Mapping[str, Any]) -> list[Json]:
    text = query["query"]
    types = [each for each in query.get("type", ()) if each in ENTITY_TYPES]
    if query.get("type") and not types:
        return []
    # Queries: the names that begin so; those that sound so.
    found = [*beginning(text, _CANDIDATES, types), *sounding(text, _CANDIDATES, types)]
    countries = _countries({each.key for each in found})
    judged = [_judged(key(text), each, countries[each.key], query["properties"]) for each in found]
    judged.sort(key=lambda each: (-each.score, -each.found.articles, each.found.id))
    candidates = list({each.found.key: each for each in reversed(judged)}.values())[::-1]
    exact = [each for each in candidates if each.is_exact]
    certain = exact[0] if len(exact) == 1 and exact[0].agrees else None
    return [
        each.as_json(is_match=each is certain and _is_whole(each.found))
        for each in candidates[: query["limit"]]
    ]


def _judged(
    name: str, found: Found, country: str | None, properties: Sequence[Mapping[str, Any]]
) -> _Candidate:
    known = {"country": country, "role": found.role}
    others = sum(_differs(known.get(each["pid"]), each["v"]) for each in properties)
    score = round(100 * likeness(name, found.term) * _OTHER**others, 1)
    is_exact = found.term == name and not found.is_part
    return _Candidate(found, score, is_exact=is_exact, agrees=not others)


def _differs(known: str | None, value: object) -> bool:
    """Whether a property is known, and has no word of any of the values that are asked for."""
    values = value if isinstance(value, list) else [value]
    words = {word for each in values for word in tokens(str(each))}
    return known is not None and words.isdisjoint(tokens(known))


def _is_whole(found: Found) -> bool:
    """Whether a name is enough to tell who is meant: a person's surname is not."""
    return found.type != "PERSON" or " " in found.term


def _countries(entities: set[int]) -> dict[int, str | None]:
    # Query: the countries of the entities.
    query = Entity.select(Entity.id, Entity.country).where(Entity.id.in_(entities))
    return dict(database.execute(query))


def _type(name: str) -> Json:
    return {"id": name, "name": name}
