"""Names, nominals and pronouns: text → the candidates found in it."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Ent
from spacy.util import filter_spans

from api.extraction.lead import read_lead
from api.extraction.mentions import Mentions, find_mentions
from api.extraction.nlp import parse
from api.extraction.records import Dateline, Lead, Span


def labelled(nlp: Language, text: str, labels: Iterable[tuple[str, str]]) -> Doc:
    """A Doc parsed by the model, whose names are `labels` and no others, in text order."""
    doc = parse(nlp, text)
    spans, position = [], 0
    for words, label in labels:
        start = text.index(words, position)
        position = start + len(words)
        span = doc.char_span(start, position, label)
        assert span is not None, f"{words!r} is cut by the tokens"
        spans.append(span)
    doc.set_ents(spans)
    return doc


def named(text: str, mentions: Mentions) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.type) for name in mentions.names]


# What the model says of each name, and what the article makes of it.
@pytest.mark.parametrize(
    ("text", "labels", "names"),
    [
        # trimmed: determiner, possessive, title, adjective, mark
        ("We saw the Veldora Times.", [("the Veldora Times", "ORG")], [("Veldora Times", "ORG")]),
        ("Grenta's plan failed.", [("Grenta's", "ORG")], [("Grenta", "ORG")]),
        (
            "President Ana Petrova left.",
            [("President Ana Petrova", "PERSON")],
            [("Ana Petrova", "PERSON")],
        ),
        ("They love eastern Norland.", [("eastern Norland", "LOC")], [("Norland", "LOC")]),
        ("So said Ivo Lind, QC.", [("Ivo Lind, QC", "PERSON")], [("Ivo Lind", "PERSON")]),
        ("It ended Norland 3.", [("Norland 3", "GPE")], [("Norland", "GPE")]),
        # parted
        (
            "Veldora's Ana Petrova won.",
            [("Veldora's Ana Petrova", "PERSON")],
            [("Veldora", "ORG"), ("Ana Petrova", "PERSON")],
        ),
        ("Norair Flight 12 is late.", [("Norair Flight 12", "PRODUCT")], [("Norair", "PRODUCT")]),
        ("A U.S.-owned mill shut.", [], [("U.S.", "GPE")]),
        (
            "The Petrova-Lind talks failed. Ana Petrova and Ivo Lind left.",
            [("Ana Petrova", "PERSON"), ("Ivo Lind", "PERSON")],
            [
                ("Petrova", "PERSON"),
                ("Lind", "PERSON"),
                ("Ana Petrova", "PERSON"),
                ("Ivo Lind", "PERSON"),
            ],
        ),
        # made whole
        ("We met Li Mei-xng there.", [("Li Mei", "PERSON")], [("Li Mei-xng", "PERSON")]),
        # one name, one type
        (
            "Petrova spoke. Ana Petrova left.",
            [("Petrova", "ORG"), ("Ana Petrova", "PERSON")],
            [("Petrova", "PERSON"), ("Ana Petrova", "PERSON")],
        ),
        (
            "Grenta grew. Grenta fell. Grenta rose.",
            [("Grenta", "ORG"), ("Grenta", "PERSON"), ("Grenta", "ORG")],
            [("Grenta", "ORG")] * 3,
        ),
        # what stands around it: its people, its kind, an age, who it was
        (
            "Veldora fed the Veldoran children.",
            [("Veldora", "PERSON")],
            [("Veldora", "GPE"), ("Veldoran", "NORP")],
        ),
        ("Ostren, a town, flooded.", [("Ostren", "PERSON")], [("Ostren", "GPE")]),
        ("Grenta, a bank, failed.", [("Grenta", "PERSON")], [("Grenta", "ORG")]),
        ("Voe Xandri, 42, left.", [("Voe Xandri", "ORG")], [("Voe Xandri", "PERSON")]),
        ("Voe Xandri, who won, left.", [("Voe Xandri", "ORG")], [("Voe Xandri", "PERSON")]),
        ("Rain fell in Ostren.", [("Ostren", "ORG")], [("Ostren", "GPE")]),
        ("They own shares in Grenta.", [("Grenta", "ORG")], [("Grenta", "ORG")]),
        ("We read of it in Salt Weekly.", [("Salt Weekly", "ORG")], [("Salt Weekly", "ORG")]),
        ("Rain fell in Europe.", [("Europe", "ORG")], [("Europe", "LOC")]),
        ("The Voe administration fell.", [("Voe", "ORG")], [("Voe", "PERSON")]),
        # a place is a surname where nobody is in the place
        (
            "Ana Jordan spoke. Jordan left.",
            [("Ana Jordan", "PERSON"), ("Jordan", "GPE")],
            [("Ana Jordan", "PERSON"), ("Jordan", "PERSON")],
        ),
        (
            "Ana Jordan spoke in Jordan. They left.",
            [("Ana Jordan", "PERSON"), ("Jordan", "GPE")],
            [("Ana Jordan", "PERSON"), ("Jordan", "GPE")],
        ),
        # a headline in capitals
        (
            "SALT LORDS MEET RUSSIA AGAIN\nRain fell on the hills of Russia and on all of us.",
            [("SALT LORDS", "ORG"), ("RUSSIA", "ORG"), ("Russia", "GPE")],
            [("RUSSIA", "GPE"), ("Russia", "GPE")],
        ),
        (
            "Ana Voe Finally Sends Salt Home\nRain fell on the hills. Later Ana Voe left.",
            [("Ana Voe Finally Sends Salt Home", "PERSON"), ("Ana Voe", "PERSON")],
            [("Ana Voe", "PERSON"), ("Ana Voe", "PERSON")],
        ),
        # members of parties and faiths
        (
            "She met Muslims and Democrats.",
            [("Muslims", "PERSON")],
            [("Muslims", "NORP"), ("Democrats", "NORP")],
        ),
        # passed over by the model
        (
            "Ana Petrova spoke. Later Petrova left.",
            [("Ana Petrova", "PERSON")],
            [("Ana Petrova", "PERSON"), ("Petrova", "PERSON")],
        ),
        ("Who knows what WHO said?", [], [("WHO", "ORG")]),
        ("The visitors reached France.", [], [("France", "GPE")]),
        (
            "The Norland Grain Company (NGC) shut.",
            [("Norland Grain Company", "ORG")],
            [("Norland Grain Company", "ORG"), ("NGC", "ORG")],
        ),
        # what the gazetteer, the title and the form tell
        (
            "Mr. Veldo met Russian troops.",
            [("Veldo", "GPE"), ("Russian", "LANGUAGE")],
            [("Veldo", "PERSON"), ("Russian", "NORP")],
        ),
        ("They flew to Kyiv.", [("Kyiv", "PERSON")], [("Kyiv", "GPE")]),
        ("They left Veldora Airport.", [("Veldora Airport", "ORG")], [("Veldora Airport", "FAC")]),
        (
            "The Ministry of Salt shut.",
            [("Ministry of Salt", "WORK_OF_ART")],
            [("Ministry of Salt", "ORG")],
        ),
        ("They bathed in Ostra River.", [("Ostra River", "PERSON")], [("Ostra River", "LOC")]),
        (
            "She read “Salt and Rain” twice.",
            [("Salt and Rain", "ORG")],
            [("Salt and Rain", "WORK_OF_ART")],
        ),
        ("Later we met Maria Voe there.", [], [("Maria Voe", "PERSON")]),
        ("They sued Grenta Ostren Corp. there.", [], [("Grenta Ostren Corp.", "ORG")]),
        # an institution that goes by its state's or its city's name, and the state in it
        (
            "Later the U.S. military left.",
            [("U.S.", "GPE")],
            [("U.S. military", "ORG"), ("U.S.", "GPE")],
        ),
        (
            "The Norland police agreed.",
            [("Norland", "GPE")],
            [("Norland police", "ORG"), ("Norland", "GPE")],
        ),
        (
            "Ukraine’s defense ministry agreed.",
            [("Ukraine", "GPE")],
            [("Ukraine’s defense ministry", "ORG"), ("Ukraine", "GPE")],
        ),
        (
            "A Russian army spokesman left.",
            [("Russian", "NORP")],
            [("Russian army", "ORG"), ("Russian", "NORP")],
        ),
        (
            "The Karsk sheriff's office agreed.",
            [("Karsk", "GPE")],
            [("Karsk sheriff's office", "ORG"), ("Karsk", "GPE")],
        ),
        (
            "He called the US State Department.",
            [("US State Department", "ORG")],
            [("US State Department", "ORG"), ("US", "GPE")],
        ),
        # no one body, what a body has, what no state has one of
        ("They formed a French army.", [("French", "NORP")], [("French", "NORP")]),
        ("The French armies met.", [("French", "NORP")], [("French", "NORP")]),
        ("A U.S. military plane left.", [("U.S.", "GPE")], [("U.S.", "GPE")]),
        ("American electronics business fell.", [("American", "NORP")], [("American", "NORP")]),
        ("Police in Norland agreed.", [("Norland", "GPE")], [("Norland", "GPE")]),
        ("The Lind army left.", [("Lind", "PERSON")], [("Lind", "PERSON")]),
        # nothing: measures, time zones, captions, a minister's portfolio
        ("It holds 4GB at 9 UTC.", [("4GB", "ORG"), ("UTC", "ORG")], []),
        ("Image: a mill.", [("Image", "PERSON")], []),
        ("The Interior minister left.", [("Interior", "ORG")], []),
        ("Rain fell on the hills.", [], []),
    ],
)
def test_names(
    nlp: Language, text: str, labels: list[tuple[str, str]], names: list[tuple[str, str]]
) -> None:
    doc = labelled(nlp, text, labels)
    assert named(text, find_mentions(doc, Lead())) == names


def test_a_surname_is_no_person_where_it_is_a_common_word(nlp: Language) -> None:
    text = "Ana Mills owns three mills. Mills are noisy."
    doc = labelled(nlp, text, [("Ana Mills", "PERSON")])
    assert named(text, find_mentions(doc, Lead())) == [("Ana Mills", "PERSON")]


def test_byline_credit_and_agency_hold_no_name(nlp: Language) -> None:
    text = "By Ana Petrova\nVELDORA (AP) — Ivo Lind left.\nCourtesy: Grenta"
    doc = parse(nlp, text)
    lead = Lead(
        dateline=Dateline(15, 29, "VELDORA (AP) —", place="Veldora"),
        byline=(Span(3, 14, "Ana Petrova"),),
        credit=Span(text.index("Courtesy"), len(text), "Courtesy: Grenta"),
    )
    names = {text[name.start : name.end] for name in find_mentions(doc, lead).names}
    assert names <= {"VELDORA", "Ivo Lind"}
    assert "Ivo Lind" in names


def test_the_places_of_a_dateline_are_names(nlp: Language) -> None:
    text = "OSTREN, Veldora (AP) — Rain fell on Ostren."
    doc = labelled(nlp, text, [])
    names = find_mentions(doc, read_lead(doc, text)).names
    assert [(name.words, name.type) for name in names] == [
        (("Ostren",), "GPE"),
        (("Veldora",), "GPE"),
        (("Ostren",), "GPE"),
    ]


@pytest.mark.parametrize(
    ("text", "nominals"),
    [
        ("We met the old minister of salt.", ["the old minister of salt", "salt"]),
        ("A guard saw his three dogs.", ["A guard", "his three dogs"]),
        # a noun inside another's phrase is none of its own
        ("They closed the salt mine.", ["the salt mine"]),
        # times and amounts are none
        ("It fell by 3 percent on Monday.", []),
    ],
)
def test_nominals(nlp: Language, text: str, nominals: list[str]) -> None:
    doc = parse(nlp, text)
    found = find_mentions(doc, Lead()).nominals
    assert [doc[nominal.first : nominal.stop].text for nominal in found] == nominals


@pytest.mark.parametrize(
    ("text", "pronouns"),
    [
        ("She gave them its key.", [("She", "female"), ("them", ""), ("its", "thing")]),
        ("The guard who left is here.", [("who", "")]),
        ("I told you that we lost.", []),
    ],
)
def test_pronouns(nlp: Language, text: str, pronouns: list[tuple[str, str]]) -> None:
    doc = parse(nlp, text)
    found = find_mentions(doc, Lead()).pronouns
    assert [(doc[pronoun.token].text, pronoun.gender) for pronoun in found] == pronouns


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=120),
    cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=4),
    label=st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "WORK_OF_ART"]),
)
def test_any_text_and_any_labels_give_names_in_order(
    nlp: Language, text: str, cuts: list[tuple[int, int]], label: str
) -> None:
    """Whatever the model claims, names are within the text, in order, and do not overlap."""
    doc = nlp.tokenizer(text)
    spans = [doc[first : first + length] for first, length in cuts if first < len(doc)]
    doc.set_ents([Ent(doc, span.start, span.end, label) for span in filter_spans(spans)])
    names = find_mentions(doc, Lead()).names
    assert all(0 <= name.start < name.end <= len(text) for name in names)
    # One after the other, or one at the beginning of the other.
    assert all(
        one.end <= other.start or (one.start == other.start and other.end < one.end)
        for one, other in pairwise(names)
    )
