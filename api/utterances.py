"""Utterances: the quotes of several articles that are the same words, said once.

Each direct quote that was said has a wording, which all quotes of the same words and speaker
share. Wordings that are the same (`api.wordings`) are of one utterance, and so are those that are
the same as a third: a new wording joins the utterances of those that it shares a fingerprint
with, and where one is gone those of its utterance are parted anew. An utterance is called by its
first quote, so that what is here depends on the articles alone and not on how they came.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from peewee import fn

from api import wordings
from api.database import database, in_batches
from api.extraction import records
from api.models import Fingerprint, Quote, Wording, first
from api.namesakes import block
from api.rendering import is_named


def enrol(quotes: Mapping[int, records.Quote], entities: Iterable[records.Entity]) -> None:
    """Give the quotes of an article, by the keys of their rows, their wordings and utterances."""
    speakers = {each.id: block(each.name, each.type) for each in entities if is_named(each)}
    touched = set()
    for key, quote in quotes.items():
        if (
            quote.type == "direct"
            and quote.polarity == "positive"
            and quote.certainty != "possible"
        ):
            spoken = wordings.wording(speakers.get(quote.speaker or "", ""), quote.text)
            if spoken is not None:
                wording = _held(spoken) or _new(spoken, key)
                Quote.update(wording=wording).where(Quote.id == key).execute()
                touched.add(wording)
    for utterance in _utterances(touched):
        _settle(utterance)


def held_by(article: int) -> set[int]:
    """The wordings of the quotes of an article."""
    query = Quote.select(Quote.wording).where(
        Quote.article == article, Quote.wording.is_null(is_null=False)
    )
    return {wording for (wording,) in database.execute(query)}


def release(held: set[int]) -> None:
    """Settle the utterances of wordings that have lost quotes, and forget those that have none."""
    utterances = _utterances(held)
    for batch in in_batches(held):
        left = Quote.select(Quote.wording).where(Quote.wording.in_(batch))
        Wording.delete().where(Wording.id.in_(batch), Wording.id.not_in(left)).execute()
    for utterance in utterances:
        rows = Wording.select().where(Wording.utterance == utterance)
        members = {row.id: wordings.Wording(row.speaker, row.words) for row in rows}
        for part in wordings.partition(members):
            # Each part by a name that no other one has, until it is settled.
            provisional = -min(part)
            for batch in in_batches(part):
                Wording.update(utterance=provisional).where(Wording.id.in_(batch)).execute()
            _settle(provisional)


def _held(spoken: wordings.Wording) -> int | None:
    """The row of a wording, if there is one."""
    row = Wording.get_or_none(Wording.digest == _digest(spoken))
    return None if row is None else int(row.id)


def _new(spoken: wordings.Wording, quote: int) -> int:
    """The row of a new wording, in one utterance with all that are the same; `quote` has it."""
    shared = Fingerprint.select(Fingerprint.wording).where(
        Fingerprint.value.in_(sorted(spoken.fingerprints))
    )
    utterances = {
        row.utterance
        for row in Wording.select().where(Wording.id.in_(shared))
        if wordings.same(spoken, wordings.Wording(row.speaker, row.words))
    }
    for batch in in_batches(utterances):
        Wording.update(utterance=quote).where(Wording.utterance.in_(batch)).execute()
    wording: int = Wording.insert(
        digest=_digest(spoken), speaker=spoken.speaker, words=spoken.words, utterance=quote
    ).execute()
    rows = [(value, wording) for value in sorted(spoken.fingerprints)]
    Fingerprint.insert_many(rows, [Fingerprint.value, Fingerprint.wording]).execute()
    return wording


def _utterances(touched: Iterable[int]) -> set[int]:
    """The utterances of wordings."""
    return {
        utterance
        for batch in in_batches(touched)
        for (utterance,) in database.execute(
            Wording.select(Wording.utterance).where(Wording.id.in_(batch))
        )
    }


def _settle(utterance: int) -> None:
    """Call an utterance by its first quote: the earliest, those without a date being last. A
    quote that is the only one of its utterance has none."""
    members = Wording.select(Wording.id).where(Wording.utterance == utterance)
    of_members = Quote.wording.in_(members)
    query = Quote.select(first(Quote.id), fn.COUNT(Quote.id)).where(of_members)
    [(own, count)] = database.execute(query)
    name = own if count > 1 else None
    renamed = Quote.utterance.is_null() if name else Quote.utterance.is_null(is_null=False)
    if name:
        renamed |= Quote.utterance != name
    Quote.update(utterance=name).where(of_members, renamed).execute()
    if own != utterance:
        Wording.update(utterance=own).where(Wording.utterance == utterance).execute()


def _digest(spoken: wordings.Wording) -> str:
    """What a wording is found by, however long it is."""
    return blake2b(f"{spoken.speaker}\n{spoken.words}".encode(), digest_size=16).hexdigest()
