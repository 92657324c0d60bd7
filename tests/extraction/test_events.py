"""The events of an article: type, participants, setting, factuality, and each once."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from api.extraction.document import Document
from api.extraction.entities import Referents
from api.extraction.events import find_events
from api.extraction.nlp import parse
from api.extraction.pipeline import extract
from api.extraction.plover.settings import place_named
from api.extraction.records import Event, Lead
from api.extraction.times import find_times

ROOT = Path(__file__).parents[2]
STATEMENTS = ROOT / "tests" / "corpus" / "statements.txt"
SEED = ROOT / "seeds" / "lavrov-nbc-interview.txt"

TODAY = "2031-05-16"  # a Friday


def events(nlp: Language, text: str) -> tuple[Event, ...]:
    doc = parse(nlp, text)
    times = find_times(doc, text, TODAY)
    return find_events(doc, text, times, Lead(), Referents(doc, ()), (), TODAY)


def summary(event: Event) -> tuple[str, str, list[str], list[str]]:
    actors = [actor.text for actor in event.actors]
    recipients = [recipient.text for recipient in event.recipients]
    return event.type, event.trigger.text, actors, recipients


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # verbs
        ("Norland invaded Ostia.", ("ASSAULT", "invaded", ["Norland"], ["Ostia"])),
        ("Norland sued Ostia.", ("ACCUSE", "sued", ["Norland"], ["Ostia"])),
        ("Ivo Lind met Ana Petrova.", ("CONSULT", "met", ["Ivo Lind"], ["Ana Petrova"])),
        # passives
        (
            "The port was shelled by Norlandic troops.",
            ("ASSAULT", "shelled", ["Norlandic troops"], ["The port"]),
        ),
        ("Ivo Lind was arrested.", ("COERCE", "arrested", [], ["Ivo Lind"])),
        # phrasal verbs
        (
            "The workers laid down their weapons.",
            ("RETREAT", "laid", ["The workers"], ["their weapons"]),
        ),
        ("The minister stepped down.", ("RETREAT", "stepped", ["The minister"], [])),
        # light verbs
        (
            "Norland launched an assault on Ostia.",
            ("ASSAULT", "assault", ["Norland"], ["Ostia"]),
        ),
        (
            "Ana Petrova held talks with Ivo Lind.",
            ("CONSULT", "talks", ["Ana Petrova"], ["Ivo Lind"]),
        ),
        (
            "Norland imposed sanctions on Ostia.",
            ("COERCE", "imposed", ["Norland"], ["Ostia"]),
        ),
        # nouns
        (
            "Norland’s annexation of Ostia worried its neighbours.",
            ("COERCE", "annexation", ["Norland"], ["Ostia"]),
        ),
        (
            "The resignation of Ana Petrova surprised everyone.",
            ("RETREAT", "resignation", ["Ana Petrova"], []),
        ),
        # nominal compounds
        (
            "A missile strike on a hospital was the worst of the year.",
            ("ASSAULT", "strike", [], ["a hospital"]),
        ),
        # who controls an infinitive, and who a relative clause is about
        (
            "Norland urged Ostia to withdraw its troops.",
            ("REQUEST", "urged", ["Norland"], ["Ostia"]),
        ),
        (
            "Soldiers who attacked the village fled.",
            ("ASSAULT", "attacked", ["Soldiers"], ["the village"]),
        ),
        # joined actors
        (
            "Norland, Ostia and Vessia condemned Sarnia.",
            ("ACCUSE", "condemned", ["Norland", "Ostia", "Vessia"], ["Sarnia"]),
        ),
        # a name joined to a noun, and where they are
        (
            "Lind’s talks with Ana Petrova and foreign leaders in Geneva were brief.",
            ("CONSULT", "talks", ["Lind"], ["Ana Petrova", "foreign leaders"]),
        ),
        # an amount takes no part
        ("The company lost 3 million euros.", ("BUSINESS", "lost", ["The company"], [])),
        # the agent that a thing belongs to
        (
            "Ostia rejected Norland’s peace plan.",
            ("REJECT", "rejected", ["Ostia"], ["Norland"]),
        ),
        # a participle after a comma goes with the verb that reports
        (
            "Ana Petrova said Norland was trying to stall, accusing it of bad faith.",
            ("ACCUSE", "accusing", ["Ana Petrova"], ["it"]),
        ),
    ],
)
def test_triggers_and_participants(
    nlp: Language, text: str, expected: tuple[str, str, list[str], list[str]]
) -> None:
    assert [summary(event) for event in events(nlp, text)] == [expected]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        # one word, several senses
        ("Norland struck a deal with Ostia.", ["AGREE"]),
        ("Norlandic jets struck a bridge.", ["ASSAULT"]),
        ("The idea struck her as odd.", []),
        ("Teachers went on strike.", ["PROTEST"]),
        ("The convoy came under attack.", ["ASSAULT"]),
        ("He had a heart attack.", []),
        ("Norland sanctioned the plan.", ["SUPPORT"]),
        ("Norland sanctioned Ostia.", ["COERCE"]),
        ("The company fired Ivo Lind.", ["PERSONNEL"]),
        ("Rebels fired rockets at the capital.", ["ASSAULT"]),
        # what is demanded or refused is no event of its own
        ("Norland demanded the release of Ivo Lind.", ["REQUEST"]),
        ("Norland refused to release Ivo Lind.", ["REJECT"]),
        # business, courts, people in office and disasters
        ("The carmaker postponed the delivery of its new van.", ["BUSINESS"]),
        ("The bank injected 3 million euros into the airline.", ["BUSINESS"]),
        ("The retailer went into receivership.", ["BUSINESS"]),
        ("The sweater shrank.", []),
        ("The judge adjourned the trial.", ["COURT"]),
        ("She assumed the post in May.", ["PERSONNEL"]),
        ("She assumed that the shop was closed.", []),
        ("The storm inundated the valley.", ["DISASTER"]),
        ("Messages inundated the office.", []),
        # a saying, a question, a title
        ("Ivo Lind said the harbour was beautiful.", []),
        ("Why would Norland attack Ostia?", []),
        ("She spoke on the show “Meet the Town” about gardens.", []),
    ],
)
def test_senses(nlp: Language, text: str, types: list[str]) -> None:
    assert [event.type for event in events(nlp, text)] == types


@pytest.mark.parametrize(
    ("text", "type_", "modes"),
    [
        # an act to come is what is said of it: an agreement, a threat, a refusal
        ("Norland said it will release the prisoners.", "AGREE", ()),
        ("Norland is willing to send aid to Ostia.", "AGREE", ()),
        ("Norland said it will impose a curfew.", "THREATEN", ("restrict",)),
        ("Norland said it would attack Ostia.", "THREATEN", ("violence",)),
        ("Norland will not release the prisoners.", "REJECT", ("yield",)),
        # but not where another says it, and not what is only asked
        ("Ostia said Norland will attack Vessia.", "ASSAULT", ()),
        ("Norland will meet Ostia.", "CONSULT", ()),
        # what is asked for or refused
        ("Norland urged Ostia to meet Vessia.", "REQUEST", ("meet",)),
        ("Norland called on Ostia to release the prisoners.", "REQUEST", ("yield",)),
        ("Norland refused to send aid to Ostia.", "REJECT", ("assist",)),
        # what an attack was made with
        ("Norlandic jets bombed Ostia.", "ASSAULT", ("explosives", "aerial")),
        ("Rebels fired rockets at Ostia.", "ASSAULT", ("heavy-weapons",)),
    ],
)
def test_modes(nlp: Language, text: str, type_: str, modes: tuple[str, ...]) -> None:
    (event,) = events(nlp, text)
    assert (event.type, event.modes) == (type_, modes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland attacked Ostia.", ("past", "positive", "certain")),
        ("Norland is attacking Ostia.", ("present", "positive", "certain")),
        ("Norland will attack Ostia.", ("future", "positive", "certain")),
        ("Norland has not attacked Ostia.", ("past", "negative", "certain")),
        ("Norland never attacked Ostia.", ("past", "negative", "certain")),
        ("Norland failed to attack Ostia.", ("past", "negative", "certain")),
        ("Norland could not attack Ostia.", ("past", "negative", "certain")),
        ("Norland has yet to attack Ostia.", ("present", "negative", "certain")),
        ("Norland is no longer attacking Ostia.", ("present", "negative", "certain")),
        ("Norland kept Lind from attacking Ostia.", ("past", "negative", "certain")),
        ("Norland called off its attack on Ostia.", ("past", "negative", "certain")),
        ("None of the workers was arrested.", ("past", "negative", "certain")),
        ("Norland neither attacked nor saw Ostia.", ("past", "negative", "certain")),
        ("Norland left without attacking Ostia.", ("past", "negative", "certain")),
        ("Rather than attacking Ostia, Norland waited.", ("past", "negative", "certain")),
        # denied, and yet done
        ("Norland did not fail to attack Ostia.", ("past", "positive", "certain")),
        ("Norland attacked Ostia without delay.", ("past", "positive", "certain")),
        ("Norland may attack Ostia.", ("future", "positive", "possible")),
        ("Norland allegedly attacked Ostia.", ("past", "positive", "possible")),
        ("Norland is expected to attack Ostia.", ("future", "positive", "probable")),
        ("If Norland attacks Ostia, the bridge will close.", ("present", "positive", "possible")),
        ("Ivo Lind claimed Norland attacked Ostia.", ("past", "positive", "possible")),
        ("Ivo Lind denied that Norland attacked Ostia.", ("past", "negative", "certain")),
        (
            "No meeting is planned between Ivo Lind and Ana Petrova.",
            ("future", "negative", "certain"),
        ),
        ("Norland meets Ostia on May 20.", ("future", "positive", "certain")),
    ],
)
def test_factuality(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    (event,) = events(nlp, text)
    assert (event.tense, event.polarity, event.certainty) == expected


@pytest.mark.parametrize(
    ("text", "value", "basis"),
    [
        ("Norland attacked Ostia on May 3.", "2031-05-03", "clause"),
        ("In 2014, when Norland annexed Ostia, Ivo Lind was a child.", "2014", "clause"),
        # a date that bounds, or that is of the saying, does not date the event
        ("It was the largest attack since 2014.", None, None),
        ("Ivo Lind said on Monday that Norland had attacked Ostia.", None, None),
        ("Norland attacked Ostia, Lind said of the May 3 report.", None, None),
        ("Norland attacked Ostia.", None, None),
    ],
)
def test_time(nlp: Language, text: str, value: str | None, basis: str | None) -> None:
    (event,) = events(nlp, text)
    found = event.time
    assert (found and found.value, found and found.basis) == (value, basis)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ivo Lind met Ana Petrova in Geneva.", "Geneva"),
        ("Troops attacked a factory near Lyon.", "Lyon"),
        ("Troops attacked a factory in May.", None),
    ],
)
def test_place(nlp: Language, text: str, place: str | None) -> None:
    (event,) = events(nlp, text)
    words = event.place and event.place.words
    assert (words and words.text) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KYIV, Ukraine (AP) — Rockets destroyed a school on Friday.", "KYIV, Ukraine"),
        ("PARIS — Protesters blocked a road on Friday.", "PARIS"),
        # a place of its own; not the lede; what no story is local to
        ("KYIV, Ukraine (AP) — Rockets destroyed a school in Warsaw.", "Warsaw"),
        ("KYIV, Ukraine (AP) — It rained.\nRockets destroyed a school.", None),
        ("KYIV, Ukraine (AP) — Ivo Lind met Ana Petrova.", None),
        ("Rockets destroyed a school.", None),
    ],
)
def test_the_lede_happens_where_it_is_told(nlp: Language, text: str, place: str | None) -> None:
    (event,) = extract(Document(text=text, language="en")).events
    words = event.place and event.place.words
    assert (words and words.text) == place


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("They met in Geneva.", "Geneva", "Geneva"),
        ("They attacked a U.S.-owned plant in western Ukraine.", "plant", "Ukraine"),
        ("A hospital on the outskirts of Kyiv was hit.", "hospital", "Kyiv"),
        ("They met in the Texas city of Dallas.", "city", "Dallas"),
        ("They met in Ukraine’s eastern Donbas region.", "region", "Donbas"),
        ("They met at the embassy of Iran in Damascus.", "embassy", "Damascus"),
        # whose it is does not tell where it is
        ("They bombed a U.S. base.", "base", None),
        ("They met in a garden.", "garden", None),
    ],
)
def test_the_name_of_a_place(nlp: Language, text: str, noun: str, name: str | None) -> None:
    doc = parse(nlp, text)
    found = place_named(next(token for token in doc if token.text == noun))
    assert (found and found.text) == name


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        # a toll told after the happening is its toll
        ("An explosion shook Ostia. At least 40 workers were injured.", ["explosion injured"]),
        # what details the event of its sentence
        ("Troops shelled the port, killing two sailors.", ["shelled killing"]),
        ("An explosion killed two sailors.", ["explosion killed"]),
        # another sentence, the same happening
        (
            "Norland attacked Ostia on Monday. The attack on Ostia began at dawn.",
            ["attacked attack"],
        ),
        # another day, another event
        (
            "Norland attacked Ostia on May 3. Norland attacked Ostia on May 9.",
            ["attacked", "attacked"],
        ),
        # other participants, another event
        ("Norland attacked Ostia. Vessia attacked Sarnia.", ["attacked", "attacked"]),
        # another place, another event, in one sentence and in two
        (
            "Ana Petrova met Ivo Lind in Geneva. She held talks with Ivo Lind in Lyon.",
            ["met", "talks"],
        ),
        (
            "Lind’s meeting with Ana Petrova in Geneva and talks with Eva Voss in Lyon were brief.",
            ["meeting", "talks"],
        ),
        # what did not happen is not what did
        ("Norland attacked Ostia. Norland did not attack Sarnia.", ["attacked", "attack"]),
    ],
)
def test_each_happening_is_one_event(nlp: Language, text: str, reports: list[str]) -> None:
    found = [
        " ".join([event.trigger.text, *(mention.text for mention in event.mentions)])
        for event in events(nlp, text)
    ]
    assert found == reports


def literal(text: str, found: tuple[Event, ...]) -> bool:
    spans = [
        span
        for event in found
        for span in (
            event.trigger, *event.mentions, *event.actors, *event.recipients, *event.counts,
            *(words for words in (
                event.time and event.time.words, event.place and event.place.words
            ) if words),
        )
    ]  # fmt: skip
    return all(text[span.start : span.end] == span.text for span in spans)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text(nlp: Language, text: str) -> None:
    assert literal(text, events(nlp, text))


def test_long_sentences_and_long_lists(nlp: Language) -> None:
    chain = "Norland said that Ostia attacked Vessia and " * 700 + "left."
    actors = ", ".join(f"Norland{i}" for i in range(1000)) + " and Ostia condemned Vessia."
    participles = "He was " + "arrested, " * 1000 + "and jailed."
    dates = "He was arrested " + "on Monday of " * 500 + "theft."
    for text in (chain, actors, participles, dates):
        assert literal(text, events(nlp, text))


def test_statements_are_no_events(nlp: Language) -> None:
    lines = STATEMENTS.read_text("utf-8").splitlines()
    statements = [line for line in lines if line and not line.startswith("#")]
    assert len(statements) >= 200
    text = "\n".join(statements)
    triggers = [t.start for e in events(nlp, text) for t in (e.trigger, *e.mentions)]
    false = {text.count("\n", 0, start) for start in triggers}
    assert len(false) / len(statements) <= 0.05


@pytest.fixture(scope="module")
def seed() -> tuple[Event, ...]:
    text = SEED.read_bytes().decode()
    return extract(Document(text=text, published="2025-08-22")).events


@pytest.mark.parametrize(
    ("type_", "trigger", "time", "tense", "polarity", "certainty"),
    [
        ("CONSULT", "meeting", None, "future", "negative", "certain"),
        ("CONSULT", "meeting", "2025-08-15", "past", "positive", "certain"),
        ("CONSULT", "Talks", "2025-W34", "past", "positive", "certain"),
        ("ASSAULT", "attacks", "2025-08-21", "past", "positive", "certain"),
        ("ASSAULT", "invasion", "2022-02", "past", "positive", "certain"),
        ("ASSAULT", "genocide", None, "past", "positive", "possible"),
        ("COERCE", "annexed", "2014", "past", "positive", "certain"),
        ("ELECTION", "elected", "2019", "past", "positive", "certain"),
    ],
)
def test_the_events_of_the_seed(
    seed: tuple[Event, ...],
    type_: str,
    trigger: str,
    time: str | None,
    tense: str,
    polarity: str,
    certainty: str,
) -> None:
    found = [
        (e.type, e.trigger.text, e.time and e.time.value, e.tense, e.polarity, e.certainty)
        for e in seed
    ]
    assert found.count((type_, trigger, time, tense, polarity, certainty)) == 1


def test_an_attack_told_in_two_paragraphs_is_one(seed: tuple[Event, ...]) -> None:
    (attack,) = [e for e in seed if e.type == "ASSAULT" and "drone" in e.modes]
    assert attack.modes == ("drone", "heavy-weapons")
    assert "assault" in [mention.text for mention in attack.mentions]
    assert [(c.what, c.value, c.qualifier) for c in attack.counts] == [
        ("drones", 600, "nearly"),
        ("missiles", 40, None),
        ("injured", 15, "at least"),
    ]
