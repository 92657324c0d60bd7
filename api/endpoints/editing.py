"""Edits of entities, by those who know the write token."""

from hmac import compare_digest

import orjson
from flask import Blueprint, Response, current_app, request, url_for
from marshmallow import ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from api.arguments import Arguments
from api.database import transaction, writable
from api.editing import decide, entity_with
from api.errors import (
    ForbiddenError,
    InvalidBodyError,
    PreconditionFailedError,
    UnauthorizedError,
)
from api.listing import rendered
from api.resources.entities import entities, entity_view
from api.schemas import EditSchema
from api.store import settle_decisions
from api.views import etag_of, found, representation

editing = Blueprint("editing", __name__)

_JSON = {"application/json", "application/merge-patch+json"}


@editing.patch("/entities/<id>")
def edit(id: str) -> Response:  # noqa: A002  # the name in the path
    """Decide something of an entity; the answer is the entity that came of it."""
    _authorise()
    Arguments("PATCH /entities/{id}", {}).read(request.args)
    wanted = _body()
    with writable(), transaction():
        match = found(entities, id)
        if isinstance(match, Response):
            return match
        before = _served(match.key)
        if request.if_match and not request.if_match.contains(etag_of(before)):
            raise PreconditionFailedError(
                "The entity is not as If-Match has it; get it again and look."
            )
        decided, shown = decide(match.key, wanted)
        settle_decisions(decided)
        after = _served(entity_with(shown))
    answer = representation(after, "application/json", etag_of(after))
    answer.headers["Content-Location"] = url_for("records.entity", id=orjson.loads(after)["id"])
    return answer


def _authorise() -> None:
    """Let those pass who know the token; where there is none, nobody does."""
    token: str | None = current_app.config["WRITE_TOKEN"]
    if token is None:
        raise ForbiddenError("Nothing can be written here: ONRECORD_WRITE_TOKEN is not set.")
    given = request.authorization
    if given is None or given.type != "bearer" or not _is_same(given.token, token):
        raise UnauthorizedError("This takes the write token: 'Authorization: Bearer …'.")


def _is_same(given: str | None, token: str) -> bool:
    # As fast for any wrong token as for one that is nearly right.
    return compare_digest((given or "").encode(), token.encode())


def _body() -> dict[str, object]:
    if request.mimetype not in _JSON:
        raise UnsupportedMediaType(f"The body is to be one of: {', '.join(sorted(_JSON))}.")
    try:
        value = orjson.loads(request.get_data())
        loaded: dict[str, object] = EditSchema().load(value)
    except orjson.JSONDecodeError as error:
        raise InvalidBodyError(f"The body is no JSON: {error}.") from error
    except ValidationError as error:
        reason = orjson.dumps(error.messages, option=orjson.OPT_NON_STR_KEYS).decode()
        raise InvalidBodyError(f"The body is no edit of an entity: {reason}") from error
    return loaded


def _served(entity: int) -> bytes:
    """The entity as `GET` answers it."""
    rows = list(entity_view.rows.where(entities.key == entity))
    [record] = rendered(entities, entity_view, rows, {})
    return orjson.dumps(record)
