"""Who is who in an article: text → clusters, roles, what stands for what."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Ent

from api.extraction.entities import Referents, find_entities
from api.extraction.lead import read_lead
from api.extraction.mentions import find_mentions
from api.extraction.nlp import parse
from api.extraction.records import Entity, Lead


def entities(nlp: Language, text: str) -> tuple[Entity, ...]:
    doc = parse(nlp, text)
    lead = read_lead(doc, text)
    return find_entities(doc, text, find_mentions(doc, lead), lead)


def clusters(nlp: Language, text: str) -> dict[tuple[int, int], str]:
    """Each mention → the name of its entity."""
    return {
        (mention.start, mention.end): entity.name
        for entity in entities(nlp, text)
        for mention in entity.mentions
    }


def rows(text: str, found: dict[tuple[int, int], str], words: list[str]) -> list[str | None]:
    """The clusters of the mentions `words`, each sought after the one before."""
    out, position = [], 0
    for word in words:
        start = text.index(word, position)
        out.append(found.get((start, start + len(word))))
        position = start + len(word)
    return out


# (cluster, mention) in text order; None for what must not resolve.
NAMES = [
    # an institution however its state is written, the noun alone; the state is another
    (
        "The U.S. military agreed. American military officers left. The military grew.",
        [
            ("American military", "U.S. military"),
            ("American military", "American military"),
            ("American military", "The military"),
        ],
    ),
    (
        "The Norland police left. Norland’s police came back. Norland is old.",
        [
            ("Norland’s police", "Norland police"),
            ("Norland’s police", "Norland’s police"),
            ("Norland", "Norland"),
        ],
    ),
    # a surname, a given name, a title
    (
        "Ana Petrova spoke. Later Petrova left.",
        [("Ana Petrova", "Ana Petrova"), ("Ana Petrova", "Petrova")],
    ),
    ("Mr. Lind spoke. Later Lind left.", [("Lind", "Lind"), ("Lind", "Lind")]),
    (
        "Ana Petrova met Ivo Petrova. Mrs. Petrova left.",
        [
            ("Ana Petrova", "Ana Petrova"),
            ("Ivo Petrova", "Ivo Petrova"),
            ("Ana Petrova", "Petrova"),
        ],
    ),
    (
        "Ana B. Petrova spoke. Then Ana Petrova left.",
        [("Ana B. Petrova", "Ana B. Petrova"), ("Ana B. Petrova", "Ana Petrova")],
    ),
    (
        "Petrova wins\n\nAna Petrova spoke. Ivo Petrova and Ana Petrova left. Petrova slept.",
        [
            ("Ana Petrova", "Petrova"),
            ("Ana Petrova", "Ana Petrova"),
            ("Ivo Petrova", "Ivo Petrova"),
            ("Ana Petrova", "Ana Petrova"),
            ("Ana Petrova", "Petrova"),
        ],
    ),
    (
        "Ana Roe Petrova spoke. Roe Petrova left.",
        [("Ana Roe Petrova", "Ana Roe Petrova"), ("Ana Roe Petrova", "Roe Petrova")],
    ),
    # namesakes and family stay apart
    ("Ivo Lind spoke to Nils Lind.", [("Ivo Lind", "Ivo Lind"), ("Nils Lind", "Nils Lind")]),
    # places by their common name
    (
        "The United States paid. The U.S. and America won.",
        [
            ("United States", "United States"),
            ("United States", "U.S."),
            ("United States", "America"),
        ],
    ),
    ("They left Kiev. In Kyiv, it rained.", [("Kiev", "Kiev"), ("Kiev", "Kyiv")]),
    ("Russia sent the Russians.", [("Russia", "Russia"), ("Russians", "Russians")]),
    # long form, short form, acronym
    (
        "The European Union met. The EU paid.",
        [("European Union", "European Union"), ("European Union", "EU")],
    ),
    (
        "Workers left the Norland Grain Company (NGC). The NGC paid.",
        [
            ("Norland Grain Company", "Norland Grain Company"),
            ("Norland Grain Company", "NGC"),
            ("Norland Grain Company", "NGC"),
        ],
    ),
    (
        "Grenta Inc. grew. Analysts like Grenta.",
        [("Grenta Inc.", "Grenta Inc."), ("Grenta Inc.", "Grenta")],
    ),
]

PRONOUNS = [
    # gender of the name, subject before object
    ("Maria Petrova met John Lind. She left.", [("Maria Petrova", "She")]),
    ("Maria Petrova met John Lind. He left.", [("John Lind", "He")]),
    ("John Lind met Peter Roe. He left.", [("John Lind", "He")]),
    ("John Lind said he had lost his key.", [("John Lind", "he"), ("John Lind", "his")]),
    ("John Lind saw himself.", [("John Lind", "himself")]),
    # a pronoun tells the gender that the next ones agree with
    (
        "Xandri Voe said he was ill. Bo Ek met Voe. She left.",
        [("Xandri Voe", "he"), ("Bo Ek", "She")],
    ),
    # no one near: whom the article is about
    (
        "Maria Petrova spoke. It rained. Dogs barked. It snowed. Days passed. She left.",
        [("Maria Petrova", "She")],
    ),
    # things
    ("France said it had closed its border.", [("France", "it"), ("France", "its")]),
    # relative
    ("Maria Petrova, who lives in Paris, left.", [("Maria Petrova", "who")]),
    ("Maria Petrova, a nurse from Paris, who left, slept.", [("Maria Petrova", "who")]),
    ("Maria Petrova, the head of France, which is large, slept.", [("France", "which")]),
    # announced by a phrase before the subject
    ("In her speech, Maria Petrova thanked us.", [("Maria Petrova", "her")]),
    ("After he lost the vote, John Lind wept.", [("John Lind", "he")]),
    # two together, one of unknown gender alone
    ("Xandri Voe and Maria Petrova spoke. They left.", [(None, "They")]),
    ("Xandri Voe said they would appeal.", [("Xandri Voe", "they")]),
    # the grammar rules it out
    ("John Lind saw him.", [(None, "him")]),
    ("“She lies,” Maria Petrova said.", [(None, "She")]),
    # nor to another gender, nobody, someone without a name
    ("Maria Petrova spoke. He left.", [(None, "He")]),
    ("John Lind spoke. A guard shouted. Then he left.", [(None, "he")]),
    # empty
    ("France is large. It rained in May.", [(None, "It")]),
    ("France is large. It is clear that it rained.", [(None, "It"), (None, "it")]),
    ("I saw France. We left it.", [(None, "I"), (None, "We"), ("France", "it")]),
]

NOMINALS = [
    # a role borne by one person
    ("Trade Minister Ana Petrova spoke. The minister left.", [("Ana Petrova", "The minister")]),
    ("Ana Petrova, the trade minister, spoke.", [("Ana Petrova", "the trade minister")]),
    ("Ana Petrova is a lawyer.", [("Ana Petrova", "a lawyer")]),
    # by another word for the office, also before the name
    (
        "Foreign Minister Ana Petrova spoke. France's top diplomat left.",
        [("Ana Petrova", "France's top diplomat")],
    ),
    (
        "France's top diplomat spoke. Later Foreign Minister Ana Petrova left.",
        [("Ana Petrova", "France's top diplomat")],
    ),
    # another office, another country, nobody's
    (
        "Foreign Minister Ana Petrova spoke. The prime minister left.",
        [(None, "The prime minister")],
    ),
    (
        "French President Ana Petrova spoke. The Spanish president left.",
        [(None, "The Spanish president")],
    ),
    ("Ana Petrova spoke. The minister left.", [(None, "The minister")]),
    ("Ana Petrova is no lawyer.", [(None, "no lawyer")]),
    # organisations and places
    ("We flew with the airline Grenta. The airline paid.", [("Grenta", "The airline")]),
    ("Grenta Inc. lost money. The company closed.", [("Grenta Inc.", "The company")]),
    ("France voted. The country was calm.", [("France", "The country")]),
    ("France voted. The company closed.", [(None, "The company")]),
    # by the noun in the name itself, however far back
    (
        (
            "The Bank of Ostren grew. It rained. Dogs barked. Days passed. We left. We slept. "
            "We woke. Now the bank closed."
        ),
        [("Bank of Ostren", "the bank")],
    ),
    ("The Supreme Court ruled. The court then rose.", [("Supreme Court", "The court")]),
]


@pytest.mark.parametrize(("text", "expected"), [*NAMES, *PRONOUNS, *NOMINALS])
def test_coreference(nlp: Language, text: str, expected: list[tuple[str | None, str]]) -> None:
    words = [word for _, word in expected]
    assert rows(text, clusters(nlp, text), words) == [cluster for cluster, _ in expected]


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("Foreign Minister Ana Petrova spoke.", "Ana Petrova", ["Foreign Minister"]),
        ("They met former trade minister Ana Petrova.", "Ana Petrova", ["trade minister"]),
        ("Sen. Ana Petrova spoke.", "Ana Petrova", ["Sen."]),
        ("Ana Petrova, head of the salt board, spoke.", "Ana Petrova", ["head of the salt board"]),
        ("Ana Petrova was a deputy mayor.", "Ana Petrova", ["deputy mayor"]),
        ("French Minister Ana Petrova spoke.", "Ana Petrova", ["Minister"]),
        ("Ana Petrova spoke to a minister.", "Ana Petrova", []),
        ("Mrs. Petrova spoke.", "Petrova", []),
    ],
)
def test_roles(nlp: Language, text: str, name: str, roles: list[str]) -> None:
    found = {entity.name: [role.text for role in entity.roles] for entity in entities(nlp, text)}
    assert found[name] == roles


@pytest.mark.parametrize(
    ("text", "capital", "state"),
    [
        # it acts, is dealt with, has what states have
        ("Russia is large. Moscow rejected the plan.", "Moscow", "Russia"),
        ("Russia is large. France held talks with Moscow.", "Moscow", "Russia"),
        ("Russia is large. Moscow's allies left.", "Moscow", "Russia"),
        ("France and Russia argued. Talks between Paris and Moscow failed.", "Moscow", "Russia"),
        ("The United States paid. The White House said so.", "White House", "United States"),
        # it is a place
        ("Russia is large. They met in Moscow.", "Moscow", None),
        ("Russia is large. Moscow's streets were empty.", "Moscow", None),
        ("MOSCOW (AP) — Russia is large.", "Moscow", None),
        # the state is not spoken of
        ("Moscow rejected the plan.", "Moscow", None),
    ],
)
def test_capitals_that_stand_for_a_state(
    nlp: Language, text: str, capital: str, state: str | None
) -> None:
    found = entities(nlp, text)
    names = {entity.id: entity.name for entity in found}
    (mention,) = next(entity.mentions for entity in found if entity.name == capital)
    assert (mention.stands_for and names[mention.stands_for]) == state


def test_an_entity_has_its_fullest_name_and_its_aliases(nlp: Language) -> None:
    text = "VELDORA (AP) — Lind spoke in Veldora. Dr. Ivo Lind left. Then Lind slept."
    found = {entity.name: entity.aliases for entity in entities(nlp, text)}
    assert found["Ivo Lind"] == ("Lind",)
    assert found["Veldora"] == ()


def test_entities_are_numbered_by_their_first_mention(nlp: Language) -> None:
    text = "France's top diplomat met Spain. Later Foreign Minister Ana Petrova left."
    found = entities(nlp, text)
    assert [(entity.id, entity.name) for entity in found] == [
        ("e1", "France"),
        ("e2", "Ana Petrova"),
        ("e3", "Spain"),
    ]


def test_salience_is_how_often_and_how_early(nlp: Language) -> None:
    text = "Ana Petrova spoke. She said France paid. She left. Then it rained in Spain."
    salience = {entity.name: entity.salience for entity in entities(nlp, text)}
    assert 1 >= salience["Ana Petrova"] > salience["France"] > salience["Spain"] >= 0


def test_referents_answer_by_the_head_of_a_phrase(nlp: Language) -> None:
    text = "Foreign Minister Ana Petrova spoke. She left. A guard slept."
    doc = parse(nlp, text)
    lead = read_lead(doc, text)
    found = find_entities(doc, text, find_mentions(doc, lead), lead)
    referents = Referents(doc, found)
    phrases = {chunk.text: referents.of(chunk) for chunk in doc.noun_chunks}
    assert phrases == {"Foreign Minister Ana Petrova": "e1", "She": "e1", "A guard": None}


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "Ana Petrova",
                "Petrova",
                "Moscow",
                "the EU",
                "she",
                "it",
                "said",
                "who",
                "“",
                "”",
                ",",
                ".",
                ":",
                "\n",
                "the minister",
                "is",
                "(",
                ")",
                "—",
                "’s",
            ]
        ),
        max_size=30,
    ),
    noise=st.text(max_size=12),
)
def test_every_mention_is_literal_whatever_the_text(
    nlp: Language, words: list[str], noise: str
) -> None:
    text = noise.join([" ".join(words), noise])
    found = entities(nlp, text)
    assert [entity.id for entity in found] == [f"e{n}" for n in range(1, len(found) + 1)]
    for entity in found:
        assert entity.mentions, "an entity is one by being mentioned"
        assert any(mention.kind == "name" for mention in entity.mentions)
        assert 0 <= entity.salience <= 1
        spans = [*entity.mentions, *entity.roles]
        assert all(text[span.start : span.end] == span.text != "" for span in spans)
        assert {mention.stands_for for mention in entity.mentions} <= {
            None,
            *(other.id for other in found),
        }


def labelled(nlp: Language, words: list[str]) -> tuple[Doc, str]:
    """A Doc without parse whose every word is the name of a person, and its text."""
    doc = Doc(nlp.vocab, words=words, pos=["PROPN"] * len(words))
    doc.set_ents([Ent(doc, i, i + 1, "PERSON") for i in range(len(words))])
    return doc, doc.text


# What a quadratic pass would not finish in the life of a test.
def test_one_name_50_000_times(nlp: Language) -> None:
    doc, text = labelled(nlp, ["Petrova"] * 50_000)
    (entity,) = find_entities(doc, text, find_mentions(doc, Lead()), Lead())
    assert len(entity.mentions) == 50_000


def test_10_000_different_names(nlp: Language) -> None:
    letters = "abcdefghij"
    words = ["P" + "".join(name) for name in product(letters, repeat=4)]
    doc, text = labelled(nlp, words)
    found = find_entities(doc, text, find_mentions(doc, Lead()), Lead())
    assert [entity.name for entity in found] == words


# The seed article: who a careful reader finds in it.


@pytest.fixture(scope="module")
def seed(nlp: Language) -> dict[str, Entity]:
    """The entities of the seed article by name."""
    path = Path(__file__).parents[2] / "seeds" / "lavrov-nbc-interview.txt"
    text = path.read_text(encoding="utf-8")
    return {entity.name: entity for entity in entities(nlp, text)}


def test_lavrov_is_one_entity(seed: dict[str, Entity]) -> None:
    lavrov = seed["Sergey Lavrov"]
    assert lavrov.type == "PERSON"
    assert lavrov.aliases == ("Lavrov",)
    assert {role.text for role in lavrov.roles} == {"Foreign Minister"}
    assert lavrov.mentions[0].text == "Russia’s top diplomat"
    assert "Lavrov" not in seed


@pytest.mark.parametrize(
    ("name", "type_", "count"),
    [
        ("Donald Trump", "PERSON", 8),
        ("Vladimir Putin", "PERSON", 11),
        ("Volodymyr Zelenskyy", "PERSON", 13),
        ("Kristen Welker", "PERSON", 1),
        ("Moscow", "GPE", 2),
        ("Russian", "NORP", 4),
        ("Meet the Press", "WORK_OF_ART", 1),
        ("White House", "FAC", 1),
        ("United States", "GPE", 5),
    ],
)
def test_entities_of_the_seed(seed: dict[str, Entity], name: str, type_: str, count: int) -> None:
    assert (seed[name].type, len(seed[name].mentions)) == (type_, count)


def test_the_credit_of_the_seed_is_nobody(seed: dict[str, Entity]) -> None:
    assert "NBC" not in seed


@pytest.mark.parametrize(
    ("capital", "state"),
    [
        ("Moscow", [None, "Russia"]),
        ("Kyiv", ["Ukraine"] * 4),
        ("Washington", [None, None, "United States"]),
        ("White House", ["United States"]),
    ],
)
def test_capitals_of_the_seed(
    seed: dict[str, Entity], capital: str, state: list[str | None]
) -> None:
    names = {entity.id: entity.name for entity in seed.values()}
    meant = [
        mention.stands_for and names[mention.stands_for]
        for mention in seed[capital].mentions
        if mention.kind == "name"
    ]
    assert meant == state
