"""The application: the routes of the resources, the endpoints, and the answers to errors."""

from flask import Flask

from api import answers
from api.config import Config, read_config
from api.database import open_database
from api.endpoints.autocomplete import autocomplete
from api.endpoints.documentation import docs, documentation
from api.endpoints.editing import editing
from api.endpoints.health import health
from api.endpoints.reconcile import reconciliation
from api.resources import RESOURCES
from api.views import records


def create_app(config: Config | None = None) -> Flask:
    """The service as `config` describes it, as the environment does where it is None.

    A `DatabaseUnavailableError` says why there is nothing to serve.
    """
    config = config or read_config()
    open_database(config.database_url)
    app = Flask(__name__, static_folder=None)
    app.config["WRITE_TOKEN"] = config.write_token
    for blueprint in (
        records(RESOURCES),
        editing,
        autocomplete,
        reconciliation,
        health,
        documentation,
        docs,
    ):
        app.register_blueprint(blueprint)
    answers.register(app, cors_origins=config.cors_origins)
    return app
