"""The seed article, from its file to the answers: what a careful reader finds in it."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.config import Config
from api.loader import load

SEEDS = Path(__file__).parents[1] / "seeds"

type Json = dict[str, Any]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The service over a database loaded from the seeds."""
    folder = tmp_path_factory.mktemp("seed")
    config = Config(database_url=f"sqlite:///{folder}/onrecord.db")
    load([SEEDS], config)
    return create_app(config).test_client()


def results(client: FlaskClient, path: str) -> list[Json]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    listed: list[Json] = answer.json["results"]
    return listed


def quoted(record: Json) -> tuple[str, str | None, str | None, str]:
    """(type, cue, the words that name the speaker, first words) of a quote."""
    cue = record["cue"] and record["cue"]["text"]
    return record["type"], cue, record["speaker_text"], " ".join(record["text"].split()[:4])


# By position in the article.
LAVROV = [
    ("indirect", "said", "Russia’s top diplomat", "no meeting is planned"),
    ("direct", "told", "Foreign Minister Sergey Lavrov", "Putin is ready to"),
    ("direct", "said", "Lavrov", "President Putin said clearly"),
    ("indirect", "suggested", "He", "Ukraine was the one"),
    ("direct", "said", "he", "President Trump suggested, after"),
    ("direct", "continued", "Lavrov", "When President Trump brought"),
    ("direct", "added", "Lavrov", "He even said no"),
    ("mixed", "said", "Lavrov", "Moscow was in favor"),
]

OTHERS = {
    "Zelenskyy": [
        ("mixed", "said", "Zelenskyy", "Russia was trying to"),
        ("mixed", "stressed", "He", "he is “ready” for"),
        ("mixed", "said", "Zelenskyy", "Trump was “absolutely right”"),
    ],
    "Trump": [
        ("mixed", "likening", "Trump", "it to a sports"),
        ("direct", "wrote", "he", "There is no chance"),
        ("indirect", "said", "Trump", "the U.S. would help"),
    ],
    "Putin": [("indirect", "claimed", "Putin", "Kyiv has committed genocide")],
    "U.S. military": [
        ("indirect", "said", "the U.S. military", "Military options developed there"),
    ],
    "Russia": [("indirect", "signaled", "Russia", "it is in no")],
}


def test_lavrov_is_quoted_eight_times(client: FlaskClient) -> None:
    found = results(client, "/quotes?speaker=Lavrov&sort=position")
    assert [quoted(record) for record in found if not record["attributed_to"]] == LAVROV


@pytest.mark.parametrize("speaker", OTHERS)
def test_the_others_are_quoted(client: FlaskClient, speaker: str) -> None:
    found = results(client, f"/quotes?speaker={speaker}&sort=position")
    assert [quoted(record) for record in found if not record["attributed_to"]] == OTHERS[speaker]


def test_nobody_else_is_quoted(client: FlaskClient) -> None:
    found = [record for record in results(client, "/quotes") if not record["attributed_to"]]
    assert len(found) == len(LAVROV) + sum(map(len, OTHERS.values()))


def test_a_quotation_broken_by_its_cue_is_one_quote_with_two_spans(client: FlaskClient) -> None:
    (record,) = results(client, "/quotes?speaker=Lavrov&cue=continue")
    positions = [s for s in record["target"]["selector"] if s["type"] == "TextPositionSelector"]
    assert len(positions) == 2


def test_what_putin_said_is_reported_by_lavrov(client: FlaskClient) -> None:
    nested = [
        record for record in results(client, "/quotes?speaker=Putin") if record["attributed_to"]
    ]
    assert [record["attributed_to"]["name"] for record in nested] == ["Sergey Lavrov"]


def test_the_interviewer_is_addressed(client: FlaskClient) -> None:
    (record,) = results(client, "/quotes?addressee=Welker")
    assert record["speaker"]["name"] == "Sergey Lavrov"


def test_every_served_span_is_literal(client: FlaskClient) -> None:
    (article,) = results(client, "/articles")
    text = (SEEDS / "lavrov-nbc-interview.txt").read_bytes().decode()
    assert client.get(f"/articles/{article['id']}").json["text"] == text
    for record in results(client, "/quotes?limit=200") + results(client, "/events?limit=200"):
        selectors = record["target"]["selector"]
        for position, words in zip(selectors[::2], selectors[1::2], strict=True):
            assert text[position["start"] : position["end"]] == words["exact"]
            assert text[: position["start"]].endswith(words["prefix"])
            assert text[position["end"] :].startswith(words["suffix"])


def test_the_article(client: FlaskClient) -> None:
    (article,) = results(client, "/articles")
    assert article["title"] is None
    assert article["published"] == "2025-08-22"
    assert article["source"] == "NBC News"
    assert article["lede"]["text"].startswith("Russia’s top diplomat said Friday")


def test_lavrov_is_one_entity(client: FlaskClient) -> None:
    (lavrov,) = results(client, "/entities?name=Lavrov")
    assert lavrov["id"] == "sergey-lavrov"
    assert lavrov["type"] == "PERSON"
    assert lavrov["role"].casefold() == "foreign minister"
    aliases = client.get("/entities/sergey-lavrov").json["aliases"]
    assert {alias["name"] for alias in aliases} >= {"Sergey Lavrov", "Lavrov"}


def happened(record: Json) -> tuple[str, str, str, str]:
    """(type, when, polarity, certainty) of an event."""
    when = record["time"]["value"] if record["time"] else ""
    return record["type"], when, record["polarity"], record["certainty"]


def names(participants: list[Json]) -> set[str]:
    return {each["entity"]["name"] for each in participants if each["entity"]}


@pytest.fixture(scope="module")
def events(client: FlaskClient) -> list[Json]:
    return results(client, "/events?limit=200")


def test_the_attack_of_thursday_is_one_event(events: list[Json]) -> None:
    (attack,) = [event for event in events if "drone" in event["modes"]]
    assert happened(attack) == ("ASSAULT", "2025-08-21", "positive", "certain")
    assert attack["modes"] == ["drone", "heavy-weapons"]
    assert names(attack["actors"]) == {"Russia"}
    counts = [(each.get("qualifier"), each.get("value"), each["what"]) for each in attack["counts"]]
    assert [each[:2] for each in counts] == [("nearly", 600), (None, 40), ("at least", 15)]
    # Two paragraphs report it.
    assert attack["mentions"]


@pytest.mark.parametrize(
    ("query", "triggers"),
    [
        ("country=UA", {"attacks", "genocide"}),
        ("country=US&type=CONSULT&to=2025-08-15", {"meeting"}),
        # Ukraine, Alaska
        ("bbox=22,44,40,52", {"attacks"}),
        ("bbox=-170,52,-130,72", {"meeting"}),
    ],
)
def test_the_map(client: FlaskClient, query: str, triggers: set[str]) -> None:
    assert {event["trigger"]["text"] for event in results(client, f"/events?{query}")} == triggers


@pytest.mark.parametrize(
    ("who", "what"),
    [
        ({"Donald Trump", "Vladimir Putin"}, ("CONSULT", "2025-08-15", "positive", "certain")),
        ({"France", "Germany", "Italy"}, ("CONSULT", "2025-W34", "positive", "certain")),
        ({"Russia", "Ukraine"}, ("ASSAULT", "2022-02", "positive", "certain")),
        ({"Russia", "Crimean Peninsula"}, ("COERCE", "2014", "positive", "certain")),
        ({"Volodymyr Zelenskyy"}, ("ELECTION", "2019", "positive", "certain")),
        # Planned by nobody.
        ({"Vladimir Putin", "Volodymyr Zelenskyy"}, ("CONSULT", "", "negative", "certain")),
        # Somebody's claim.
        ({"Kyiv"}, ("ASSAULT", "", "positive", "possible")),
    ],
)
def test_what_happened(events: list[Json], who: set[str], what: tuple[str, str, str, str]) -> None:
    found = [event for event in events if happened(event) == what]
    assert any(who <= names(event["actors"] + event["recipients"]) for event in found)


def test_the_talks_in_washington_are_not_the_meeting_in_alaska(events: list[Json]) -> None:
    talks = [event for event in events if event["type"] == "CONSULT" and event["place"]]
    places = {event["place"]["entity"]["name"] for event in talks if event["place"]["entity"]}
    assert {"Alaska", "Washington"} <= places


def test_the_alleged_genocide_is_putins_claim(events: list[Json]) -> None:
    (claimed,) = [event for event in events if event["trigger"]["text"] == "genocide"]
    assert claimed["attributed_to"]["name"] == "Vladimir Putin"


# Last, since it binds the models to another database.
def test_without_metadata_a_weekday_stays_open(tmp_path: Path) -> None:
    text = (SEEDS / "lavrov-nbc-interview.txt").read_bytes()
    (tmp_path / "article.txt").write_bytes(text)
    config = Config(database_url=f"sqlite:///{tmp_path}/onrecord.db")
    load([tmp_path / "article.txt"], config)
    client = create_app(config).test_client()
    (article,) = results(client, "/articles")
    assert article["published"] is None
    assert "XXXX-WXX-5" in client.get(f"/articles/{article['id']}").text
