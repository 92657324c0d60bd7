"""Full text: which rows hold the words of a query.

What is indexed and what is asked for are the same tokens, those of `api.folding`; the database
only splits them at blanks. The `rowid` is the `id` of the row the words belong to, so that
matches come in date order. This module is the one place that knows SQLite's FTS5.

A query is words, all of which a text has to have, `"words in marks"`, which it has to have in a
row, and `-words`, which it must not have. No query is an error; one without any word to look for
finds nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import ClassVar

from peewee import Expression, Field, Select
from playhouse.sqlite_ext import FTS5Model, SearchField

from api.database import database
from api.folding import located, tokens

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


class TextIndex(FTS5Model):  # type: ignore[misc]  # Peewee's playhouse is untyped
    class Meta:
        database = database
        legacy_table_names = False
        # All that is no ASCII letter or digit but the blank is part of a token.
        options: ClassVar = {"tokenize": "ascii"}


class ArticleText(TextIndex):
    title = SearchField()
    text = SearchField()


class QuoteText(TextIndex):
    """`speaker` is the words that name the speaker in the article."""

    text = SearchField()
    speaker = SearchField()


class EventText(TextIndex):
    """`text` is the sentence that reports the event."""

    text = SearchField()


class EntityText(TextIndex):
    """`name` is all forms of the name."""

    name = SearchField()
    role = SearchField()


INDEXES: tuple[type[TextIndex], ...] = (ArticleText, QuoteText, EventText, EntityText)


def add(table: type[TextIndex], rows: Mapping[int, Mapping[str, str | None]]) -> None:
    """Index the words of each column of `rows` under their keys."""
    # FTS5 writes to disk whenever a key is less than the one before.
    for key in sorted(rows):
        table.insert(rowid=key, **_words(rows[key])).execute()


def replace(table: type[TextIndex], key: int, columns: Mapping[str, str | None]) -> None:
    """Index the words of `columns` under `key`, and no others."""
    words = {"rowid": key, **_words(columns)}
    if table.select().where(table.rowid == key).dicts().first() != words:
        remove(table, [key])
        table.insert(**words).execute()


def _words(columns: Mapping[str, str | None]) -> dict[str, str]:
    return {name: " ".join(tokens(text or "")) for name, text in columns.items()}


def remove(table: type[TextIndex], keys: Iterable[int]) -> None:
    """Forget the words under `keys`."""
    for key in keys:
        table.delete().where(table.rowid == key).execute()


def matching(key: Field, table: type[TextIndex], query: str, columns: str) -> Expression:
    """That the words under the row `key` match `query` in `columns`, such as `"title text"`."""
    return key.in_(table.select(table.rowid).where(_matched(table, query, columns)))


def scored(key: Field, table: type[TextIndex], query: str, columns: str) -> Select:
    """(key, score) of the rows that match `query` in `columns`: the higher, the better (BM25)."""
    # BM25 as SQLite has it is the less the better; a minus would be Peewee's word for descending.
    score = (0 - table.bm25()).alias("score")
    rows: Select = key.model.select(key.alias("key"), score)
    return rows.join(table, on=(table.rowid == key)).where(_matched(table, query, columns))


def _matched(table: type[TextIndex], query: str, columns: str) -> Expression:
    match = _match(query)
    none: Expression = table.rowid.is_null()
    return none if match is None else table.match(f"{{{columns}}} : ({match})")


def highlights(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words that `query` looks for stand in `text`: (start, end), in order and apart."""
    found = located(text)
    words = [word for word, _, _ in found]
    first: dict[str, list[list[str]]] = defaultdict(list)
    wanted, _ = _terms(query)
    for term in wanted:
        first[term[0]].append(term)
    spans: list[tuple[int, int]] = []
    for place, (word, start, _) in enumerate(found):
        for term in first.get(word, ()):
            behind = place + len(term)
            if words[place:behind] == term:
                end = found[behind - 1][2]
                if spans and start < spans[-1][1]:
                    start, end = spans[-1][0], max(end, spans.pop()[1])
                spans.append((start, end))
    return spans


def _match(query: str) -> str | None:
    """`query` in the language of FTS5; None if it looks for nothing."""
    wanted, unwanted = ([f'"{" ".join(words)}"' for words in terms] for terms in _terms(query))
    if not wanted:
        return None
    return " NOT ".join([f"({' AND '.join(wanted)})", *unwanted])


def _terms(query: str) -> tuple[list[list[str]], list[list[str]]]:
    """The words and phrases that `query` wants, and those it does not, each as its tokens."""
    wanted: list[list[str]] = []
    unwanted: list[list[str]] = []
    for term in _TERM.finditer(query):
        if words := tokens(term["phrase"] or term["word"] or ""):
            (unwanted if term["minus"] else wanted).append(words)
    return wanted, unwanted
