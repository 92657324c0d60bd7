"""The OpenAPI 3.1 document, written from the declarations of the resources and their schemas."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls

from api import __version__
from api.answers import JSON, PROBLEM
from api.arguments import Arguments
from api.formats import FORMATS
from api.reconciliation import ASKED, SUGGESTED
from api.resource import Resource
from api.resources import RESOURCES
from api.routes import Route, routes
from api.schemas import (
    ChoicesSchema,
    EditSchema,
    IndexSchema,
    LinksSchema,
    ManifestSchema,
    MetaSchema,
    ProblemSchema,
    ReconciledListSchema,
    StatusSchema,
    SuggestedListSchema,
    SuggestionsSchema,
)
from api.suggestions import SUGGESTIONS

type Json = dict[str, Any]

_DESCRIPTION = """\
Who said what, about whom, where and when, read out of news articles.

Every record points to the characters it was read from. A parameter that is unknown, repeated
though single-valued, or out of range is an error that names it. Lists are paged by cursor and
answer `If-None-Match` with 304.\
"""

_ANSWERS = {
    "InvalidQuery": "A parameter is unknown, repeated or not what it has to be.",
    "NotFound": "There is no such record.",
    "Unauthorized": "The write token is wanted.",
    "Forbidden": "Nothing can be written here.",
    "PreconditionFailed": "The record is not as `If-Match` has it.",
    "UnsupportedMediaType": "The body is of another media type.",
    "TooLarge": "The body is too large.",
    "InvalidBody": "The body is not what it has to be.",
    "NotAcceptable": "`Accept` names nothing that is served here.",
    "InternalError": "An error of ours; the log has it under the request id.",
    "Unavailable": "The database cannot be read at the moment.",
}
_OF_WRITES = {
    "401": "Unauthorized",
    "403": "Forbidden",
    "412": "PreconditionFailed",
    "415": "UnsupportedMediaType",
    "422": "InvalidBody",
}
_EVERYWHERE = {"400": "InvalidQuery", "500": "InternalError"}
_WITH_DATABASE = {"503": "Unavailable"}
_OF_RECORDS = {"406": "NotAcceptable", **_WITH_DATABASE}
_OF_ONE = {"404": "NotFound", **_OF_RECORDS}

_REQUEST_HEADERS = {
    "If-None-Match": (
        "The ETag of an answer that you have.",
        {"type": "string", "examples": ['"0156d74bd534d4a7f27fe89e"']},
    ),
    "If-Match": (
        "The ETag of the record that you mean to change.",
        {"type": "string", "examples": ['"0156d74bd534d4a7f27fe89e"']},
    ),
    "X-Request-Id": (
        "What the log shall know this request by.",
        {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$", "examples": ["search-17"]},
    ),
}
_MORE_HEADERS = {"Unavailable": "Retry-After", "Unauthorized": "WWW-Authenticate"}
_HEADERS = {
    "Content-Location": "Where the record of this answer is.",
    "WWW-Authenticate": "`Bearer`.",
    "ETag": "Give it back in `If-None-Match`, and be answered 304 if nothing has changed.",
    "Link": "This page and the next one (RFC 8288).",
    "Retry-After": "In how many seconds to try again.",
    "Location": "Where the record is now.",
    "Vary": "The request headers that the answer depends on.",
    "X-Request-Id": "What the log knows this request by; yours, if you gave one.",
}


@cache
def document() -> Json:
    """The document as plain JSON values."""
    plugin = MarshmallowPlugin(schema_name_resolver=_component)
    spec = APISpec(
        title="On Record",
        version=__version__,
        openapi_version="3.1.0",
        plugins=[plugin],
        info={"description": _DESCRIPTION, "license": {"name": "MIT", "identifier": "MIT"}},
        tags=[{"name": each.name, "description": each.summary} for each in RESOURCES.values()],
    )
    converter = plugin.converter
    assert converter is not None  # noqa: S101  # it is made with the document
    for name, description in _HEADERS.items():
        spec.components.header(name, {"description": description, "schema": {"type": "string"}})
    for name, (description, kind) in _REQUEST_HEADERS.items():
        header = {"name": name, "in": "header", "description": description, "schema": kind}
        spec.components.parameter(name, "header", header)
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for name, description in _ANSWERS.items():
        answer = _answer(description, PROBLEM, ProblemSchema)
        if name in _MORE_HEADERS:
            answer["headers"] |= _headers(_MORE_HEADERS[name])
        spec.components.response(name, answer)
    for route in routes(RESOURCES):
        query: list[Json] = converter.schema2parameters(route.arguments.schema, location="query")
        operations = {"get": _operation(route, query)}
        if route.is_item and route.path == "/entities/{id}":
            operations["patch"] = _edit(route)
        spec.path(route.path, operations=operations)
    for path, (summary, schema, others) in _ENDPOINTS.items():
        spec.path(path, operations={"get": _endpoint(path, summary, schema, others)})
    spec.components.schema("Manifest", schema=ManifestSchema)
    spec.components.schema("ReconciledList", schema=ReconciledListSchema)
    for arguments, description, schema in _QUERIES:
        query = converter.schema2parameters(arguments.schema, location="query")
        method, _, path = arguments.route.partition(" ")
        operation = _query(path, description, schema, query)
        operations = {method.lower(): operation}
        if arguments is ASKED:
            operations["post"] = _posted(operation, query)
        spec.path(path, operations=operations)
    written: Json = spec.to_dict()
    return written


def as_yaml() -> str:
    """The document as openapi.yaml has it."""
    return yaml.safe_dump(document(), sort_keys=False, allow_unicode=True, width=100)


def _component(schema: Any) -> str:
    """The name of a schema in the document: `Quote` of `QuoteSchema`."""
    kind: Any = resolve_schema_cls(schema)
    return str(kind.__name__).removesuffix("Schema")


def _operation(route: Route, query: list[Json]) -> Json:
    resource = route.resource
    holder = route.parent or resource
    path = [_id_parameter(holder)] if "{id}" in route.path else []
    answers = {"200": _item(route) if route.is_item else _list(resource)}
    answers["304"] = {"description": "Nothing has changed.", "headers": _headers("ETag", "Vary")}
    if "{id}" in route.path and holder.aliased:
        answers |= _elsewhere()
    others = _OF_ONE if "{id}" in route.path else _OF_RECORDS
    return {
        "operationId": route.name,
        "summary": _summary(route),
        "tags": [holder.name],
        "parameters": [*path, *query, "If-None-Match", "X-Request-Id"],
        "responses": {**answers, **_EVERYWHERE, **others},
    }


def _elsewhere() -> Json:
    """Where an id leads that no record has now."""
    return {
        "300": _answer("The id is one of several records.", JSON, ChoicesSchema),
        "308": {"description": "The record has another id now.", "headers": _headers("Location")},
    }


def _edit(route: Route) -> Json:
    answers = {"200": _item(route), **_elsewhere()}
    answers["200"]["headers"] |= _headers("Content-Location")
    return {
        "operationId": "edit_entity",
        "summary": "Rename, retype, merge or split an entity",
        "description": "Answers the entity that came of it.",
        "tags": [route.resource.name],
        "security": [{"token": []}],
        "parameters": [_id_parameter(route.resource), "If-Match", "X-Request-Id"],
        "requestBody": {"required": True, "content": {JSON: {"schema": EditSchema}}},
        "responses": {**answers, **_EVERYWHERE, **_OF_WRITES, "404": "NotFound", **_WITH_DATABASE},
    }


def _summary(route: Route) -> str:
    if route.parent is not None:
        return f"The {route.resource.name} of one {route.parent.one}"
    if route.detail is not None:
        return route.detail.summary
    return f"One {route.resource.one}" if route.is_item else route.resource.summary


def _id_parameter(resource: Resource) -> Json:
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": f"The id of the {resource.one}.",
        "schema": {"type": "string", "pattern": "^[^/]+$", "examples": [resource.example]},
    }


def _list(resource: Resource) -> Json:
    # `select` may leave out any field of a record.
    results = {"type": "array", "items": resource.list.schema(partial=True)}
    schema = {
        "type": "object",
        "properties": {"results": results, "meta": MetaSchema, "links": LinksSchema},
        "required": ["results", "meta", "links"],
    }
    content: Json = {each.media_type: {"schema": {"type": "string"}} for each in FORMATS}
    content[JSON] = {"schema": schema}
    return {
        "description": f"A page of {resource.name}; as NDJSON, one record a line.",
        "headers": _headers("ETag", "Link", "Vary"),
        "content": content,
    }


def _item(route: Route) -> Json:
    description = f"{_summary(route)}." if route.detail else f"The {route.resource.one}."
    answer = _answer(description, JSON, route.view.schema(partial=True))
    return {**answer, "headers": _headers("ETag", "Vary")}


def _endpoint(path: str, summary: str, schema: object, others: Mapping[str, str]) -> Json:
    return {
        "operationId": path.strip("/").removesuffix(".json") or "index",
        "summary": summary,
        "tags": ["service"],
        "parameters": ["X-Request-Id"],
        "responses": {"200": _answer(summary, JSON, schema), **_EVERYWHERE, **others},
    }


def _query(path: str, summary: str, schema: object, query: list[Json]) -> Json:
    return {
        "operationId": path.strip("/").replace("/", "_"),
        "summary": summary,
        "tags": ["entities"],
        "parameters": [*query, "X-Request-Id"],
        "responses": {"200": _answer(summary, JSON, schema), **_EVERYWHERE, **_WITH_DATABASE},
    }


def _posted(operation: Json, query: list[Json]) -> Json:
    """The same operation with its query, all of which is needed then, in a form."""
    form = {
        "type": "object",
        "properties": {each["name"]: each["schema"] for each in query},
        "required": [each["name"] for each in query],
    }
    content = {"application/x-www-form-urlencoded": {"schema": form}}
    return {
        **operation,
        "operationId": f"{operation['operationId']}_post",
        "parameters": ["X-Request-Id"],
        "requestBody": {"required": True, "content": content},
        "responses": {
            **operation["responses"],
            "200": _answer("A list of candidates for each query.", JSON, _RECONCILED),
            "413": "TooLarge",
        },
    }


def _answer(description: str, media_type: str, schema: object) -> Json:
    return {
        "description": description,
        "headers": _headers(),
        "content": {media_type: {"schema": schema}},
    }


def _headers(*names: str) -> dict[str, str]:
    return {name: name for name in (*names, "X-Request-Id")}


_ENDPOINTS: dict[str, tuple[str, object, Mapping[str, str]]] = {
    "/": ("What there is.", IndexSchema, {}),
    "/openapi.json": ("This document.", {"type": "object"}, {}),
    "/healthz": ("The process answers.", StatusSchema, {}),
    "/readyz": ("The database can be read.", StatusSchema, _WITH_DATABASE),
}

_RECONCILED = {
    "type": "object",
    "additionalProperties": {"$ref": "#/components/schemas/ReconciledList"},
}

# What is asked of the entities besides their list: (arguments, what is answered, its schema).
_QUERIES: tuple[tuple[Arguments, str, object], ...] = (
    (SUGGESTIONS, "Entities as somebody types a name", SuggestionsSchema),
    (
        ASKED,
        "The Reconciliation API 0.2: its manifest, or the answer to queries",
        {"anyOf": [{"$ref": "#/components/schemas/Manifest"}, _RECONCILED]},
    ),
    (SUGGESTED, "Entities as the Reconciliation API suggests them", SuggestedListSchema),
)
