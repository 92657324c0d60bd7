"""The OpenAPI document: the committed one, and what it says against what the service does."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from flask.testing import FlaskClient

from api.openapi import as_yaml, document
from api.resources import RESOURCES
from api.routes import routes

COMMITTED = Path(__file__).parents[1] / "openapi.yaml"

OPERATIONS = [(path, item["get"]) for path, item in document()["paths"].items()]


def test_the_committed_document_is_the_generated_one() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == as_yaml(), (
        "run: onrecord openapi > openapi.yaml"
    )


def test_the_document_is_valid() -> None:
    schemathesis.openapi.from_dict(document()).validate()


def test_the_yaml_and_the_json_say_the_same(client: FlaskClient) -> None:
    assert yaml.safe_load(as_yaml()) == client.get("/openapi.json").json


def test_every_route_of_the_service_is_described(client: FlaskClient) -> None:
    rules = client.application.url_map.iter_rules()
    served = {rule.rule.replace("<id>", "{id}") for rule in rules}
    assert served - {"/docs/", "/docs/<path:path>"} == {path for path, _ in OPERATIONS}


def query_parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in operation["parameters"] if each.get("in") == "query"]


def test_every_argument_is_described() -> None:
    for route in routes(RESOURCES):
        operation = document()["paths"][route.path]["get"]
        described = {each["name"] for each in query_parameters(operation)}
        assert described == set(route.arguments.schema.fields)


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
def test_every_parameter_says_what_it_is(path: str, operation: dict[str, Any]) -> None:
    for parameter in query_parameters(operation):
        assert parameter["description"]
        schema = parameter["schema"].get("items", parameter["schema"])
        assert schema["type"] == "boolean" or schema.keys() & {
            "enum",
            "examples",
            "default",
            "maxLength",
        }


def values(parameter: dict[str, Any]) -> list[str]:
    """Arguments that the document says can be given."""
    schema = parameter["schema"].get("items", parameter["schema"])
    return [*schema.get("enum", []), *map(str, schema.get("examples", []))]


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
def test_what_the_document_gives_as_an_example_is_taken(
    client: FlaskClient, path: str, operation: dict[str, Any]
) -> None:
    target = path.replace("{id}", "ivo-lind") if path.startswith("/entities") else path
    if "{id}" in target:
        [kind] = operation["tags"]
        target = path.replace("{id}", client.get(f"/{kind}").json["results"][0]["id"])
    parameters = query_parameters(operation)
    needed = {each["name"]: values(each)[0] for each in parameters if each["required"]}
    for parameter in parameters:
        for value in values(parameter):
            words = {"q": "words"} if value == "relevance" else {}
            answer = client.get(target, query_string={**needed, **words, parameter["name"]: value})
            assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
def test_no_operation_is_named_twice(path: str, operation: dict[str, Any]) -> None:
    names = [each["operationId"] for _, each in OPERATIONS]
    assert names.count(operation["operationId"]) == 1
