"""Whether the service is alive, and whether it is ready to answer."""

from flask import Blueprint, Response

from api.answers import json_response, no_arguments
from api.database import check_database

health = Blueprint("health", __name__)
health.before_request(no_arguments)


@health.get("/healthz")
def alive() -> Response:
    """The process answers; the database is not asked."""
    return json_response({"status": "ok"})


@health.get("/readyz")
def ready() -> Response:
    """The database can be read and has our schema; 503 says what is wrong with it."""
    check_database()
    return json_response({"status": "ok"})
