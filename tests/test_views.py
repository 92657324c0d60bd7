"""The list handler and the item handler: paging, formats, conditional requests, methods, costs."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import store
from api.app import create_app
from api.config import Config
from api.database import database, open_database
from api.extraction.document import Document
from api.extraction.records import Extraction
from tests import collection
from tests.served import page, problem, record, results

LISTS = ["/quotes", "/articles", "/entities", "/events", "/speakers", "/sources"]
SORTED = [
    ("/quotes", ["published", "-published", "position", "-position"]),
    ("/quotes", ["confidence", "-confidence"]),
    ("/articles", ["published", "-published"]),
    ("/entities", ["articles", "-articles", "name", "-name"]),
    ("/events", ["date", "-date", "position", "-position"]),
    ("/speakers", ["quotes", "-quotes", "name", "-name"]),
    ("/sources", ["articles", "-articles", "name", "-name"]),
    ("/entities/tomas-reyle/quotes", ["published", "-position"]),
]


@contextmanager
def queries(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """The table that each query meanwhile is about, in their order."""
    asked: list[str] = []
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        caplog.clear()
        yield asked
        statements = (entry.msg[0] for entry in caplog.records if entry.name == "peewee")
        asked += [table for sql in statements for table in re.findall(r'FROM "(\w+)"', sql)[:1]]


# Paging


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        *((path, sort) for path, sorts in SORTED for sort in sorts),
        ("/quotes", "said"),
        ("/quotes", "-said"),
        ("/quotes?q=promise", "relevance"),
        ("/entities/tomas-reyle/quotes?q=promise&type=direct", "relevance"),
    ],
)
@pytest.mark.parametrize("limit", [1, 7])
def test_a_drain_returns_each_record_once_in_order(
    client: FlaskClient, path: str, sort: str, limit: int
) -> None:
    target: str | None = f"{path}{'&' if '?' in path else '?'}sort={sort}&limit="
    whole = [each["id"] for each in results(client, f"{target}200")]
    drained: list[str] = []
    target = f"{target}{limit}"
    while target:
        body = page(client, target)
        drained += [each["id"] for each in body["results"]]
        target = body["links"]["next"]
    assert len(whole) == len(set(whole)) > 1
    assert drained == whole


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("/quotes?q=ready talks", ["We are ready to continue the talks with Norland,"]),
        ("/quotes?q=harbour", ["The harbour, belongs to us."]),
        ("/quotes?q=nothing like it", []),
        ("/quotes?q=--", []),
        ("/quotes?q=harbour&speaker=Petrova", []),
    ],
)
def test_relevance_lists_what_matches(client: FlaskClient, query: str, texts: list[str]) -> None:
    found = results(client, f"{query}&sort=relevance")
    assert [each["text"] for each in found] == texts


def test_the_best_match_comes_first(client: FlaskClient) -> None:
    # the same words, in a short text and in a long one
    texts = [each["title"] for each in results(client, "/articles?q=said&sort=relevance")]
    assert texts[0] == "Forty promises"
    [*names] = [each["name"] for each in results(client, "/entities?q=kestrel&sort=relevance")]
    assert names == ["Kestrel", "Kestrel"]


def test_a_ranking_says_what_it_leaves_out(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/quotes?q=promise&sort=relevance&limit=30"
    assert page(client, path)["meta"]["warnings"] == []
    monkeypatch.setattr("api.listing.COUNTED", 20)
    monkeypatch.setattr("api.resource.COUNTED", 20)
    for count in ("bounded", "exact", "none"):
        body = page(client, f"{path}&count={count}")
        assert len(body["results"]) == 20
        assert [each["name"] for each in body["meta"]["warnings"]] == ["sort"]


@pytest.mark.parametrize("path", ["/quotes?sort=relevance", "/entities?sort=relevance&type=GPE"])
def test_without_words_there_is_no_relevance(client: FlaskClient, path: str) -> None:
    body = problem(client, path)
    assert [(each["name"], each["code"]) for each in body["errors"]] == [("sort", "invalid")]


@pytest.mark.parametrize(("path", "sorts"), SORTED)
def test_a_minus_turns_a_list_but_for_what_has_no_value(
    client: FlaskClient, path: str, sorts: list[str]
) -> None:
    name = sorts[0].removeprefix("-")

    def valued(sort: str) -> list[str]:
        found = results(client, f"{path}?sort={sort}&limit=200&to=9999" if dated else plain(sort))
        return [each["id"] for each in found]

    def plain(sort: str) -> str:
        return f"{path}?sort={sort}&limit=200"

    dated = name in {"published", "date"}
    assert valued(name) == valued(f"-{name}")[::-1]


def test_the_next_page_keeps_the_arguments(client: FlaskClient) -> None:
    first = page(client, "/quotes?speaker=Reyle&speaker=Lind&limit=5&count=none")
    second = page(client, first["links"]["next"])
    assert second["meta"]["limit"] == 5
    assert second["meta"]["count"] is None
    assert second["meta"]["resolved"] == first["meta"]["resolved"]


def test_the_link_header_says_what_the_body_does(client: FlaskClient) -> None:
    answer = client.get("/quotes?limit=5&q=promise number")
    links = {
        name: target
        for target, name in re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers["Link"])
    }
    assert links == answer.json["links"]
    assert links["self"] == "/quotes?limit=5&q=promise%20number"
    last = client.get("/sources")
    assert last.headers["Link"] == '</sources>; rel="self"'
    assert last.json["links"]["next"] is None


def test_a_cursor_belongs_to_its_list(client: FlaskClient) -> None:
    cursor = page(client, "/quotes?limit=5&sort=position")["links"]["next"].rpartition("=")[2]
    for path in (
        f"/quotes?limit=5&cursor={cursor}",
        f"/quotes?limit=5&sort=-position&cursor={cursor}",
        f"/quotes?limit=5&sort=position&type=direct&cursor={cursor}",
        f"/events?limit=5&sort=position&cursor={cursor}",
        f"/quotes?limit=5&sort=position&cursor={cursor[:-1]}",
        f"/quotes?limit=5&sort=position&cursor=x{cursor}",
        "/quotes?cursor=0",
        f"/quotes?cursor={quote('né')}",
    ):
        assert problem(client, path)["type"] == "/problems/invalid-cursor"


def test_a_cursor_outlives_a_change_of_what_is_shown(client: FlaskClient) -> None:
    cursor = page(client, "/quotes?limit=5")["links"]["next"].rpartition("=")[2]
    found = results(client, f"/quotes?limit=10&offsets=utf16&count=exact&cursor={cursor}")
    whole = results(client, "/quotes?limit=15")
    assert [each["id"] for each in found] == [each["id"] for each in whole[5:]]


@pytest.mark.parametrize(
    ("count", "counted"),
    [("bounded", {"value": 46, "relation": "eq"}), ("exact", {"value": 46, "relation": "eq"})],
)
def test_counts(client: FlaskClient, count: str, counted: dict[str, object]) -> None:
    assert page(client, f"/quotes?count={count}&limit=1")["meta"]["count"] == counted


def test_a_long_list_is_counted_up_to_a_bound(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.listing.COUNTED", 10)
    assert page(client, "/quotes")["meta"]["count"] == {"value": 10, "relation": "gte"}
    assert page(client, "/articles")["meta"]["count"] == {"value": 6, "relation": "eq"}
    assert page(client, "/quotes?count=exact")["meta"]["count"]["value"] == 46


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_words_are_too_strange_to_look_for(client: FlaskClient, text: str) -> None:
    for name in ("q", "speaker", "speaker_id", "speaker_text", "cue", "source", "article_id"):
        answer = client.get("/quotes", query_string={name: text, "limit": 1})
        assert answer.status_code == (200 if text and "\0" not in text else 400)


# What is shown of a record


def test_select_shows_the_fields_in_the_order_asked_for(client: FlaskClient) -> None:
    answer = client.get("/quotes?speaker=Petrova&select=type,id")
    assert [list(each) for each in answer.json["results"]] == [["type", "id"]]
    [id_] = [each["id"] for each in answer.json["results"]]
    assert client.get(f"/quotes/{id_}?select=type").json == {"type": "direct"}


def test_offsets_count_utf16_units(client: FlaskClient) -> None:
    [plain] = results(client, "/quotes?speaker=Brandt")
    [wide] = results(client, "/quotes?speaker=Brandt&offsets=utf16")
    assert record(client, f"/quotes/{wide['id']}?offsets=utf16") == wide
    assert (plain["target"]["unit"], wide["target"]["unit"]) == ("codepoint", "utf16")
    position = wide["target"]["selector"][0]
    units = collection.EMOJI.encode("utf-16-le")[2 * position["start"] : 2 * position["end"]]
    assert units.decode("utf-16-le") == "The 🚢 is ours,"
    assert position != plain["target"]["selector"][0]


# Formats


@pytest.mark.parametrize(
    ("accept", "query", "media_type"),
    [
        (None, "", "application/json"),
        ("*/*", "", "application/json"),
        ("text/html, */*;q=0.1", "", "application/json"),
        ("application/x-ndjson", "", "application/x-ndjson"),
        ("application/json;q=0.5, application/x-ndjson", "", "application/x-ndjson"),
        ("application/x-ndjson", "?format=json", "application/json"),
        ("text/html", "?format=ndjson", "application/x-ndjson"),
    ],
)
def test_the_format_goes_before_accept(
    client: FlaskClient, accept: str | None, query: str, media_type: str
) -> None:
    answer = client.get(f"/sources{query}", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.content_type) == (200, media_type)


@pytest.mark.parametrize("path", ["/sources", "/sources/norland-post"])
def test_what_is_not_served_is_not_acceptable(client: FlaskClient, path: str) -> None:
    body = problem(client, path, headers={"Accept": "text/html"})
    assert body["status"] == 406


def test_ndjson_is_a_record_a_line(client: FlaskClient) -> None:
    answer = client.get("/quotes?format=ndjson&limit=3")
    lines = answer.data.splitlines(keepends=True)
    assert all(line.endswith(b"\n") for line in lines)
    assert [orjson.loads(line) for line in lines] == results(client, "/quotes?limit=3")
    assert 'rel="next"' in answer.headers["Link"]


# Conditional requests


@pytest.mark.parametrize("path", [*LISTS, "/entities/ana-petrova", "/entities/ivo-lind/quotes"])
def test_what_is_known_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    etag = first.headers["ETag"]
    assert first.headers["Vary"] == "Accept, Accept-Encoding"
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == etag
        assert again.headers["Vary"] == first.headers["Vary"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_etag_belongs_to_the_request_and_the_format(client: FlaskClient) -> None:
    paths = ["/quotes", "/quotes?limit=5", "/quotes?format=ndjson", "/events"]
    assert len({client.get(path).headers["ETag"] for path in paths}) == len(paths)
    ndjson = client.get("/quotes", headers={"Accept": "application/x-ndjson"})
    assert ndjson.headers["ETag"] != client.get("/quotes").headers["ETag"]


def test_a_list_changes_with_the_collection_and_an_item_with_itself(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'onrecord.db'}"
    talks, harbour, *_ = collection.articles()

    def add(article: tuple[Document, Extraction]) -> None:
        open_database(url, "write")
        with database.connection_context():
            store.save(*article)
        open_database(url)

    add(talks)
    client = create_app(Config(database_url=url)).test_client()
    paths = ("/quotes?speaker=Petrova", "/entities/ana-petrova", "/entities/norland")
    before = [client.get(path).headers["ETag"] for path in paths]
    first = page(client, "/quotes?limit=1")
    database.close()

    # one that mentions her, and does not mention Norland
    add(harbour)
    after = [client.get(path).headers["ETag"] for path in paths]
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False, True]
    assert page(client, "/quotes")["meta"]["revision"] > first["meta"]["revision"]
    # a cursor goes on where it stood, and what is new before it is not seen
    assert [each["id"] for each in results(client, first["links"]["next"])] == [
        each["id"] for each in results(client, "/quotes")[1:2]
    ]
    database.close()


# Methods and paths


@pytest.mark.parametrize("path", ["/quotes", "/entities/ana-petrova"])
def test_head_is_get_without_the_body(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.data == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Vary"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/quotes", "/articles/a_0", "/healthz"])
def test_other_methods_are_refused(client: FlaskClient, path: str, method: str) -> None:
    body = problem(client, path, method=method)
    assert (body["type"], body["status"]) == ("/problems/method-not-allowed", 405)
    allowed = client.open(path, method=method).headers["Allow"]
    assert set(allowed.split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    "path",
    [
        "/quotes/q_0",
        "/articles/a_0/quotes",
        "/events/x%00",
        "/sources/é",
        "/nothing",
        "/quotes/",
        "/quotes/q_0/events",
    ],
)
def test_what_is_not_there(client: FlaskClient, path: str) -> None:
    assert problem(client, path)["type"] == "/problems/not-found"


# What a page costs


@pytest.mark.parametrize(
    ("path", "tables"),
    [
        # revision; names; the page; entities; articles
        ("/quotes?speaker=Lind", "revision entity quote appearance article"),
        # and its count, where it is not all
        ("/quotes?speaker=Lind&limit=1", "revision entity quote quote appearance article"),
        # revision; ids; the page; entities; articles; texts
        (
            "/quotes?speaker_id=ivo-lind&limit=1&count=none&offsets=utf16",
            "revision entity quote appearance article article",
        ),
        # and the quotes of the same words; their articles
        (
            "/quotes?speaker=Lind&collapse=quotation",
            "revision entity quote appearance article quote article",
        ),
        # where words match costs no query
        ("/quotes?q=harbour&highlight=true", "revision quote appearance article"),
        # the id; the row with its text; the article
        ("/quotes/{id}/context", "quote quote article"),
        # revision; the page and its count; the outlets
        ("/speakers?limit=1", "revision quote source"),
        # revision; the page; entities; articles
        ("/events?limit=200", "revision event appearance article"),
        # revision; the page
        ("/articles", "revision article"),
        # revision; the page; the forms of the names; first and last day
        ("/entities", "revision entity alias article_entity"),
        # revision; the outlet; the page
        ("/sources?name=Norland Post", "revision source source"),
        # revision; the entity; the page, in two ranges; entities; articles
        (
            "/entities/ivo-lind/quotes?sort=published",
            "revision entity quote quote appearance article",
        ),
        # revision; whom the name fits; the page; the forms of the names; first and last day
        (
            "/entities?name=Lind",
            "revision entity name name name entity alias article_entity",
        ),
        # the id; the row; the forms of the name; first and last day; roles; beside whom
        (
            "/entities/ana-petrova",
            "entity entity alias article_entity appearance article_entity",
        ),
    ],
)
def test_a_page_takes_a_fixed_number_of_queries(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, path: str, tables: str
) -> None:
    if "{id}" in path:
        [found] = results(client, "/quotes?q=harbour")
        path = path.replace("{id}", found["id"])
    with queries(caplog) as asked:
        client.get(path)
    assert asked == tables.split()


def test_a_304_takes_the_query_for_the_revision(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    etag = client.get("/entities/ivo-lind/quotes?about=Norland").headers["ETag"]
    with queries(caplog) as asked:
        client.get("/entities/ivo-lind/quotes?about=Norland", headers={"If-None-Match": etag})
    assert asked == ["revision"]
