"""Datelines, bylines, credit lines and the lede, each from its line of text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from api.extraction.lead import find_lede, read_lead
from api.extraction.nlp import parse


def hand_built(nlp: Language, text: str) -> Doc:
    """A Doc that no model has read: one word a token."""
    return nlp.tokenizer(text)


@pytest.mark.parametrize(
    ("text", "words", "place", "date"),
    [
        # an agency in brackets
        ("VELDORA (AP) — Rain fell.", "VELDORA (AP) —", "Veldora", None),
        ("Veldora (CNN) Rain fell.", "Veldora (CNN)", "Veldora", None),
        (
            "VELDORA/OSTREN (Reuters) - Rain fell.",
            "VELDORA/OSTREN (Reuters) -",
            "Veldora/Ostren",
            None,
        ),
        (
            "NEW VELDORA, March 3, 2024 (AFP) -- Rain fell.",
            "NEW VELDORA, March 3, 2024 (AFP) --",
            "New Veldora",
            "2024-03-03",
        ),
        (
            "VELDORA, Aug. 22 (NVA) — Rain fell.",
            "VELDORA, Aug. 22 (NVA) —",
            "Veldora",
            "XXXX-08-22",
        ),
        # a mark alone
        ("VELDORA — Rain fell.", "VELDORA —", "Veldora", None),
        ("VELDORA, Norland – Rain fell.", "VELDORA, Norland –", "Veldora, Norland", None),
        ("CAIRO : Rain fell.", "CAIRO :", "Cairo", None),
        ("CAIRO: Rain fell.", "CAIRO:", "Cairo", None),
        ("Cairo – Rain fell.", "Cairo –", "Cairo", None),
        # a date
        (
            "VELDORA, Norland, Aug 22 – Rain fell.",
            "VELDORA, Norland, Aug 22 –",
            "Veldora, Norland",
            "XXXX-08-22",
        ),
        ("VELDORA, 5 Sept. 2024 – Rain fell.", "VELDORA, 5 Sept. 2024 –", "Veldora", "2024-09-05"),
        # below a headline
        ("Rain in Veldora\n\nVELDORA (AP) — Rain fell.", "VELDORA (AP) —", "Veldora", None),
    ],
)
def test_dateline(nlp: Language, text: str, words: str, place: str, date: str | None) -> None:
    found = read_lead(hand_built(nlp, text), text).dateline
    assert found is not None
    assert (found.text, found.place, found.date) == (words, place, date)


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell on Veldora — again.",
        "BREAKING: Rain fell.",
        "ANALYSIS — Rain fell.",
        "UPDATE: Rain fell.",
        "The mayor — a farmer — spoke.",
        "Petrova: Rain fell.",
        "Veldora (pop. 4,000) is dry.",
        "CAIRO —",
        "CAIRO - RAIN FALLS AGAIN",
        "— Rain fell.",
    ],
)
def test_no_dateline(nlp: Language, text: str) -> None:
    assert read_lead(hand_built(nlp, text), text).dateline is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Petrova", ["Ana Petrova"]),
        ("BY ANA PETROVA", ["ANA PETROVA"]),
        ("By Ana Petrova and Ivo van Lind", ["Ana Petrova", "Ivo van Lind"]),
        ("By Ana Petrova, Ivo Lind and Bo Å. Ek", ["Ana Petrova", "Ivo Lind", "Bo Å. Ek"]),
        ("By Ana Petrova, Staff Writer", ["Ana Petrova"]),
        ("By Ana Petrova | Norland Post", ["Ana Petrova"]),
        ("Reporting by Ana Petrova; Editing by Ivo Lind", ["Ana Petrova"]),
        # no byline
        ("By Friday the rain had stopped.", []),
        ("By then Ana Petrova had left.", []),
        ("Ana Petrova stood by.", []),
    ],
)
def test_byline(nlp: Language, line: str, names: list[str]) -> None:
    text = f"{line}\nRain fell."
    assert [span.text for span in read_lead(hand_built(nlp, text), text).byline] == names


@pytest.mark.parametrize(
    ("line", "is_credit"),
    [
        ("Courtesy: NPR", True),
        ("Source: Norland Post", True),
        ("Photo credit: Ana Petrova", True),
        ("Photo courtesy of Ana Petrova", True),
        ("© 2024 Norland Post. All rights reserved.", True),
        ("Copyright 2024 Norland Post", True),
        ("(Editing by Ivo Lind)", True),
        ("Courtesy is free, she said.", False),
        ("The source: a letter of three pages.", False),
        ("Photographs of the flood were shown.", False),
    ],
)
def test_credit(nlp: Language, line: str, is_credit: bool) -> None:
    text = f"Rain fell.\n\n{line}"
    credit = read_lead(hand_built(nlp, text), text).credit
    assert (credit is not None and credit.text) == (line if is_credit else False)


@pytest.mark.parametrize(
    ("text", "title", "lede"),
    [
        ("Rain fell. It was cold.", None, "Rain fell."),
        ("CAIRO (AP) — Rain fell. It was cold.", None, "Rain fell."),
        ("Rain floods the north\n\nRain fell. It was cold.", None, "Rain fell."),
        ("Rain! Rain!\nIt was cold.", "Rain! Rain!", "It was cold."),
        ("Rain floods the north\nMarch 01, 2008\nRain fell.", None, "Rain fell."),
        ("By Ana Petrova\nRain fell.", None, "Rain fell."),
        ("BREAKING: Rain fell.", None, "Rain fell."),
        # nothing but a line
        ("Rain floods the north", None, "Rain floods the north"),
        ("", None, None),
        ("  \n — \n", None, None),
    ],
)
def test_lede(nlp: Language, text: str, title: str | None, lede: str | None) -> None:
    doc = parse(nlp, text)
    found = find_lede(doc, text, read_lead(doc, text), title)
    assert (found and found.text) == lede


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_has_a_literal_lead(nlp: Language, text: str) -> None:
    lead = read_lead(hand_built(nlp, text), text)
    spans = [*lead.byline, *filter(None, [lead.dateline, lead.credit])]
    assert all(text[span.start : span.end] == span.text for span in spans)
