"""Quotations: the content, the cue and the source, in every shape that news gives them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from api.extraction.nlp import parse
from api.extraction.quotations import find_quotations
from api.extraction.speech.scope import Quotation

Row = tuple[str, str | None, str | None]


def found(nlp: Language, text: str) -> list[Quotation]:
    return find_quotations(parse(nlp, text))


def rows(nlp: Language, text: str) -> list[Row]:
    """Content (pieces parted by ` / `), cue and source of each quotation of the text."""
    return [
        (
            " / ".join(text[start:end] for start, end in quotation.spans),
            quotation.cue.text if quotation.cue is not None else None,
            quotation.source.text if quotation.source is not None else None,
        )
        for quotation in found(nlp, text)
    ]


DIRECT: list[tuple[str, list[Row]]] = [
    # the cue follows
    ("“We will appeal,” said the minister.", [("We will appeal,", "said", "the minister")]),
    ("“We will appeal,” she said.", [("We will appeal,", "said", "she")]),
    ("“Will you stay?” he asked.", [("Will you stay?", "asked", "he")]),
    ("‘We will appeal’, said Petrova.", [("We will appeal", "said", "Petrova")]),
    (
        "“We will appeal,” Ana Petrova, the trade minister, told reporters in Lesk.",
        [("We will appeal,", "told", "Ana Petrova")],
    ),
    ("“Too late,” Lind wrote on his blog.", [("Too late,", "wrote", "Lind")]),
    ("“It is over,” according to Lind.", [("It is over,", "according to", "Lind")]),
    # the cue goes before
    ("Petrova said: “We will appeal.”", [("We will appeal.", "said", "Petrova")]),
    ("Petrova said, “We will appeal.”", [("We will appeal.", "said", "Petrova")]),
    ("Petrova told the court: “We appeal.”", [("We appeal.", "told", "Petrova")]),
    ("She left, adding: “I am done.”", [("I am done.", "adding", "She")]),
    ("In a statement, the bank said: “We regret it.”", [("We regret it.", "said", "the bank")]),
    # no verb
    ("Petrova: “We will appeal.”", [("We will appeal.", None, "Petrova")]),
    ("“We will win this war.” — Ana Petrova", [("We will win this war.", None, "Ana Petrova")]),
    ("As Petrova put it, “we lost.”", [("we lost.", "put", "Petrova")]),
    ("Petrova said:\n\n“We will appeal.”", [("We will appeal.", "said", "Petrova")]),
    ("Her lawyer issued a letter: “We appeal.”", [("We appeal.", "letter", "Her lawyer")]),
    # the cue is tagged as a noun
    ("“We will appeal this,” Petrova notes.", [("We will appeal this,", "notes", "Petrova")]),
    # two speakers, one after the other
    (
        "“We will appeal,” said Petrova. “So will we,” said Lind.",
        [("We will appeal,", "said", "Petrova"), ("So will we,", "said", "Lind")],
    ),
    # part of a sentence
    (
        "The move was “premature,” Petrova said.",
        [("The move was “premature,”", "said", "Petrova")],
    ),
    ("“We will win this war.”\n\n— Ana Petrova", [("We will win this war.", None, "Ana Petrova")]),
    ("WHY THE BANK FELL — Ana Petrova: “It lied.”", [("It lied.", None, "Ana Petrova")]),
    ("Continued Petrova: “We appeal.”", [("We appeal.", "Continued", "Petrova")]),
    # a statement is its author's
    (
        "Petrova issued a statement saying: “We regret it.”",
        [("We regret it.", "saying", "Petrova")],
    ),
    # broken by the cue, once within a sentence and once between two
    (
        "“The terms,” Petrova said, “were never fair.”",
        [("The terms, / were never fair.", "said", "Petrova")],
    ),
    (
        "“The terms,” Petrova said in a letter to the board, “were never fair.”",
        [("The terms, / were never fair.", "said", "Petrova")],
    ),
    (
        "“We will appeal,” Petrova said. “The terms were never fair.”",
        [("We will appeal, / The terms were never fair.", "said", "Petrova")],
    ),
    # twice in one sentence; a second sentence with a cue of its own is a second quotation
    (
        "“The terms,” Petrova said, “were never fair and,” she went on, “never will be.”",
        [("The terms, / were never fair and, / never will be.", "said", "Petrova")],
    ),
    (
        "“The terms were never fair,” Petrova said. “Never,” she added.",
        [("The terms were never fair,", "said", "Petrova"), ("Never,", "added", "she")],
    ),
    # a gesture is a cue in the sentence of the marks, not in one of its own
    ("“Who knows?” she shrugs.", [("Who knows?", "shrugs", "she")]),
    (
        "“It is over,” she says. “Who knows?” She shrugs.",
        [("It is over, / Who knows?", "says", "she")],
    ),
    # a verb behind its marks, though it looks like a participle
    ("“I did not do it!” yelled Petrova.", [("I did not do it!", "yelled", "Petrova")]),
    # a cue with its particle, an adjective for who speaks
    (
        "“And the terms were never fair,” Petrova went on.",
        [("And the terms were never fair,", "went on", "Petrova")],
    ),
    (
        "“I love this town,” the 72-year-old said.",
        [("I love this town,", "said", "the 72-year-old")],
    ),
    # over paragraphs
    (
        "“We will appeal.\n\n“The terms were never fair,” Petrova said.",
        [("We will appeal. / The terms were never fair,", "said", "Petrova")],
    ),
    # no cue: the speaker before goes on
    (
        "“We will appeal,” Petrova said. The court sits in May.\n\n“We are not afraid of it.”",
        [("We will appeal,", "said", "Petrova"), ("We are not afraid of it.", None, "Petrova")],
    ),
    # or the one whom the sentence before is about
    (
        "“We will appeal,” Petrova said. Tom Lind shook his head. “Nobody will believe it.”",
        [("We will appeal,", "said", "Petrova"), ("Nobody will believe it.", None, "Tom Lind")],
    ),
    # a title on the way to the words
    (
        "Petrova told the “Morning Hour” programme: ‘We will appeal.’",
        [("We will appeal.", "told", "Petrova")],
    ),
    # what marks hold beside speech: titles, terms, irony
    ("They call it “justice”.", []),
    ("She starred in “The Long Winter” in 2011.", []),
    ("Her novel “The Long Winter,” a bestseller, was filmed.", []),
    ("The so-called “peace plan” failed.", []),
    ("Petrova can add a new title to her name: “song collector.”", []),
    ("Petrova was shot last summer at the opening of her film, “Harbour.”", []),
    (
        "“We will appeal,” Petrova told “Morning Hour” host Tom Voss.",
        [("We will appeal,", "told", "Petrova")],
    ),
]

INDIRECT: list[tuple[str, list[Row]]] = [
    # a clause, with `that` and without
    (
        "Petrova said that the talks had failed.",
        [("the talks had failed", "said", "Petrova")],
    ),
    ("Petrova said the talks had failed.", [("the talks had failed", "said", "Petrova")]),
    ("She asked whether the bank knew.", [("whether the bank knew", "asked", "She")]),
    # all of it, with what is coordinated
    (
        "Petrova said the talks had failed and that nobody would return to Lesk.",
        [("the talks had failed and that nobody would return to Lesk", "said", "Petrova")],
    ),
    # but not the cue's own company
    (
        "Petrova said the plan was dead, adding that nobody would miss it.",
        [("the plan was dead / nobody would miss it", "said", "Petrova")],
    ),
    # the cue behind or within
    ("The talks had failed, Petrova said.", [("The talks had failed", "said", "Petrova")]),
    ("The talks had failed, said Petrova.", [("The talks had failed", "said", "Petrova")]),
    (
        "The terms, she said, were never fair.",
        [("The terms / were never fair", "said", "she")],
    ),
    # marks inside
    (
        "Petrova said the terms were “never fair” to farmers.",
        [("the terms were “never fair” to farmers", "said", "Petrova")],
    ),
    (
        "Petrova called the terms “mad”, “bad” and “never fair”.",
        [("the terms “mad”, “bad” and “never fair”", "called", "Petrova")],
    ),
    (
        "Petrova called the terms “mad”, “Harbour” a hit and Lesk a city.",
        [("the terms “mad”", "called", "Petrova")],
    ),
    (
        "The terms, said Petrova, were never fair.",
        [("The terms / were never fair", "said", "Petrova")],
    ),
    (
        "As Petrova told the board, the terms were fair.",
        [("the terms were fair", "told", "Petrova")],
    ),
    (
        "The bank will close, its chairwoman, Ana Petrova, told reporters.",
        [("The bank will close", "told", "its chairwoman")],
    ),
    # what the speaker leans on is no part of what is said
    (
        "Petrova said the visit had been postponed, citing fears for her safety.",
        [("the visit had been postponed", "said", "Petrova")],
    ),
    # what a finding shows in marks is no speech of its subject
    (
        "The judge said Lind had shown “no remorse”.",
        [("Lind had shown “no remorse”", "said", "The judge")],
    ),
    # passives: the subject is not always who speaks
    (
        "The paper quoted a doctor as saying that the talks had failed.",
        [("the talks had failed", "saying", "a doctor")],
    ),
    (
        "Petrova was quoted as saying that the talks had failed.",
        [("the talks had failed", "saying", "Petrova")],
    ),
    ("It was said that the talks had failed.", [("the talks had failed", "said", None)]),
    # what was asked was said by another
    (
        "Asked whether she would resign, Petrova said she would not.",
        [("whether she would resign", "Asked", None), ("she would not", "said", "Petrova")],
    ),
    # a relative pronoun stands for its noun
    (
        "Petrova, who said the plan was dead, left the room.",
        [("the plan was dead", "said", "Petrova")],
    ),
    # according to, claims, findings
    (
        "It was, in the words of Petrova, “a shame”.",
        [("a shame", "in the words of", "Petrova")],
    ),
    (
        "According to Petrova, the talks had failed.",
        [("the talks had failed", "According to", "Petrova")],
    ),
    (
        "According to Ana Petrova, a spokeswoman for the port, the ferry had been sold.",
        [("the ferry had been sold", "According to", "Ana Petrova")],
    ),
    (
        "According to Petrova, who leads the port, the ferry had been sold.",
        [("the ferry had been sold", "According to", "Petrova")],
    ),
    (
        "According to Petrova, the ferry, a wreck, had been sold.",
        [("the ferry, a wreck, had been sold", "According to", "Petrova")],
    ),
    (
        "The talks had failed, according to Petrova.",
        [("The talks had failed", "according to", "Petrova")],
    ),
    (
        "Nobody believed Petrova’s claim that the talks had failed.",
        [("the talks had failed", "claim", "Petrova")],
    ),
    (
        "The survey found that most farmers were poor.",
        [("most farmers were poor", "found", "The survey")],
    ),
    ("She found that the door was locked.", []),
    # infinitives and phrases
    ("Petrova vowed to fight the ruling.", [("to fight the ruling", "vowed", "Petrova")]),
    (
        "Petrova urged farmers to reject the plan.",
        [("to reject the plan", "urged", "Petrova")],
    ),
    (
        "Petrova called the ruling a disgrace to the country.",
        [("the ruling a disgrace to the country", "called", "Petrova")],
    ),
    (
        "Petrova accused the bank of hiding its losses.",
        [("the bank of hiding its losses", "accused", "Petrova")],
    ),
    ("Petrova called on farmers to go.", [("to go", "called", "Petrova")]),
    ("Petrova appealed to Lind to free them.", [("to free them", "appealed", "Petrova")]),
    ("Petrova called to say goodbye.", []),
    # gerunds
    ("Petrova denied ordering the raid.", [("ordering the raid", "denied", "Petrova")]),
    ("Petrova kept ordering raids.", []),
    # a plan to speak, a name, a topic
    ("She plans to announce a new law on Monday.", []),
    ("A firm called Norlund Shipping bought it.", []),
    ("He criticised the plan.", []),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT)
def test_direct(nlp: Language, text: str, expected: list[Row]) -> None:
    assert rows(nlp, text) == expected


@pytest.mark.parametrize(("text", "expected"), INDIRECT)
def test_indirect(nlp: Language, text: str, expected: list[Row]) -> None:
    assert rows(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "negative", "certainty"),
    [
        ("Petrova said the talks had failed.", False, "certain"),
        ("Petrova never said that the talks had failed.", True, "certain"),
        ("Petrova did not say whether the talks had failed.", True, "certain"),
        ("Petrova would say that the talks had failed.", False, "possible"),
        ("Petrova refused to say whether the talks had failed.", True, "certain"),
        ("Petrova will say that the talks have failed.", False, "probable"),
        ("Petrova is expected to say that the talks have failed.", False, "probable"),
        ("Petrova is alleged to have said: “The talks have failed.”", False, "probable"),
        ("Petrova was invited and said that the talks had failed.", False, "certain"),
        ("Neither minister said that the talks had failed.", True, "certain"),
        ("None of the ministers said that the talks had failed.", True, "certain"),
        ("No minister said that the talks had failed.", True, "certain"),
    ],
)
def test_how_far_the_cue_vouches(nlp: Language, text: str, negative: bool, certainty: str) -> None:
    (quotation,) = found(nlp, text)
    assert (quotation.polarity == "negative", quotation.certainty) == (negative, certainty)


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("“We will appeal,” Petrova told the Norland Post.", "the Norland Post"),
        ("Petrova told farmers that the talks had failed.", "farmers"),
        ("Petrova said that the talks had failed.", None),
    ],
)
def test_who_is_spoken_to(nlp: Language, text: str, addressee: str | None) -> None:
    (quotation,) = found(nlp, text)
    assert (quotation.addressee.text if quotation.addressee is not None else None) == addressee


@pytest.mark.parametrize(
    ("text", "contents", "parents"),
    [
        # in marks and without
        (
            "“Minister Lind said that he would resign,” Petrova said.",
            ["Minister Lind said that he would resign,", "he would resign"],
            [None, 0],
        ),
        (
            "“Lind told me, ‘You will regret it,’” she said.",
            ["Lind told me, ‘You will regret it,’", "You will regret it,"],
            [None, 0],
        ),
        # a pronoun could be anybody, and a phrase a topic
        ("“He said that he would resign,” she said.", ["He said that he would resign,"], [None]),
        ("“I said we would go,” she said.", ["I said we would go,"], [None]),
    ],
)
def test_quotations_inside_quotations(
    nlp: Language, text: str, contents: list[str], parents: list[int | None]
) -> None:
    quotations = found(nlp, text)
    assert [text[q.spans[0][0] : q.spans[0][1]] for q in quotations] == contents
    assert [q.parent for q in quotations] == parents


def test_each_turn_of_a_transcript_is_a_quotation(nlp: Language) -> None:
    text = (
        "ANA PETROVA: Did you sign it?\n\n"
        "TOM LIND: I did not.\n\nNobody asked me.\n\n"
        "PETROVA: The bank says you did.\n\n"
        "LIND: Then the bank is wrong.\n\n"
        "That was our programme."
    )
    assert rows(nlp, text) == [
        ("Did you sign it?", None, "ANA PETROVA"),
        ("I did not. / Nobody asked me.", None, "TOM LIND"),
        ("The bank says you did.", None, "PETROVA"),
        ("you did", "says", "The bank"),
        ("Then the bank is wrong.", None, "LIND"),
    ]


def test_a_transcript_in_marks(nlp: Language) -> None:
    text = (
        "A partial transcript:\n\n“VOSS: Did you sign it?\n\n“LIND: I did not.\n\n“Nobody asked."
        "\n\n“(LAUGHTER)\n\n“VOSS: Why?\n\n“LIND: Ask the bank.”\n\nThat was all."
    )
    assert rows(nlp, text) == [
        ("Did you sign it?", None, "VOSS"),
        ("I did not. / Nobody asked.", None, "LIND"),
        ("Why?", None, "VOSS"),
        ("Ask the bank.", None, "LIND"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # two labels that come once each are headings
        "Note: it rained.\n\nUpdate: it stopped.\n\nLind went home.",
        # a line with a colon is no label
        "Lind had two choices: to stay or to go.\n\nHe had one wish: to sleep.",
    ],
)
def test_no_transcript(nlp: Language, text: str) -> None:
    assert rows(nlp, text) == []


WORDS = st.sampled_from(
    ["said", "Lind", "she", "that", "was told", "according to", "as", "is", ".", ",", ":", "\n\n"]
)
MARKS = st.sampled_from(["“", "”", '"', "‘", "’", "'", "''", "«", "»", "—", "(", ")"])


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(WORDS | MARKS | st.characters() | st.text(max_size=4), max_size=25))
def test_any_text_gives_literal_spans_in_order(nlp: Language, pieces: list[str]) -> None:
    text = " ".join(pieces)
    quotations = found(nlp, text)
    assert [q.spans[0][0] for q in quotations] == sorted(q.spans[0][0] for q in quotations)
    for k, quotation in enumerate(quotations):
        end = 0
        for start, after in quotation.spans:
            assert end <= start < after <= len(text)
            end = after
        assert quotation.parent is None or quotation.parent < k
