"""The Reconciliation Service API, which matches a column of names in OpenRefine."""

from flask import Blueprint, Response, request

from api.answers import json_response
from api.reconciliation import ASKED, POSTED, SUGGESTED, manifest, reconcile, suggest

reconciliation = Blueprint("reconciliation", __name__)


@reconciliation.after_request
def share(response: Response) -> Response:
    """Any page may ask, as the specification has it; there is nothing here but what is public."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@reconciliation.get("/reconcile")
def ask() -> Response:
    """What the service can do, or the answer to `queries`."""
    arguments = ASKED.read(request.args)
    if "queries" in arguments:
        return json_response(reconcile(arguments["queries"]))
    return json_response(manifest(request.host_url.rstrip("/")))


@reconciliation.post("/reconcile")
def post() -> Response:
    """The answer to `queries`, which may be too long for an address."""
    return json_response(reconcile(POSTED.read(request.form)["queries"]))


@reconciliation.get("/reconcile/suggest/entity")
def suggest_entity() -> Response:
    """The entities with a name that begins as `prefix` does."""
    return json_response(suggest(SUGGESTED.read(request.args)))
