"""What the service answers, each record checked against its schema."""

from typing import Any

from flask.testing import FlaskClient

from api.schemas import (
    ArticleSchema,
    ArticleTextSchema,
    ContextSchema,
    EntityDetailSchema,
    EntitySchema,
    EventSchema,
    LinksSchema,
    MetaSchema,
    ProblemSchema,
    QuotedSchema,
    QuoteSchema,
    SourceSchema,
)

type Json = dict[str, Any]

LISTED = {
    "quotes": QuoteSchema,
    "articles": ArticleSchema,
    "entities": EntitySchema,
    "events": EventSchema,
    "speakers": QuotedSchema,
    "sources": SourceSchema,
}
SINGLE = LISTED | {"articles": ArticleTextSchema, "entities": EntityDetailSchema}
DETAILS = {"context": ContextSchema}


def page(client: FlaskClient, path: str) -> Json:
    """The whole answer of a list."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json
    kind = answer.request.path.rpartition("/")[2]
    LISTED[kind]().load(body["results"], many=True)
    MetaSchema().load(body["meta"])
    LinksSchema().load(body["links"])
    return body


def results(client: FlaskClient, path: str) -> list[Json]:
    """The records of a list."""
    records: list[Json] = page(client, path)["results"]
    return records


def record(client: FlaskClient, path: str) -> Json:
    """A single record."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json
    _, kind, _, *detail = answer.request.path.split("/")
    schema = DETAILS[detail[0]] if detail else SINGLE[kind]
    schema().load(body)
    return body


def problem(client: FlaskClient, path: str, **kwargs: Any) -> Json:
    """The problem that a request is answered with."""
    answer = client.open(path, **kwargs)
    assert answer.content_type == "application/problem+json"
    body: Json = answer.json
    ProblemSchema().load(body)
    assert body["status"] == answer.status_code
    assert body["request_id"] == answer.headers["X-Request-Id"]
    return body
