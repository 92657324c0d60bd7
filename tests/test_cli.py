"""The command line: what each command writes, and how it fails."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.database import database

TEXT = "“We will appeal,” said Ana Petrova."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, with one article; the database is made in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "appeal.txt").write_text(TEXT)
    yield tmp_path
    if database.obj is not None:
        database.close()


def onrecord(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=given, catch_exceptions=False)


def test_extract_reads_json_lines_and_answers_in_their_order(folder: Path) -> None:
    lines = [{"id": 7, "text": TEXT}, {"text": "The harbour is closed."}]
    done = onrecord("extract", "--jsonl", given="".join(json.dumps(line) + "\n" for line in lines))
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["extractor"], first["language"]) == ("7", "1.0.0", "en")
    assert [quote["text"] for quote in first["quotes"]] == ["We will appeal,"]
    assert second["id"].startswith("a_")
    assert second["quotes"] == []


def test_extract_reads_files(folder: Path) -> None:
    done = onrecord("extract", "appeal.txt")
    assert [quote["text"] for quote in json.loads(done.stdout)["quotes"]] == ["We will appeal,"]


def test_extract_passes_over_a_bad_line_and_says_so(folder: Path) -> None:
    done = onrecord("extract", "--jsonl", given=f'{{"text": 1}}\n{{"text": "{TEXT}"}}\n')
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("error: standard input:1: text: ")
    assert done.exit_code == 1


def test_extract_asks_for_something_to_read(folder: Path) -> None:
    done = onrecord("extract")
    assert done.exit_code == 2
    assert "--jsonl" in done.stderr


def test_what_was_decided_is_taken_over_from_an_export(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    onrecord("load", "appeal.txt")
    [article] = [
        line["id"]
        for line in map(json.loads, onrecord("export").stdout.splitlines())
        if line["kind"] == "article"
    ]
    start = TEXT.index("Ana")
    decided = {
        "kind": "decision",
        "mention": f"{article}:{start}-{start + len('Ana Petrova')}",
        "aspect": "name",
        "value": "Anna Petrowa",
        "sequence": 1,
    }
    (folder / "decisions.jsonl").write_text(json.dumps(decided) + "\n")
    assert onrecord("decide", "decisions.jsonl").exit_code == 0
    exported = onrecord("export").stdout
    assert '"id":"anna-petrowa"' in exported
    (folder / "export.jsonl").write_text(exported)
    # another database, in the other order
    monkeypatch.setenv("DATABASE_URL", "sqlite:///other.db")
    onrecord("decide", "export.jsonl")
    onrecord("load", "appeal.txt")
    assert onrecord("export").stdout == exported


@pytest.mark.parametrize(
    "changed",
    [
        {"mention": "a_1:0-1"},
        {"aspect": "role"},
        {"value": " "},
        {"aspect": "type", "value": "person"},
        {"aspect": "with", "value": "ana-petrova"},
        {"aspect": "apart", "value": "a_000000000000:0-4"},
        {"sequence": 0},
        {"sequence": "1"},
        {"more": 1},
    ],
)
def test_what_is_no_decision_is_refused_as_a_whole(folder: Path, changed: dict) -> None:
    good = {
        "kind": "decision",
        "mention": "a_000000000000:0-4",
        "aspect": "name",
        "value": "Ana",
        "sequence": 1,
    }
    lines = [json.dumps(each) for each in (good, {**good, **changed})]
    done = onrecord("decide", "-", given="\n".join(lines))
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: Line 2 is no record of an export: ")
    assert onrecord("decide", "-", given=lines[0]).exit_code == 0


def test_load_export_delete(folder: Path) -> None:
    assert onrecord("load", "appeal.txt").stderr == "1 loaded, 0 unchanged, 0 failed.\n"
    records = [json.loads(line) for line in onrecord("export").stdout.splitlines()]
    assert {record["kind"] for record in records} >= {"article", "entity", "quote"}
    (article,) = [record["id"] for record in records if record["kind"] == "article"]
    assert onrecord("delete", article).exit_code == 0
    assert onrecord("export").stdout == ""
    again = onrecord("delete", article)
    assert again.exit_code == 1
    assert again.stderr == f"Error: There is no article {article}; the others are deleted.\n"


def test_load_with_a_bad_setting_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MAX_CHARS", "many")
    done = onrecord("load", "appeal.txt")
    assert done.exit_code == 1
    assert done.stderr == ("Error: ONRECORD_MAX_CHARS is 'many'; give it a whole number above 0.\n")


@pytest.mark.parametrize("command", ["extract", "load"])
def test_a_model_that_is_not_installed_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "no_such_model")
    done = onrecord(command, "appeal.txt")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "no_such_model" in done.stderr


def test_openapi_is_the_committed_file(folder: Path) -> None:
    committed = Path(__file__).parents[1] / "openapi.yaml"
    assert onrecord("openapi").stdout == committed.read_text(encoding="utf-8")
