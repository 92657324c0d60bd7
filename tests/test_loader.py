"""Paths → the database: what is loaded, what is passed over, and what the report says."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import loader
from api.config import Config
from api.database import database, open_database
from api.loader import Notice, Report, load
from api.models import Article, Quote

ENGLISH = "“We will appeal,” said Ana Petrova.\n"
GERMAN = "Der Hafen bleibt geschlossen, sagte die Ministerin am Montag."


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Config]:
    """A database that is made by the first load."""
    yield Config(database_url=f"sqlite:///{tmp_path / 'onrecord.db'}", max_chars=1000)
    database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles with their metadata, and what is no article."""
    folder = tmp_path / "articles"
    (folder / "2025").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "appeal.txt").write_text(ENGLISH)
    (folder / "appeal.yaml").write_text("published: 2025-03-11\nsource: Norland Post\n")
    (folder / "2025" / "closed.txt").write_text(f"---\ntitle: Closed\n---\nClosed. {ENGLISH}")
    (folder / "README.md").write_text("What these articles are.")
    (folder / "notes.pdf").write_text("Something else.")
    (folder / ".git" / "hidden.txt").write_text("No article.")
    return folder


def stored(config: Config) -> list[tuple[str | None, str | None, str]]:
    """(title, published, language) of each article in the database."""
    open_database(config.database_url)
    with database.connection_context():
        rows = Article.select(Article.title, Article.published, Article.language)
        return sorted(rows.tuples(), key=str)


def test_a_folder_is_loaded_with_its_metadata(folder: Path, config: Config) -> None:
    assert load([folder], config) == Report(loaded=2)
    assert stored(config) == [("Closed", None, "en"), (None, "2025-03-11", "en")]
    with database.connection_context():
        assert Quote.select().count() == 2


def test_loading_again_extracts_nothing(
    folder: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    load([folder], config)
    monkeypatch.delattr(loader, "extract")
    assert load([folder, folder / "appeal.txt"], config) == Report(unchanged=2)


def test_what_changed_is_loaded_again(folder: Path, config: Config) -> None:
    load([folder], config)
    (folder / "appeal.yaml").write_text("published: 2025-03-12\nsource: Norland Post\n")
    assert load([folder], config) == Report(loaded=1, unchanged=1)
    assert stored(config) == [("Closed", None, "en"), (None, "2025-03-12", "en")]


def test_one_bad_file_stops_nothing(folder: Path, config: Config) -> None:
    bad = folder / "bad.txt"
    bad.write_bytes(b"")
    odd = folder / "odd.txt"
    odd.write_bytes("Übel said so.".encode("cp1252"))
    lines = folder / "lines.jsonl"
    lines.write_text('{"text": \n' + json.dumps({"text": GERMAN}) + "\n")
    gone = folder / "gone.txt"
    assert load([gone, folder], config) == Report(
        loaded=4,
        foreign=[Notice(f"{lines}:2", "is not in English but in 'de'; stored, not extracted.")],
        warnings=[Notice(str(odd), "is not UTF-8 and was read as cp1252.")],
        failures=[
            Notice(str(gone), "cannot be opened: No such file or directory."),
            Notice(str(bad), "holds no text; remove it or fill it."),
            Notice(f"{lines}:1", "is no valid JSON: Expecting value at character 11."),
        ],
    )


def test_an_article_that_breaks_the_extraction_stops_nothing(
    folder: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = loader.extract

    def breaks(document, nlp):
        if document.title == "Closed":
            raise KeyError("nsubj")
        return whole(document, nlp)

    monkeypatch.setattr(loader, "extract", breaks)
    report = load([folder], config)
    assert report.loaded == 1
    assert report.failures == [
        Notice(
            str(folder / "2025" / "closed.txt"),
            "could not be extracted (KeyError: 'nsubj'); please report it.",
        )
    ]


def test_a_folder_without_articles_is_an_error(tmp_path: Path, config: Config) -> None:
    assert load([tmp_path], config).failures == [
        Notice(str(tmp_path), "holds no file of a kind we read: .jsonl, .ndjson, .txt.")
    ]


def test_the_report_for_people() -> None:
    report = Report(
        loaded=3,
        unchanged=1,
        foreign=[Notice("c.txt", "is not in English but in 'de'; stored, not extracted.")],
        warnings=[Notice("b.txt", "is not UTF-8 and was read as cp1252.")],
        failures=[Notice("a.txt", "holds no text; remove it or fill it.")],
    )
    assert list(report.lines()) == [
        "3 loaded, 1 unchanged, 1 failed.",
        "note: c.txt: is not in English but in 'de'; stored, not extracted.",
        "warning: b.txt: is not UTF-8 and was read as cp1252.",
        "error: a.txt: holds no text; remove it or fill it.",
    ]
