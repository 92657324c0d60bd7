"""Labelled articles from JSON Lines, and the command that measures against them."""

import json
from io import BytesIO
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.errors import UnreadableDocumentError
from api.evaluation import gold, read
from api.evaluation.gold import Article
from api.extraction.document import Document
from api.extraction.records import Count, Span

TEXT = "“We will appeal,” said Ana Petrova."


def label(words: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **fields}


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "1", "text": TEXT, **fields}).encode() + b"\n"


def read_lines(*lines: bytes) -> list[Article]:
    return list(read("gold.jsonl", BytesIO(b"".join(lines)), max_chars=1000))


PETROVA_SPEAKS = label(
    "We will appeal,",
    type="direct",
    speaker_text="Ana Petrova",
    speaker_start=23,
    speaker_end=34,
    speaker_ref="Ana Petrova",
)


def test_labels_are_read() -> None:
    (article,) = read_lines(
        b"\n",
        line(
            dct="2025-03-11",
            style="wire",
            quotes=[PETROVA_SPEAKS],
            events=[
                label(
                    "appeal",
                    type="COURT",
                    actors=[label("We")],
                    time={"value": "2025-03"},
                    counts=[label("We", value=1)],
                )
            ],
        ),
    )
    assert article.document == Document(text=TEXT, published="2025-03-11")
    assert (article.mentions, article.timexes) == (None, None)
    assert article.quotes == (
        gold.Quote(
            1, 16, "We will appeal,", type="direct", source=Span(23, 34, "Ana Petrova"),
            speaker="Ana Petrova",
        ),
    )  # fmt: skip
    assert article.events == (
        gold.Event(
            9, 15, "appeal", type="COURT", actors=(Span(1, 3, "We"),), time="2025-03",
            counts=(Count(1, 3, "We", what="", value=1.0),),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (b"{", "gold.jsonl:1: is no valid JSON: "),
        (b"\xff", "gold.jsonl:1: is no valid JSON: "),
        (b"[]", "gold.jsonl:1: Invalid input type."),
        (b"", "gold.jsonl: holds no article"),
        (line(), "gold.jsonl:1: The article has no labels"),
        (line(text=" ", quotes=[]), "gold.jsonl:1: holds no text"),
        (line(text="We " * 500, quotes=[]), "gold.jsonl:1: holds more than 1,000 characters"),
        (line(dct="last week", quotes=[]), "gold.jsonl:1: dct: Write a day"),
        (line(quotes=None), "gold.jsonl:1: quotes: "),
        (line(quotes=[{}]), "gold.jsonl:1: quotes[0].start: Missing data"),
        (line(quotes=[label("We")]), "gold.jsonl:1: quotes[0].type: Missing data"),
        (line(quotes=[label("We", type="said")]), "gold.jsonl:1: quotes[0].type: Must be one of"),
        (line(quotes=[]) + line(quotes=[{}]), "gold.jsonl:2: quotes[0].start"),
        # labels that do not stand where they are said to
        (
            line(quotes=[PETROVA_SPEAKS, label("We", type="direct") | {"text": "we"}]),
            "gold.jsonl:1: quotes[1]: the text from 1 to 3 is 'We', not 'we'.",
        ),
        (
            line(quotes=[PETROVA_SPEAKS | {"speaker_start": 22}]),
            "gold.jsonl:1: quotes[0].source: the text from 22 to 34 is ' Ana Petrova'",
        ),
        (
            line(quotes=[PETROVA_SPEAKS | {"speaker_start": None}]),
            "gold.jsonl:1: quotes[0].speaker_text: Say from where to where",
        ),
        (
            line(events=[label("appeal", type="COURT", actors=[label("We") | {"end": 4}])]),
            "gold.jsonl:1: events[0].actors[0]: the text from 1 to 4 is 'We ', not 'We'.",
        ),
        (line(events=[label("appeal", type="TALK")]), "gold.jsonl:1: events[0].type: 'TALK' is"),
        (
            line(mentions=[label("We", type="PERSON", entity="e", form="name")]),
            "gold.jsonl:1: mentions[0].form: Must be one of",
        ),
        (
            line(timexes=[label("We", type="DATE", value=2025)]),
            "gold.jsonl:1: timexes[0].value: Not a valid string.",
        ),
    ],
)
def test_a_bad_line_is_named_with_its_field(given: bytes, fault: str) -> None:
    with pytest.raises(UnreadableDocumentError) as raised:
        read_lines(given)
    assert str(raised.value).startswith(fault)


# The command.


def onrecord(*arguments: str, given: bytes) -> Result:
    return CliRunner().invoke(main, ["evaluate", *arguments], input=given, catch_exceptions=False)


def test_evaluate_prints_a_line_a_family() -> None:
    done = onrecord("-", "--confidence", given=line(quotes=[PETROVA_SPEAKS]))
    count, *families, confidence = done.stdout.splitlines()
    assert count == "articles 1"
    assert [family.split("  ")[0] for family in families] == [
        "quotes, all",
        "quotes, speech",
        "quotes, direct",
        "confidence",
    ]
    assert "F1@.8 1.000  F1@.3 1.000  speaker mention 1.000" in families[0]
    assert "AUROC –" in families[3]
    assert confidence.endswith("right 1.000  of 1")


def test_evaluate_writes_json() -> None:
    done = onrecord("-", "--json", given=line(quotes=[PETROVA_SPEAKS]))
    report = json.loads(done.stdout)
    assert report["figures"]["quotes, direct"]["joint F1@.8"] == 1.0
    assert report["bins"][0]["size"] == 1


def test_evaluate_names_the_line_that_is_wrong() -> None:
    done = onrecord("-", given=line(quotes=[PETROVA_SPEAKS | {"end": 99}]))
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: standard input:1: quotes[0]: the text from 1 to 99 is ")
