"""Suggestions while a name is typed."""

from flask import Blueprint, Response, request

from api.answers import json_response
from api.suggestions import SUGGESTIONS, suggest

autocomplete = Blueprint("autocomplete", __name__)


@autocomplete.get("/autocomplete/entities")
def entities() -> Response:
    """The entities with a name that begins as `q` does."""
    return json_response({"results": suggest(SUGGESTIONS.read(request.args))})
