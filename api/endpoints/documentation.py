"""The index of the service, its OpenAPI document, and pages to try it out on.

The pages of `/docs` are served from here with all that they need; nothing leaves the browser
for anywhere else, so the validator that Swagger UI would call is off.
"""

from flask import Blueprint, Response
from flask_swagger_ui import get_swaggerui_blueprint

from api import __version__
from api.answers import json_response, no_arguments
from api.openapi import document
from api.resources import RESOURCES

documentation = Blueprint("documentation", __name__)
documentation.before_request(no_arguments)

docs: Blueprint = get_swaggerui_blueprint(
    "/docs",
    "/openapi.json",
    blueprint_name="docs",
    config={"app_name": "On Record", "validatorUrl": None},
)


@docs.after_request
def confine(response: Response) -> Response:
    """Let the browser enforce it; Swagger UI brings its styles and its icons inline."""
    response.headers["Content-Security-Policy"] = (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    )
    return response


@documentation.get("/")
def index() -> Response:
    """What there is."""
    return json_response(
        {
            "name": "On Record",
            "version": __version__,
            "resources": {name: f"/{name}" for name in RESOURCES},
            "openapi": "/openapi.json",
            "docs": "/docs/",
        }
    )


@documentation.get("/openapi.json")
def openapi() -> Response:
    """The contract."""
    return json_response(document())
