"""Files → documents, and what is said of those that hold none."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.errors import UnreadableDocumentError
from api.extraction.document import Document
from api.readers import READERS, Reading, read

TEXT = "KARSK — “We will appeal,” said the minister."


def article(path: Path, data: bytes, max_chars: int = 1000) -> Reading:
    """The one article of a file."""
    path.write_bytes(data)
    [reading] = read(path, max_chars)
    assert isinstance(reading, Reading), str(reading)
    return reading


def reason(path: Path, data: bytes, max_chars: int = 1000) -> str:
    """Why a file holds no article."""
    path.write_bytes(data)
    [error] = read(path, max_chars)
    assert isinstance(error, UnreadableDocumentError)
    assert str(error) == f"{error.name}: {error.reason}"
    assert error.name.startswith(str(path.with_suffix("")))
    return error.reason


@pytest.fixture
def txt(tmp_path: Path) -> Path:
    return tmp_path / "article.txt"


@pytest.fixture
def jsonl(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


@pytest.mark.parametrize(
    ("data", "text", "warnings"),
    [
        (TEXT.encode(), TEXT, ()),
        # newlines, blanks and marks stay as they are
        (b"One\r\ntwo\rthree \n\n", "One\r\ntwo\rthree \n\n", ()),
        # a byte-order mark is no part of the text
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, ()),
        # not UTF-8
        (TEXT.encode("cp1252"), TEXT, ("is not UTF-8 and was read as cp1252.",)),
        (TEXT.encode("utf-16"), TEXT, ("is not UTF-8 and was read as utf-16.",)),
        # NUL and surrogates, one for one
        (b"a\x00b said", "a\ufffdb said", ("held NUL or lone surrogates: 1 became U+FFFD.",)),
        (
            b"a\xed\xa0\x80b\x00 said",
            "a\ufffdb\ufffd said",
            ("held NUL or lone surrogates: 2 became U+FFFD.",),
        ),
        # no front matter
        (b"---\nA text between dashes.", "---\nA text between dashes.", ()),
        (b"A text.\n---\ntitle: no\n---\n", "A text.\n---\ntitle: no\n---\n", ()),
    ],
)
def test_the_text_is_kept_as_given(
    txt: Path, data: bytes, text: str, warnings: tuple[str, ...]
) -> None:
    reading = article(txt, data)
    assert reading.document == Document(text=text)
    assert reading.warnings == warnings
    assert reading.name == str(txt)


METADATA = """\
title: Talks end without a deal
byline: By Ana Petrova
published: 2025-03-11
source: Norland Post
url: https://norland.example/talks
language: en
"""

DESCRIBED = Document(
    text=TEXT,
    title="Talks end without a deal",
    byline="By Ana Petrova",
    published="2025-03-11",
    source="Norland Post",
    url="https://norland.example/talks",
    language="en",
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter(txt: Path, newline: str) -> None:
    front = f"---\n{METADATA}---\n".replace("\n", newline)
    assert article(txt, (front + TEXT).encode()).document == DESCRIBED


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_sidecar(txt: Path, suffix: str) -> None:
    txt.with_suffix(suffix).write_text(METADATA)
    assert article(txt, TEXT.encode()).document == DESCRIBED


def test_front_matter_goes_before_the_sidecar(txt: Path) -> None:
    txt.with_suffix(".yaml").write_text("title: Old\nsource: Norland Post\n")
    assert article(txt, f"---\ntitle: New\n---\n{TEXT}".encode()).document == Document(
        text=TEXT, title="New", source="Norland Post"
    )


@pytest.mark.parametrize(
    ("yaml", "document"),
    [
        ("published: 2025-03", Document(text=TEXT, published="2025-03")),
        ("published: 2025", Document(text=TEXT, published="2025")),
        ("published: 2025-03-11T09:30:00+01:00", Document(text=TEXT, published="2025-03-11")),
        ("language: no", Document(text=TEXT, language="no")),
        ("title: 1984", Document(text=TEXT, title="1984")),
        ("title:\nsource: null\nurl: ~", Document(text=TEXT)),
        ("# nothing yet", Document(text=TEXT)),
        ("", Document(text=TEXT)),
    ],
)
def test_values_are_taken_as_written(txt: Path, yaml: str, document: Document) -> None:
    txt.with_suffix(".yaml").write_text(yaml)
    assert article(txt, TEXT.encode()).document == document


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("publishd: 2025-03-11", "has an unknown key 'publishd'; did you mean 'published'?"),
        (
            "dateline: KARSK",
            (
                "has an unknown key 'dateline';"
                " the keys are title, byline, published, source, url, language."
            ),
        ),
        (
            "published: 11 March",
            "published: Write a day, month or year: 2025-08-22, 2025-08 or 2025.",
        ),
        (
            "published: 2025-02-30",
            "published: Write a day, month or year: 2025-08-22, 2025-08 or 2025.",
        ),
        ("url: javascript:alert(1)", "url: Write an http or https address."),
        ("language: English", "language: Write an ISO 639-1 code of two small letters: en."),
        ("title: [a, b]", "title: Not a valid string."),
        ("title: 'a", "is no valid YAML (line 1); write one `name: value` a line."),
        ("- a\n- b", "is no list of `name: value` lines."),
        ("? [a]\n: b", "is no valid YAML (line 1); write one `name: value` a line."),
        ("[" * 5000, "is no valid YAML; write one `name: value` a line."),
        ("a" * 70_000, "holds more than 65,536 characters of metadata."),
    ],
)
def test_metadata_that_is_none(txt: Path, yaml: str, expected: str) -> None:
    txt.with_suffix(".yaml").write_text(yaml)
    assert reason(txt, TEXT.encode()) == expected


def test_an_error_in_the_front_matter_says_so(txt: Path) -> None:
    txt.write_text("---\ntitel: Talks\n---\nText.")
    [error] = read(txt)
    assert str(error) == (
        f"{txt}: the front matter: has an unknown key 'titel'; did you mean 'title'?"
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "holds no text; remove it or fill it."),
        (b" \r\n\t", "holds no text; remove it or fill it."),
        (b"---\ntitle: Talks\n---\n", "holds no text; remove it or fill it."),
        (b"1, 2, 3 \xe2\x80\x94 4!", "holds no letters; is it the right file?"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "is binary; save its text as UTF-8."),
        ("Ана сказала".encode("utf-16-le"), "is binary; save its text as UTF-8."),
        (b"\xff\xfea", "is neither UTF-8 nor Windows-1252; save it as UTF-8."),
        (b"caf\x81", "is neither UTF-8 nor Windows-1252; save it as UTF-8."),
        (
            b"word " * 201,
            "holds more than 1,000 characters; split it, or raise ONRECORD_MAX_CHARS.",
        ),
        (
            b"word " * 200_000,
            "holds more than 1,000 characters; split it, or raise ONRECORD_MAX_CHARS.",
        ),
    ],
)
def test_no_article(txt: Path, data: bytes, expected: str) -> None:
    assert reason(txt, data) == expected


def test_a_text_of_just_the_most_characters_is_taken(txt: Path) -> None:
    assert len(article(txt, "é".encode() * 1000).document.text) == 1000


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("article.pdf", "is of no kind we read; give it one of .jsonl, .ndjson, .txt."),
        ("gone.txt", "cannot be opened: No such file or directory."),
    ],
)
def test_no_file(tmp_path: Path, name: str, expected: str) -> None:
    [error] = read(tmp_path / name)
    assert isinstance(error, UnreadableDocumentError)
    assert error.reason == expected


def test_json_lines(jsonl: Path) -> None:
    lines = [
        {"id": "a", "text": TEXT},
        {"text": "Rain fell.\r\n", "title": "Rain", "published": "2025-03", "source": None},
        {"id": 3, "text": "a\x00b \ud800", "url": "https://norland.example/3"},
    ]
    jsonl.write_bytes(b"\xef\xbb\xbf" + "\n\n".join(map(json.dumps, lines)).encode())
    assert list(read(jsonl)) == [
        Reading(name=f"{jsonl}:1", document=Document(text=TEXT), id="a"),
        Reading(
            name=f"{jsonl}:3",
            document=Document(text="Rain fell.\r\n", title="Rain", published="2025-03"),
        ),
        Reading(
            name=f"{jsonl}:5",
            document=Document(text="a\ufffdb \ufffd", url="https://norland.example/3"),
            id="3",
            warnings=("held NUL or lone surrogates: 2 became U+FFFD.",),
        ),
    ]


def test_a_bad_value_costs_no_text(jsonl: Path) -> None:
    line = {"text": TEXT, "published": "03-02-2009", "language": "English", "title": "Talks"}
    jsonl.write_text(json.dumps(line))
    [reading] = read(jsonl)
    assert isinstance(reading, Reading)
    assert reading.document == Document(text=TEXT, title="Talks")
    assert reading.warnings == (
        "language was left out. Write an ISO 639-1 code of two small letters: en.",
        "published was left out. Write a day, month or year: 2025-08-22, 2025-08 or 2025.",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"text": "a"', "is no valid JSON: Expecting ',' delimiter at character 14."),
        ("[" * 100_000, "is no JSON that we can read."),
        ('{"id": ' + "9" * 5000 + "}", "is no JSON that we can read."),
        ("[1]", 'is no JSON object; write {"text": …}.'),
        ('{"title": "a"}', "text: Missing data for required field."),
        ('{"text": ""}', "holds no text; remove it or fill it."),
        ('{"text": 5}', "text: Not a valid string."),
        ('{"text": "a", "id": {}}', "id: Write a text or a number."),
        ('{"text": "a", "titel": "b"}', "has an unknown key 'titel'; did you mean 'title'?"),
    ],
)
def test_a_bad_line_costs_no_other(jsonl: Path, line: str, expected: str) -> None:
    good = json.dumps({"text": TEXT})
    jsonl.write_text(f"{good}\n{line}\n{good}\n")
    first, error, last = read(jsonl)
    assert isinstance(error, UnreadableDocumentError)
    assert error.name == f"{jsonl}:2"
    assert error.reason.startswith(expected)
    assert isinstance(first, Reading)
    assert isinstance(last, Reading)
    assert first.document == last.document


def test_an_endless_line_costs_no_other(jsonl: Path) -> None:
    jsonl.write_text(f"{'x' * 3_000_000}\n{json.dumps({'text': TEXT})}\n")
    error, reading = read(jsonl, 1000)
    assert "holds more than 1,000 characters" in str(error)
    assert isinstance(reading, Reading)
    assert reading.name == f"{jsonl}:2"


@pytest.mark.parametrize("suffix", READERS)
@given(data=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_an_article_or_an_error(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    for found in read(path):
        if isinstance(found, Reading):
            found.document.text.encode()  # no surrogate is left
            assert "\x00" not in found.document.text
        else:
            assert isinstance(found, UnreadableDocumentError)


@given(yaml=st.text(alphabet="tile: []{}&*!?|>-'\"#%@\n\t0é\x00", max_size=60))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sidecar_is_metadata_or_an_error(tmp_path: Path, yaml: str) -> None:
    path = tmp_path / "any.txt"
    path.write_text(TEXT)
    path.with_suffix(".yaml").write_text(yaml)
    [found] = read(path)
    assert isinstance(found, Reading | UnreadableDocumentError)
