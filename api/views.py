"""Requests in, answers out: the only list handler and the only item handler of the service.

A list's ETag is made of the collection's revision, the software, the request and the format, so
that it is known before anything but the revision is read; an item's is that of its own bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from http import HTTPStatus
from urllib.parse import quote, urlencode

import orjson
from flask import Blueprint, Response, request, url_for

from api import __version__
from api.answers import json_response, request_target
from api.database import database
from api.errors import NotFoundError
from api.formats import FORMATS, negotiate
from api.listing import Page, page, rendered
from api.lookup import Match, Resolution
from api.models import Revision
from api.resource import Json, Resource
from api.routes import Route, routes

type Handler = Callable[..., Response]


def records(resources: Mapping[str, Resource]) -> Blueprint:
    """The routes of `resources`."""
    blueprint = Blueprint("records", __name__)
    for route in routes(resources):
        rule = route.path.replace("{id}", "<id>")
        view = _item_view(route) if route.is_item else _list_view(route)
        blueprint.add_url_rule(rule, endpoint=route.name, view_func=view)
    return blueprint


def _list_view(route: Route) -> Handler:
    def serve_list(id: str | None = None) -> Response:  # noqa: A002  # the name in the path
        arguments = route.arguments.read(request.args)
        format_ = negotiate(arguments.get("format"), request.accept_mimetypes)
        # One snapshot: no record is completed with what was written after it was read.
        with database.atomic():
            # Query: the revision.
            revision: int = Revision.select(Revision.number).scalar() or 0
            etag = etag_of(__version__, revision, request_target(), format_.name)
            if _is_known(etag):
                return _not_modified(etag)
            bound = {}
            if route.parent and route.part:
                parent = found(route.parent, str(id))
                if isinstance(parent, Response):
                    return parent
                bound = {route.part.filter: parent.key}
            listed = page(route.resource, arguments, bound, request.path)
        links = {"self": request_target(), "next": _next(listed.next)}
        body = format_.write(
            listed.records, {"meta": _meta(listed, arguments["limit"], revision), "links": links}
        )
        link = ", ".join(f'<{target}>; rel="{name}"' for name, target in links.items() if target)
        return representation(body, format_.media_type, etag, {"Link": link})

    return serve_list


def _item_view(route: Route) -> Handler:
    resource = route.resource

    def serve_item(id: str) -> Response:  # noqa: A002  # the name in the path
        arguments = route.arguments.read(request.args)
        format_ = negotiate(None, request.accept_mimetypes, FORMATS[:1])
        with database.atomic():
            match = found(resource, id)
            if isinstance(match, Response):
                return match
            # Query: the row.
            rows = list(route.view.rows.where(resource.key == match.key))
            [record] = rendered(resource, route.view, rows, arguments)
        body = orjson.dumps(record)
        etag = etag_of(body)
        if _is_known(etag):
            return _not_modified(etag)
        return representation(body, format_.media_type, etag)

    return serve_item


def found(resource: Resource, id_: str) -> Match | Response:
    """The record that `id_` names, or the answer that leads to it."""
    # Query: the row of this id, and where there is none what the id leads to.
    matches = resource.find(id_)
    if not matches:
        raise NotFoundError(f"No {resource.one} has the id {id_!r}.")
    if len(matches) > 1:
        return json_response({"choices": _named(matches)}, status=HTTPStatus.MULTIPLE_CHOICES)
    [match] = matches
    return match if match.via == "id" else _moved(match.id)


def _moved(id_: str) -> Response:
    """A permanent redirect to the same request with the id that the record has now."""
    query = request.query_string.decode("latin-1")
    target = url_for(str(request.endpoint), id=id_) + (f"?{query}" if query else "")
    answer = Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": target})
    del answer.headers["Content-Type"]
    return answer


def _next(place: str | None) -> str | None:
    """This request with another cursor."""
    if place is None:
        return None
    given = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    return f"{quote(request.path)}?{urlencode([*given, ('cursor', place)])}"


def _meta(found: Page, limit: int, revision: int) -> Json:
    counted = None
    if found.count is not None:
        value, relation = found.count
        counted = {"value": value, "relation": relation}
    return {
        "count": counted,
        "limit": limit,
        "revision": revision,
        "resolved": {
            name: [_as_json(resolution) for resolution in resolutions]
            for name, resolutions in found.resolved.items()
        },
        "warnings": found.warnings,
    }


def _as_json(resolution: Resolution) -> Json:
    body: Json = {"input": resolution.input, "matches": _named(resolution.matches)}
    if not resolution.matches:
        body["near"] = list(resolution.near)
    return body


def _named(matches: Sequence[Match]) -> list[Json]:
    return [{"id": match.id, "name": match.name, "via": match.via} for match in matches]


def etag_of(*parts: object) -> str:
    digest = blake2b(digest_size=12)
    for part in parts:
        digest.update(part if isinstance(part, bytes) else f"{part}\n".encode())
    return digest.hexdigest()


def _is_known(etag: str) -> bool:
    return etag in request.if_none_match.as_set(include_weak=True)


def _not_modified(etag: str) -> Response:
    return _validated(Response(status=HTTPStatus.NOT_MODIFIED), etag)


def representation(
    body: bytes, media_type: str, etag: str, headers: Mapping[str, str] | None = None
) -> Response:
    return _validated(Response(body, headers=headers, content_type=media_type), etag)


def _validated(response: Response, etag: str) -> Response:
    response.set_etag(etag)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response
