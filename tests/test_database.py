"""The database: made, migrated, refused with a line that says what to do."""

import sqlite3
from pathlib import Path

import pytest
from peewee import IntegrityError, OperationalError
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from api.database import database, open_database, transaction
from api.errors import ConfigurationError, DatabaseUnavailableError
from api.fulltext import INDEXES
from api.models import MODELS, Entity, Quote, Revision, Source


def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "onrecord.db"


def test_a_database_is_made_where_there_is_none(file: Path) -> None:
    open_database(url(file), "write")
    with database.connection_context():
        assert [revision.number for revision in Revision.select()] == [0]
        assert database.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_migrated_schema_is_that_of_the_models(file: Path) -> None:
    opened = open_database(url(file), "write")
    with database.connection_context():
        assert not diff_models(opened, MODELS)
        for model in INDEXES:
            columns = {column.name for column in opened.get_columns(model._meta.table_name)}
            assert columns == set(model._meta.columns) - {"rowid"}


def test_what_was_written_is_read(file: Path) -> None:
    open_database(url(file), "write")
    with database.connection_context(), transaction():
        Revision.update(number=7).execute()
    open_database(url(file))
    with database.connection_context():
        assert Revision.get().number == 7


def test_what_is_opened_to_read_cannot_be_written(file: Path) -> None:
    open_database(url(file), "write")
    open_database(url(file))
    with (
        database.connection_context(),
        pytest.raises(OperationalError, match="readonly"),
    ):
        Revision.update(number=7).execute()


def test_a_transaction_is_all_or_nothing(file: Path) -> None:
    open_database(url(file), "write")
    with database.connection_context():
        with pytest.raises(IntegrityError):
            _write_twice()
        assert Revision.get().number == 0


@transaction()
def _write_twice() -> None:
    Revision.update(number=7).execute()
    Revision.insert(id=1).execute()


def test_a_reference_needs_its_row(file: Path) -> None:
    open_database(url(file), "write")
    with database.connection_context(), pytest.raises(IntegrityError):
        Quote.insert(
            id=1,
            public_id="q_1",
            article=404,
            start=0,
            type="direct",
            method="subject",
            confidence=1,
            body="{}",
        ).execute()


def test_a_second_writer_waits_for_the_first(file: Path) -> None:
    open_database(url(file), "write")
    with database.connection_context(), transaction():
        other = sqlite3.connect(file, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT number FROM revision").fetchone() == (0,)
        other.close()


def test_a_writer_that_never_ends_is_reported(file: Path) -> None:
    open_database(url(file), "write")
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    with database.connection_context():
        database.pragma("busy_timeout", 1)
        with pytest.raises(DatabaseUnavailableError, match="cannot be written: database is locked"):
            _write_twice()
    other.close()


def test_a_full_disk_is_reported_and_loses_nothing(file: Path) -> None:
    open_database(url(file), "write")
    with database.connection_context():
        database.pragma("max_page_count", database.pragma("page_count"))
        with pytest.raises(
            DatabaseUnavailableError, match="cannot be written: database or disk is full"
        ):
            _write_much()
        assert Source.select().count() == 0


@transaction()
def _write_much() -> None:
    for number in range(1000):
        Source.create(public_id=str(number), name="x" * 1000, names="{}", articles=0)


def missing(file: Path) -> None:
    pass


def in_no_folder(file: Path) -> None:
    file.parent.rmdir()


def a_folder(file: Path) -> None:
    file.mkdir()


def no_database(file: Path) -> None:
    file.write_text("MOSCOW : this is a text and no database. " * 100)


def of_another_program(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE recipe (title)")
    other.close()


def empty(file: Path) -> None:
    file.touch()


def newer(file: Path) -> None:
    open_database(url(file), "write")
    other = sqlite3.connect(file)
    with other:
        other.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '')")
    other.close()


@pytest.mark.parametrize(
    ("state", "mode", "message"),
    [
        (missing, "read", "There is no database .*; `onrecord load` makes it"),
        (in_no_folder, "read", "There is no folder"),
        (in_no_folder, "write", "There is no folder .*; make it first"),
        (a_folder, "read", "is a folder"),
        (a_folder, "write", "is a folder"),
        (no_database, "read", "cannot be used: file is not a database"),
        (no_database, "write", "cannot be used: file is not a database"),
        (of_another_program, "read", "of another program"),
        (of_another_program, "write", "of another program"),
        (empty, "read", "is empty; `onrecord load`"),
        (newer, "read", "newer On Record than this one; upgrade"),
        (newer, "write", "newer On Record than this one; upgrade"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(file, state, mode, message) -> None:
    state(file)
    with pytest.raises(DatabaseUnavailableError, match=message) as refused:
        open_database(url(file), mode)
    assert "\n" not in str(refused.value)


def test_an_older_schema_is_migrated_by_a_load_alone(file, tmp_path, monkeypatch) -> None:
    open_database(url(file), "write")
    later = tmp_path / "migrations"
    later.mkdir()
    initial = Path("api/migrations/0001_initial.py")
    (later / initial.name).write_text(initial.read_text())
    (later / "0002_later.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('CREATE TABLE later (x)')\n"
    )
    monkeypatch.setattr("api.database._MIGRATIONS", later)
    with pytest.raises(DatabaseUnavailableError, match=r"older .*`onrecord load` brings it up"):
        open_database(url(file))
    opened = open_database(url(file), "write")
    with database.connection_context():
        assert "later" in opened.get_tables()
        assert all(migration.applied for migration in Runner(opened, str(later)).status())
    open_database(url(file))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("onrecord.db", "names no database"),
        ("mongodb://host/name", "names no database"),
        ("sqlite:///:memory:", "names no file"),
        ("mongodb://me:secret@host/name", "mongodb://me@host/name"),
    ],
)
def test_what_names_no_database(wrong: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as refused:
        open_database(wrong)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("unwritable", ["folder", "file"])
def test_what_cannot_be_written(file, unwritable, monkeypatch) -> None:
    open_database(url(file), "write")
    refused = file if unwritable == "file" else file.parent
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != refused)
    with pytest.raises(DatabaseUnavailableError, match=f"{refused} cannot be written"):
        open_database(url(file), "write")
    open_database(url(file))


def test_a_file_that_was_moved_away_is_an_error(file: Path) -> None:
    open_database(url(file), "write")
    open_database(url(file))
    file.rename(file.with_suffix(".gone"))
    with pytest.raises(OperationalError), database.connection_context():
        Entity.select().count()
    assert not file.exists()
