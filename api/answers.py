"""Answers: JSON bodies, problem details, and what every answer carries.

An error of any kind, foreseen or not, is answered as `application/problem+json`; what went
wrong inside is for the log alone, where the answer's request id finds it.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import orjson
from flask import Flask, Response, current_app, g, request
from peewee import OperationalError
from werkzeug.exceptions import HTTPException

from api.arguments import Arguments
from api.errors import DatabaseUnavailableError, InvalidQueryError, OnRecordError, problem

JSON = "application/json"
PROBLEM = "application/problem+json"

# What an error of a status says besides its problem.
_HEADERS: Mapping[int, Mapping[str, str]] = {
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "5"},
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
}

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def json_response(
    value: object, *, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response:
    """`value` as a JSON answer; an `orjson.Fragment` in it is put in as it is."""
    return Response(orjson.dumps(value), status, headers, content_type=JSON)


def request_target() -> str:
    """The path and query of this request, as a URI reference."""
    path = quote(request.path, safe="/:@!$&'()*+,;=~")
    query = quote(request.query_string, safe="/?:@!$&'()*+,;=%~")
    return f"{path}?{query}" if query else path


def no_arguments() -> None:
    """Refuse every query parameter of this request."""
    if request.args:
        Arguments(f"GET {request.path}", {}).read(request.args)


def register(app: Flask, *, cors_origins: tuple[str, ...] = ()) -> None:
    """Give `app` the errors, the request ids and the CORS headers of this module."""
    app.register_error_handler(OnRecordError, _foreseen)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(Exception, _unforeseen)
    app.before_request(_name_request)
    app.after_request(_complete)
    if cors_origins:
        app.after_request(lambda response: _share(response, cors_origins))


def _foreseen(error: OnRecordError) -> Response:
    headers = _HEADERS.get(error.status, {})
    return _problem(
        error.status,
        headers,
        slug=error.slug,
        title=error.title,
        detail=str(error),
        faults=error.faults if isinstance(error, InvalidQueryError) else (),
    )


def _unavailable(error: OperationalError) -> Response:
    """The database went away, or cannot be had for now."""
    current_app.logger.error("request %s: no database", g.request_id, exc_info=error)
    return _foreseen(DatabaseUnavailableError("The database cannot be read now; try again later."))


def _refused(error: HTTPException) -> Response:
    """What Flask itself refuses: no such route, another method, a body too large."""
    own = error.get_response()
    title = HTTPStatus(own.status_code).phrase
    headers = {name: value for name, value in own.headers.items() if name == "Allow"}
    return _problem(
        own.status_code,
        headers,
        slug=title.lower().replace(" ", "-"),
        title=title,
        detail=error.description or title,
    )


def _unforeseen(error: Exception) -> Response:
    current_app.logger.error("request %s failed", g.request_id, exc_info=error)
    return _problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        slug=OnRecordError.slug,
        title=OnRecordError.title,
        detail="Something went wrong here. The log tells what, under this request_id.",
    )


def _problem(status: int, headers: Mapping[str, str] | None = None, **members: Any) -> Response:
    body = problem(status=status, instance=request_target(), request_id=g.request_id, **members)
    return Response(orjson.dumps(body), status, headers, content_type=PROBLEM)


def _name_request() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex


def _complete(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _share(response: Response, origins: tuple[str, ...]) -> Response:
    """The CORS headers, for a page of one of `origins`; `*` is any page."""
    origin = request.headers.get("Origin")
    if "*" in origins:
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        response.vary.add("Origin")
        if origin not in origins:
            return response
        response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Request-Id"
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, X-Request-Id"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
