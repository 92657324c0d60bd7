"""Attribution: whose words they are, to whom, about whom, said when, and how sure that is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.extraction.document import Document
from api.extraction.pipeline import extract
from api.extraction.records import Quote

LINDS = (
    "LESK (NPA) — Trade Minister Ana Petrova met Tom Lind, the head of Norlund Shipping, "
    "on Monday.\n\n"
)


@pytest.fixture
def quotes() -> Callable[[str], list[Quote]]:
    return lambda text: list(extract(Document(text=text, published="2025-03-11")).quotes)


@pytest.fixture
def speakers() -> Callable[[str], list[tuple[str, str | None]]]:
    def read(text: str) -> list[tuple[str, str | None]]:
        extraction = extract(Document(text=text, published="2025-03-11"))
        names = {entity.id: entity.name for entity in extraction.entities}
        return [(q.method, names.get(q.speaker or "")) for q in extraction.quotes]

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a surname, a pronoun, a role
        (LINDS + "“We agree,” Petrova said.", ("name", "Ana Petrova")),
        (LINDS + "“We agree,” she said.", ("pronoun", "Ana Petrova")),
        (LINDS + "The trade minister said the talks went well.", ("nominal", "Ana Petrova")),
        # a name behind its role
        (LINDS + "“We agree,” said the minister, Ana Petrova.", ("nominal", "Ana Petrova")),
        (LINDS + "“We agree,” said Norlund’s boss, Tom Lind.", ("nominal", "Tom Lind")),
        # whose letter it is
        (LINDS + "Petrova’s letter reads: “We regret nothing.”", ("nominal", "Ana Petrova")),
        # nobody, or more than one
        (LINDS + "“We agree,” a clerk said.", ("nominal", None)),
        (LINDS + "“We agree,” Petrova and Lind said.", ("name", None)),
        (LINDS + "Lind, a lawyer, and his wife said they would go.", ("name", None)),
    ],
)
def test_the_speaker(
    speakers: Callable[[str], list[tuple[str, str | None]]],
    text: str,
    expected: tuple[str, str | None],
) -> None:
    assert speakers(text) == [expected]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "“We agree,” said Ana Petrova, the trade minister, on Friday.",
            "Ana Petrova, the trade minister",
        ),
        ("Its chairman, Tom Lind, said they agreed.", "Its chairman, Tom Lind"),
        (
            "“We agree,” said Ana Petrova, a lawyer from Lesk who owns it.",
            "Ana Petrova, a lawyer from Lesk",
        ),
        ("“We agree,” said Tom Lind, of Norlund Shipping.", "Tom Lind, of Norlund Shipping"),
        # neither a relative clause nor an age, nor what else a comma parts
        ("“We agree,” said Ana Petrova, who owns it.", "Ana Petrova"),
        ("“We agree,” said Ana Petrova, 54, of Lesk.", "Ana Petrova"),
        ("“We agree,” said Ana Petrova, her voice low.", "Ana Petrova"),
        ("Ana Petrova, clearly tired, told Lind they agreed.", "Ana Petrova"),
    ],
)
def test_the_source_is_the_full_noun_phrase(
    quotes: Callable[[str], list[Quote]], text: str, source: str
) -> None:
    (quote,) = quotes(text)
    assert quote.source is not None
    assert quote.source.text == source


def test_a_floating_quote_carries_on(
    speakers: Callable[[str], list[tuple[str, str | None]]],
) -> None:
    text = LINDS + "“We agree,” Petrova said. Nobody clapped.\n\n“We agree on everything there is.”"
    assert speakers(text) == [("name", "Ana Petrova"), ("carried", "Ana Petrova")]


def test_the_labels_of_an_interview(
    speakers: Callable[[str], list[tuple[str, str | None]]],
) -> None:
    text = (
        "Ana Petrova has been trade minister for a year.\n\n"
        "Q: Are you tired?\n\nA: Never.\n\nQ: Will you stay?\n\nA: Yes."
    )
    assert speakers(text) == [
        ("label", None),
        ("label", "Ana Petrova"),
        ("label", None),
        ("label", "Ana Petrova"),
    ]


def test_the_dateline_is_nobodys_words(quotes: Callable[[str], list[Quote]]) -> None:
    (quote,) = quotes("LESK (NPA) — The talks have failed, Petrova said.")
    assert quote.text == "The talks have failed"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Petrova said: “We agree.”", "direct"),
        ("Petrova said they agreed.", "indirect"),
        ("Petrova said they “agreed” on tariffs.", "mixed"),
    ],
)
def test_the_type_goes_by_the_marks(
    quotes: Callable[[str], list[Quote]], text: str, kind: str
) -> None:
    assert [quote.type for quote in quotes(LINDS + text)] == [kind]


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Petrova said on Monday that they agreed.", "2025-03-10", "Monday"),
        ("“We agree,” Petrova said on Monday.", "2025-03-10", "Monday"),
        # a date inside what is said is not that of the saying
        ("Petrova said they agreed on Monday.", None, None),
        ("Petrova said they agreed.", None, None),
    ],
)
def test_when_it_was_said(
    quotes: Callable[[str], list[Quote]], text: str, value: str | None, words: str | None
) -> None:
    (quote,) = quotes(text)
    said = quote.said
    assert (said and said.value) == value
    assert (said and said.words and said.words.text) == words


def test_to_whom_about_whom_and_by_whom() -> None:
    text = LINDS + "“Lind told me, ‘Ana Petrova is right,’” Petrova told Tom Lind."
    extraction = extract(Document(text=text))
    names = {entity.id: entity.name for entity in extraction.entities}
    outer, inner = extraction.quotes
    assert [names[entity] for entity in outer.addressees] == ["Tom Lind"]
    assert [names[entity] for entity in outer.about] == ["Tom Lind", "Ana Petrova"]
    assert names[inner.attributed_to or ""] == "Ana Petrova"
    assert outer.attributed_to is None


def test_rivals_are_kept_behind_the_speaker(quotes: Callable[[str], list[Quote]]) -> None:
    named, by_pronoun = quotes(LINDS + "“We agree,” Petrova said.\n\n“All of us,” she added.")
    assert [candidate.entity for candidate in named.candidates] == [named.speaker]
    scores = [candidate.score for candidate in by_pronoun.candidates]
    assert by_pronoun.candidates[0].entity == by_pronoun.speaker
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("“We agree on it all,” Petrova said.", "Petrova said that they all agreed."),
        ("Petrova said that they all agreed.", "Petrova conceded that they all agreed."),
        ("Petrova said that they all agreed.", "It was said that they all agreed."),
        ("“We agree on it all,” Petrova said.", "“No,” Petrova said."),
        ("“We agree on it all,” Petrova said.", "Petrova said “all of us agree on it.”"),
        (
            "Petrova said that they all agreed on the price of wheat.",
            "Petrova, who had come by train with two aides, said that they all agreed on wheat.",
        ),
    ],
)
def test_confidence_tells_shapes_apart(
    quotes: Callable[[str], list[Quote]], surer: str, less_sure: str
) -> None:
    (first,), (second,) = quotes(surer), quotes(less_sure)
    assert 0 < second.confidence < first.confidence < 1


def test_an_interview_without_labels(
    speakers: Callable[[str], list[tuple[str, str | None]]],
) -> None:
    text = (
        "Ana Petrova has been trade minister for a year.\n\n"
        "Are you tired?\n\n“Never. Should I be?”\n\n"
        "They say you sleep in the office.\n\n“It has a good carpet there.”\n\n"
        "Will you stay?\n\n“Ask me in spring.”"
    )
    read = speakers(text)
    assert [speaker for method, speaker in read if method == "turn"] == ["Ana Petrova"] * 3
    assert [speaker for method, speaker in read if method == "none"] == [None] * 3


SEED = Path(__file__).parents[2] / "seeds" / "lavrov-nbc-interview.txt"

# Of each speaker of the seed article the type, the cue, and words that tell the quotes apart.
SPOKEN = {
    "Sergey Lavrov": [
        ("indirect", "say", "no meeting is planned"),
        ("direct", "tell", "this agenda is not ready at all"),
        ("direct", "say", "provided this meeting is really going to have an agenda"),
        ("indirect", "suggest", "Ukraine was the one hindering progress"),
        ("direct", "say", "show some flexibility"),
        ("direct", "continue", "it was very clear to everybody"),
        ("direct", "add", "How can we meet with a person"),
        ("mixed", "say", "“a utopia, a road to nowhere.”"),
    ],
    "Volodymyr Zelenskyy": [
        ("mixed", "say", "“wriggle out”"),
        ("mixed", "stress", "“ready”"),
        ("mixed", "say", "“absolutely right”"),
    ],
    "Donald Trump": [
        ("mixed", "liken", "a fantastic defense"),
        ("direct", "write", "There is no chance of winning!"),
        ("indirect", "say", "help provide security guarantees"),
    ],
    "Vladimir Putin": [("indirect", "claim", "Kyiv has committed genocide")],
    "Russia": [("indirect", "signal", "in no rush for a Putin-Zelenskyy one-on-one")],
    "U.S. military": [("indirect", "say", "presented to national security advisers")],
}


def test_the_seed_article() -> None:
    text = SEED.read_text(encoding="utf-8")
    extraction = extract(Document(text=text, published="2025-08-22"))
    names = {entity.id: entity.name for entity in extraction.entities}
    outer = [quote for quote in extraction.quotes if quote.attributed_to is None]
    spoken: dict[str | None, list[Quote]] = {}
    for quote in outer:
        spoken.setdefault(names.get(quote.speaker or ""), []).append(quote)
    assert {name: len(quotes) for name, quotes in spoken.items()} == {
        name: len(rows) for name, rows in SPOKEN.items()
    }
    for name, rows in SPOKEN.items():
        for quote, (kind, lemma, words) in zip(spoken[name], rows, strict=True):
            assert (quote.type, quote.cue and quote.cue.lemma) == (kind, lemma)
            assert words in quote.text
    told = next(quote for quote in outer if quote.addressees)
    assert [names[entity] for entity in told.addressees] == ["Kristen Welker"]
    broken = next(quote for quote in outer if quote.cue and quote.cue.lemma == "continue")
    assert len(broken.spans) == 2
    nested = [quote for quote in extraction.quotes if quote.attributed_to is not None]
    assert {names[quote.attributed_to or ""] for quote in nested} == {"Sergey Lavrov"}
    assert not any("Meet the Press" in quote.text for quote in extraction.quotes)
