"""Utterances: the same quotes together, whatever came first and whatever has gone since."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from api import store
from api.database import database, open_database
from api.extraction.document import Document
from api.extraction.records import Extraction
from api.models import Fingerprint, Quote, Wording
from tests.builders import a_document, a_quote, an_entity, an_extraction

type Saved = tuple[Document, Extraction]

WHOLE = "We are ready to continue the talks with Norland before the winter comes."
HEAD = "We are ready to continue the talks with Norland"
TAIL = "the talks with Norland before the winter comes"
OTHER = "The harbour belongs to the people of Eastmark."


def article(words: str, speaker: str | None = "Ivo Lind", **quote: object) -> Saved:
    """An article of one quote; `published` and `source` are its own, the rest the quote's."""
    metadata = {name: quote.pop(name) for name in ("published", "source") if name in quote}
    text = f"“{words}” {speaker or 'a docker'} said."
    entities = (an_entity(text, speaker),) if speaker else ()
    fields = {"source": speaker or "a docker", "cue": "said", "lemma": "say"}
    fields |= {"speaker": "e1" if speaker else None}
    found = a_quote(text, words, **{**fields, **quote})
    return a_document(text, **metadata), an_extraction(entities=entities, quotes=(found,))


ARTICLES = [
    article(WHOLE, published="2025-03-12"),
    article(HEAD, published="2025-03-11", source="Harbour Gazette"),
    article(HEAD, published=None, source="Eastmark Radio"),
    article(TAIL, published="2025-04-01"),
    article(WHOLE.upper(), None, published="2025-05-02"),
    article(WHOLE, "Maja Orlo", published="2025-03-12", source="Norland Wire"),
    article(OTHER, published="2025-03-12"),
    article(OTHER, published="2025-03-13", source="Eastmark Radio"),
]


def groups() -> set[frozenset[tuple[str, str | None, bool]]]:
    """The quotes (article, source, whether it is the first) of each utterance of several."""
    found: dict[int, set[tuple[str, str | None, bool]]] = {}
    for quote in Quote.select().where(Quote.utterance.is_null(is_null=False)):
        own = quote.article
        first = quote.id == quote.utterance
        found.setdefault(quote.utterance, set()).add((own.public_id, own.source_name, first))
    assert all(sum(first for _, _, first in each) == 1 for each in found.values())
    return {frozenset(each) for each in found.values()}


def save(*articles: Saved) -> None:
    for each in articles:
        store.save(*each)


def counts() -> list[int]:
    return sorted(len(group) for group in groups())


def id_of(saved: Saved) -> str:
    return store._article_id(saved[0])


def test_the_same_words_are_one_utterance_called_by_its_first_quote(db: Database) -> None:
    save(*ARTICLES)
    assert counts() == [2, 6]
    firsts = {own for group in groups() for own, _, first in group if first}
    # The earliest that has a date, not the one that has none.
    assert firsts == {id_of(ARTICLES[1]), id_of(ARTICLES[6])}


@pytest.mark.parametrize(
    "one",
    [
        article(WHOLE, type="indirect"),
        article(WHOLE, polarity="negative"),
        article(WHOLE, certainty="possible"),
        article("Never again, never!"),
    ],
)
def test_what_is_no_utterance(db: Database, one: Saved) -> None:
    save(article(WHOLE, published="2025-01-01"), article("Never again, never!", None), one)
    assert groups() == set()


def test_a_quote_said_once_has_none(db: Database) -> None:
    save(ARTICLES[0], ARTICLES[6])
    assert groups() == set()


def test_what_is_gone_parts_what_it_held_together(db: Database) -> None:
    whole, head, tail = ARTICLES[0], ARTICLES[1], ARTICLES[3]
    save(head, tail)
    assert groups() == set()
    save(whole)
    assert counts() == [3]
    store.delete(id_of(whole))
    assert groups() == set()
    save(whole)
    store.delete(id_of(tail))
    assert counts() == [2]
    store.delete(id_of(head))
    assert groups() == set()
    store.delete(id_of(whole))
    assert (Wording.select().count(), Fingerprint.select().count()) == (0, 0)


def test_an_updated_article_changes_the_first_quote(db: Database) -> None:
    save(ARTICLES[0], ARTICLES[1])
    [before] = groups()
    save(article(WHOLE, published="2025-01-01"))
    [after] = groups()
    assert {own for own, *_ in before} == {own for own, *_ in after}
    assert {own for own, _, first in after if first} == {id_of(ARTICLES[0])}


def test_copies_share_a_wording(db: Database) -> None:
    save(*(article(WHOLE, source=f"Outlet {number}") for number in range(5)))
    assert Wording.select().count() == 1
    assert counts() == [5]


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.permutations(range(len(ARTICLES))),
    deleted=st.sets(st.sampled_from(range(len(ARTICLES)))),
)
def test_groups_do_not_depend_on_how_they_came(order, deleted, tmp_path_factory) -> None:
    def grouped(*articles: Saved, then_deleted: tuple[Saved, ...] = ()) -> object:
        url = f"sqlite:///{tmp_path_factory.mktemp('any') / 'onrecord.db'}"
        with open_database(url, "write").connection_context():
            save(*articles)
            for each in then_deleted:
                store.delete(id_of(each))
            return groups(), Wording.select().count(), Fingerprint.select().count()

    shuffled = [ARTICLES[place] for place in order]
    left = [each for place, each in enumerate(ARTICLES) if place not in deleted]
    gone = tuple(ARTICLES[place] for place in deleted)
    assert grouped(*shuffled, then_deleted=gone) == grouped(*left)
    database.close()
