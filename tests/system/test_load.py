"""`onrecord load` as people run it: good files and bad ones, in any order, killed, run again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus import load as load_corpus

ONRECORD = Path(sys.executable).with_name("onrecord")


def onrecord(
    *command: str | Path, database: Path, **settings: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ONRECORD, *command],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}", **settings},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


# file name → (content, what the report begins and goes on with; None where it says nothing of it)
FILES = {
    "good.txt": ("“We will appeal,” said Ana Petrova.".encode(), None),
    "empty.txt": (b"", ("error", "holds no text")),
    "blank.txt": (b" \n\n\t", ("error", "holds no text")),
    "binary.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ("error", "")),
    "latin.txt": ("The café closed, said Zoë Lind.".encode("cp1252"), ("warning", "")),
    "long.txt": (b"He said no. " * 20_000, ("error", "holds more than 150,000 characters")),
    "digits.txt": (b"1 2 3 4 5", ("error", "holds no letters")),
    "fragment.txt": (b"Harbour, ferry, fog", None),
    "line.txt": (b"The minister said that the line would close and " * 2_100, None),
    "unbalanced.txt": ("“We will appeal, said “Ana Petrova.” ”".encode(), None),
    "only-quotes.txt": ("“Yes.”\n\n“No.”\n\n“Perhaps.”".encode(), None),
    "front.txt": (b"---\ntitle: [unclosed\n---\nHe left.", ("error", "is no valid YAML")),
    "key.txt": (b"---\ntitel: Talks\n---\nHe left.", ("error", "did you mean 'title'?")),
    "date.txt": (b"---\npublished: last week\n---\nHe left.", ("error", "published: ")),
    "german.txt": (
        b"Der Hafen bleibt geschlossen, sagte die Ministerin am Montag in der Stadt.",
        ("note", "is not in English but in 'de'"),
    ),
}


def test_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    folder, database = tmp_path / "articles", tmp_path / "onrecord.db"
    folder.mkdir()
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content)
    missing = folder / "missing.txt"
    done = onrecord("load", folder, missing, database=database, ONRECORD_MAX_CHARS="150000")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    expected = {name: says for name, (_, says) in FILES.items()}
    expected["missing.txt"] = ("error", "cannot be opened: No such file or directory.")
    for name, says in expected.items():
        path = str(folder / name)
        about = [line for line in lines if path in line]
        if says is None:
            assert not about
        else:
            (line,) = about
            assert line.startswith(f"{says[0]}: {path}: ")
            assert says[1] in line
    failed = sum(says is not None and says[0] == "error" for says in expected.values())
    loaded = len(expected) - failed
    assert lines[0] == f"{loaded} loaded, 0 unchanged, {failed} failed."
    again = onrecord("load", folder, database=database, ONRECORD_MAX_CHARS="150000")
    assert again.stderr.startswith(f"0 loaded, {loaded} unchanged, ")


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Eight articles of the labelled corpus, as files."""
    folder = tmp_path_factory.mktemp("articles")
    paths = []
    for article in load_corpus("open")[:8]:
        head = f"---\npublished: {article.published}\nsource: {article.source}\n---\n"
        paths.append(folder / f"{article.id}.txt")
        paths[-1].write_text(head + article.text, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def exported(articles: list[Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the database of the eight articles, loaded at once, is exported as."""
    database = tmp_path_factory.mktemp("database") / "onrecord.db"
    assert onrecord("load", *articles, database=database).returncode == 0
    return onrecord("export", database=database).stdout


def test_any_order_and_any_number_of_runs_and_processes_give_the_same(
    articles: list[Path], exported: str, tmp_path: Path
) -> None:
    database = tmp_path / "onrecord.db"
    onrecord("load", *articles[:2:-1], "--jobs", "2", database=database)
    onrecord("load", *articles, database=database)
    assert onrecord("export", database=database).stdout == exported


def test_a_load_that_is_killed_is_completed_by_the_next(
    articles: list[Path], exported: str, tmp_path: Path
) -> None:
    database = tmp_path / "onrecord.db"
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    process = subprocess.Popen([ONRECORD, "load", *articles], env=environ, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while articles_in(database) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = articles_in(database)
    assert 2 <= kept < len(articles)
    done = onrecord("load", *articles, database=database)
    assert done.stderr.startswith(f"{len(articles) - kept} loaded, {kept} unchanged, 0 failed.")
    assert onrecord("export", database=database).stdout == exported


def articles_in(database: Path) -> int:
    exported = onrecord("export", database=database).stdout
    return exported.count('"kind":"article"')
