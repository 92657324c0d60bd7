"""Quotes: each filter by what it finds, and the wire shape."""

import pytest
from flask.testing import FlaskClient

from tests import collection
from tests.served import page, problem, record, results

READY = "We are ready to continue the talks with Norland,"
CLOSED = "the port was closed"
HARBOUR = "The harbour, belongs to us."
NEVER = "Never!"
SHIP = "The 🚢 is ours,"
NOBODY = "Nobody asked us,"

# what nobody said
DENIED = "the ferries would stop"
SUPPOSED = "they sink"


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        # the speaker: names and aliases, without case and accents; ids exactly
        ("speaker=Petrova", [READY]),
        ("speaker=petróva", [READY]),
        ("speaker=ANA PETROVA", [READY]),
        ("speaker=Petrova&speaker=Orlo", [READY, NEVER]),
        ("speaker_id=ana-petrova", [READY]),
        ("speaker_id=petrova", [READY]),  # the slug of an alias
        ("speaker_id=Ana Petrova", []),
        ("speaker=Petr", []),
        ("speaker=Petrova&speaker_id=maja-orlo", []),
        # not the speaker; quotes of nobody known stay
        ("not_speaker=Reyle", [SHIP, READY, CLOSED, HARBOUR, NEVER, NOBODY]),
        ("not_speaker_id=tomas-reyle&not_speaker=Lind&has_speaker=true", [SHIP, READY, NEVER]),
        ("has_speaker=false", [NOBODY]),
        # the words that name the speaker
        ("speaker_text=docker", [NOBODY]),
        ("speaker_text=élodie", [SHIP]),
        ("speaker_text=brandt elodie", [SHIP]),
        # whom it is about, and whom it was said to
        ("about=Norland", [READY]),
        ("about=Vossport", []),
        ("addressee=Petrova", [HARBOUR]),
        ("addressee_id=ana-petrova", [HARBOUR]),
        # how it was said
        ("type=indirect", [CLOSED]),
        ("cue=write", [NEVER]),
        ("cue=wrote", []),
        ("method=pronoun", [READY]),
        ("min_confidence=0.91", [READY]),
        # whether it was said: what was not, or what somebody would say, only on demand
        ("q=ferries", []),
        ("polarity=negative", [DENIED]),
        ("polarity=negative&polarity=positive&speaker=Lind", [CLOSED, HARBOUR, DENIED]),
        ("certainty=possible", [SUPPOSED]),
        ("certainty=probable", [SHIP]),
        ("certainty=certain&source=Harbour Gazette&not_speaker=Reyle", []),
        ("polarity=negative&certainty=possible", []),
        # full text
        ("q=harbour", [HARBOUR]),
        ("q=HARBOUR us", [HARBOUR]),
        ('q="harbour us"', []),
        ('q="ready to continue"', [READY]),
        ("q=harbour -us", []),
        ("q=promise -number", []),
        ('q="', []),
        ("q=) OR (", []),
        ("q=NEAR(ready continue)", []),
        # where it was read
        ("source=Norland Post", [READY, CLOSED, HARBOUR, NEVER]),
        ("source=norland-post", [READY, CLOSED, HARBOUR, NEVER]),
        ("source=Harbour Gazette&speaker=Brandt", [SHIP]),
        ("source=Daily Nothing", []),
        # when it was published: days overlap, and what has no date is found by no bound
        ("from=2025-04", []),
        ("from=2025-03-12", [SHIP, HARBOUR, NEVER]),
        ("from=2025-03-11", [SHIP, READY, CLOSED, HARBOUR, NEVER]),
        ("from=2025&to=2025-03-10", [HARBOUR, NEVER]),
        ("to=2025-03&not_speaker=Reyle", [SHIP, READY, CLOSED, HARBOUR, NEVER]),
        ("to=9999&not_speaker=Reyle", [SHIP, READY, CLOSED, HARBOUR, NEVER]),
        # when it was said
        ("from=2025-03-10&to=2025-03-10&use_date=said", [READY]),
        ("from=2025-03-11&use_date=said", []),
        ("to=2025&use_date=said", [READY]),
        ("from=2025-03-09&use_date=said&speaker=Lind", []),
    ],
)
def test_filters(client: FlaskClient, query: str, texts: list[str]) -> None:
    found = [quote["text"] for quote in results(client, f"/quotes?{query}")]
    assert sorted(found) == sorted(texts)


def test_the_newest_come_first_and_what_has_no_date_last(client: FlaskClient) -> None:
    published = [quote["article"]["published"] for quote in results(client, "/quotes?limit=200")]
    dated = [day for day in published if day is not None]
    assert published == [*sorted(dated, reverse=True), None]


def test_ascending_what_has_no_date_is_last_too(client: FlaskClient) -> None:
    published = [
        quote["article"]["published"]
        for quote in results(client, "/quotes?limit=200&sort=published")
    ]
    dated = [day for day in published if day is not None]
    assert published == [*sorted(dated), None]


def test_by_position_quotes_are_in_the_order_of_the_text(client: FlaskClient) -> None:
    found = results(client, "/quotes?sort=position&not_speaker=Reyle")
    # article by article, the oldest first, the one without a date last
    assert [each["text"] for each in found] == [HARBOUR, NEVER, READY, CLOSED, SHIP, NOBODY]


@pytest.mark.parametrize("sort", ["said", "-said"])
def test_by_the_day_it_was_said_what_has_none_is_last(client: FlaskClient, sort: str) -> None:
    found = results(client, f"/quotes?limit=200&sort={sort}")
    assert found[0]["text"] == READY
    assert all(each["said"] is None for each in found[1:])


def test_by_confidence_the_surest_comes_first(client: FlaskClient) -> None:
    shares = [each["confidence"] for each in results(client, "/quotes?limit=200&sort=-confidence")]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) > 40


def test_the_wire_shape(client: FlaskClient) -> None:
    [quote] = results(client, "/quotes?speaker=Petrova")
    article = quote["article"]
    assert record(client, f"/quotes/{quote['id']}") == quote
    assert quote == {
        "id": quote["id"],
        "type": "direct",
        "language": "en",
        "text": READY,
        "speaker": {
            "id": "ana-petrova",
            "name": "Ana Petrova",
            "type": "PERSON",
            "role": "Trade minister",
        },
        "speaker_text": "she",
        "cue": {"text": "said", "lemma": "say"},
        "method": "pronoun",
        "confidence": 0.91,
        "candidates": [{"id": "ana-petrova", "score": 0.91}, {"id": "ivo-lind", "score": 0.06}],
        "addressees": [],
        "about": [{"id": "norland", "name": "Norland", "type": "GPE"}],
        "attributed_to": None,
        "polarity": "positive",
        "certainty": "certain",
        "said": {
            "value": "2025-03-10",
            "precision": "day",
            "basis": "clause",
            "text": "on Monday",
        },
        "target": {
            "source": f"/articles/{article['id']}",
            "unit": "codepoint",
            "selector": [
                {"type": "TextPositionSelector", "start": 64, "end": 112},
                {
                    "type": "TextQuoteSelector",
                    "exact": READY,
                    "prefix": "vo Lind in Vossport on Monday. “",
                    "suffix": "” she said on Monday. Lind said ",
                },
            ],
        },
        "article": {
            "id": article["id"],
            "title": "Talks end without a deal",
            "source": "Norland Post",
            "published": "2025-03-11",
            "url": None,
        },
        "extractor": "1.0.0",
    }


def test_a_broken_quotation_has_a_selector_pair_for_each_piece(client: FlaskClient) -> None:
    [quote] = results(client, "/quotes?q=harbour")
    pieces = [each["exact"] for each in quote["target"]["selector"] if "exact" in each]
    assert pieces == ["The harbour,", "belongs to us."]


@pytest.mark.parametrize(
    ("query", "resolved"),
    [
        ("speaker=Petrova", [("Petrova", [("ana-petrova", "alias")])]),
        ("speaker=Ana Petrova", [("Ana Petrova", [("ana-petrova", "name")])]),
        ("speaker_id=ana-petrova", [("ana-petrova", [("ana-petrova", "id")])]),
        ("speaker_id=petrova", [("petrova", [("ana-petrova", "alias")])]),
        (
            "about=Lind&about=Orlo",
            [("Lind", [("ivo-lind", "alias")]), ("Orlo", [("maja-orlo", "alias")])],
        ),
        ("speaker=Nobody", [("Nobody", [])]),
    ],
)
def test_the_answer_says_whom_a_name_was_taken_for(
    client: FlaskClient, query: str, resolved: list[tuple[str, list[tuple[str, str]]]]
) -> None:
    name = query.partition("=")[0]
    found = page(client, f"/quotes?{query}")["meta"]["resolved"][name]
    assert [
        (each["input"], [(match["id"], match["via"]) for match in each["matches"]])
        for each in found
    ] == resolved


def test_a_name_nobody_has_is_answered_with_those_near_it(client: FlaskClient) -> None:
    meta = page(client, "/quotes?speaker=Petrowa")["meta"]
    assert meta["resolved"]["speaker"][0]["near"] == ["Ana Petrova"]
    assert meta["count"] == {"value": 0, "relation": "eq"}
    assert [warning["name"] for warning in meta["warnings"]] == ["speaker"]


def test_a_query_without_a_word_is_warned_of(client: FlaskClient) -> None:
    meta = page(client, "/quotes?q=--")["meta"]
    assert [warning["name"] for warning in meta["warnings"]] == ["q"]


# Highlights


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=harbour us", ["harbour", "us"]),
        ('q="THE harbour"', ["The harbour"]),
        ("q=harbour -nothing", ["harbour"]),
        ("source=norland post&speaker=Lind&cue=tell", []),
    ],
)
def test_highlights_are_words_of_the_quote(
    client: FlaskClient, query: str, words: list[str]
) -> None:
    [quote] = results(client, f"/quotes?{query}&highlight=true")
    assert quote["text"] == HARBOUR
    assert [each["text"] for each in quote["highlights"]] == words
    assert [HARBOUR[each["start"] : each["end"]] for each in quote["highlights"]] == words


def test_without_being_asked_for_there_are_no_highlights(client: FlaskClient) -> None:
    for query in ("q=harbour", "q=harbour&highlight=false"):
        [quote] = results(client, f"/quotes?{query}")
        assert "highlights" not in quote


def test_highlights_are_served_beside_what_is_selected(client: FlaskClient) -> None:
    answer = client.get("/quotes?q=harbour&highlight=true&select=type")
    assert answer.json["results"] == [
        {"type": "direct", "highlights": [{"start": 4, "end": 11, "text": "harbour"}]}
    ]


def test_highlights_count_what_offsets_do(client: FlaskClient) -> None:
    for offsets, start in (("codepoint", 9), ("utf16", 10)):
        [quote] = results(client, f"/quotes?q=ours&highlight=true&offsets={offsets}")
        assert quote["highlights"] == [{"start": start, "end": start + 4, "text": "ours"}]


# Context


@pytest.mark.parametrize(
    ("paragraphs", "numbers"),
    [("", "19 20 21"), ("?paragraphs=0", "20"), ("?paragraphs=2", "18 19 20 21 22")],
)
def test_the_context_of_a_quote(client: FlaskClient, paragraphs: str, numbers: str) -> None:
    [quote] = results(client, '/quotes?q="number 20"')
    context = record(client, f"/quotes/{quote['id']}/context{paragraphs}")
    assert [each["text"] for each in context["paragraphs"]] == [
        f"“Promise number {number} will be kept,” Tomas Reyle said." for number in numbers.split()
    ]
    for each in context["paragraphs"] + context["spans"]:
        assert collection.MANY[each["start"] : each["end"]] == each["text"]
    assert [each["text"] for each in context["spans"]] == ["Promise number 20 will be kept,"]
    assert context["article"] == quote["article"]
    assert context["id"] == quote["id"]


def test_the_context_ends_with_the_text(client: FlaskClient) -> None:
    for number, count in ((0, 6), (39, 6), (38, 7)):
        [quote] = results(client, f'/quotes?q="number {number}"')
        context = record(client, f"/quotes/{quote['id']}/context?paragraphs=5")
        assert len(context["paragraphs"]) == count


def test_the_context_holds_every_piece_of_a_broken_quotation(client: FlaskClient) -> None:
    [quote] = results(client, "/quotes?q=harbour")
    context = record(client, f"/quotes/{quote['id']}/context?offsets=utf16")
    assert [each["text"] for each in context["spans"]] == ["The harbour,", "belongs to us."]


@pytest.mark.parametrize(
    "query", ["paragraphs=6", "paragraphs=-1", "paragraphs=x", "limit=1", "highlight=true"]
)
def test_the_context_takes_its_own_arguments(client: FlaskClient, query: str) -> None:
    [quote] = results(client, "/quotes?q=harbour")
    body = problem(client, f"/quotes/{quote['id']}/context?{query}")
    assert [each["name"] for each in body["errors"]] == [query.partition("=")[0]]


def test_what_is_no_quote_has_no_context(client: FlaskClient) -> None:
    assert problem(client, "/quotes/q_0/context")["type"] == "/problems/not-found"


def test_a_quote_of_its_own_is_its_only_occurrence(client: FlaskClient) -> None:
    plain = results(client, "/quotes?limit=200")
    collapsed = results(client, "/quotes?limit=200&collapse=quotation")
    assert [each["id"] for each in collapsed] == [each["id"] for each in plain]
    for each in collapsed:
        own = {name: each[name] for name in ("id", "text", "article")}
        assert each["occurrences"] == [own]
        assert each["first_source"] == each["article"]["source"]
