"""Schemathesis against the OpenAPI document and the service over the shared collection.

Of each operation three kinds of requests are made: what the document allows, the same about
records that there are, and what it does not allow. Whatever comes, there is no server error, and
no answer that the document does not describe.
"""

from collections import Counter

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.openapi import document

CASES = 120
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS = [(path, method) for path, item in document()["paths"].items() for method in item]


@st.composite
def requests_of(
    draw: st.DrawFn, operation: schemathesis.APIOperation, ids: list[str]
) -> schemathesis.Case:
    """A request of `operation`; every other one is valid and about a record that there is."""
    kind = draw(st.sampled_from(["known", "known", "allowed", "refused"]))
    mode = GenerationMode.NEGATIVE if kind == "refused" else GenerationMode.POSITIVE
    case = draw(operation.as_strategy(mode))
    if kind == "known":
        case.path_parameters = {"id": draw(st.sampled_from(ids))} if ids else {}
        # No cursor that is made up is one of this list.
        case.query.pop("cursor", None)
    return case


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_described(client: FlaskClient, path: str, method: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/openapi.json", client.application)
    operation = schema[path][method.upper()]
    kind = path.split("/")[1]
    listed = client.get(f"/{kind}?limit=200").json["results"] if "{id}" in path else []
    answers: Counter[int] = Counter()

    @given(case=requests_of(operation, [each["id"] for each in listed]))
    @settings(
        max_examples=CASES,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answer(case: schemathesis.Case) -> None:
        response = case.call()
        answers[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    answer()
    assert answers.total() >= 100
    # No body that is made up is one of queries, and without a token none is an edit.
    assert method != "get" or answers[200] * 3 >= answers.total()
