"""Utterances: the quotes of several articles that are the same words, said once.

Each direct quote that was said has a wording, which all quotes of the same words and speaker
share. Wordings that are the same (`api.wordings`) are of one utterance, and so are those that are
the same as a third: a new wording joins the utterances of those that it shares a fingerprint
with, and where one is gone those of its utterance are parted anew. An utterance is called by its
first quote, so that what is here depends on the articles alone and not on how they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from peewee import Select, fn

from api import wordings
from api.database import database, in_batches
from api.extraction import records
from api.models import Fingerprint, Quote, Wording, first
from api.namesakes import block
from api.rendering import is_named


def enrol(quotes: Mapping[int, records.Quote], entities: Iterable[records.Entity]) -> None:
    """Give the quotes of an article, by the keys of their rows, their wordings and utterances."""
    speakers = {each.id: block(each.name, each.type) for each in entities if is_named(each)}
    spoken = {}
    for key, quote in quotes.items():
        if (
            quote.type == "direct"
            and quote.polarity == "positive"
            and quote.certainty != "possible"
        ):
            wording = wordings.wording(speakers.get(quote.speaker or "", ""), quote.text)
            if wording is not None:
                spoken[key] = wording
    digests = {key: _digest(wording) for key, wording in spoken.items()}
    held = _held(digests.values())
    # What is said again: a new wording that no other is the same as is settled as it is.
    again = {held[digest] for digest in digests.values() if digest in held}
    new: dict[int, wordings.Wording] = {}
    for key, wording in spoken.items():
        digest = digests[key]
        if digest not in held:
            held[digest] = _insert(wording, digest, key)
            new[held[digest]] = wording
        elif held[digest] in new:
            again.add(held[digest])
        Quote.update(wording=held[digest]).where(Quote.id == key).execute()
    again |= _join(new)
    for utterance in _utterances(again):
        _settle(utterance)


def held_by(article: int) -> set[int]:
    """The wordings of the quotes of an article."""
    query = Quote.select(Quote.wording).where(
        Quote.article == article, Quote.wording.is_null(is_null=False)
    )
    return {wording for (wording,) in database.execute(query)}


def release(held: set[int]) -> None:
    """Settle the utterances of wordings that have lost quotes, and forget those that have none."""
    for utterance in _utterances(held):
        lost = Wording.utterance == utterance, Wording.id.not_in(_spoken(utterance))
        if Wording.delete().where(*lost).execute():
            for part in _part(utterance):
                _settle(part)
        else:
            _settle(utterance)


def _spoken(utterance: int) -> Select:
    """The wordings of an utterance that quotes have."""
    members = Wording.select(Wording.id).where(Wording.utterance == utterance)
    return Quote.select(Quote.wording).where(Quote.wording.in_(members)).distinct()


def _part(utterance: int) -> list[int]:
    """Part the wordings of an utterance anew, each part by a name that no other one has."""
    rows = Wording.select().where(Wording.utterance == utterance)
    members = {row.id: wordings.Wording(row.speaker, row.words) for row in rows}
    names = []
    for part in wordings.partition(members):
        names.append(-min(part))
        for batch in in_batches(part):
            Wording.update(utterance=names[-1]).where(Wording.id.in_(batch)).execute()
    return names


def _held(digests: Iterable[str]) -> dict[str, int]:
    """The rows of the wordings of `digests` that there are."""
    return {
        digest: row
        for batch in in_batches(set(digests))
        for row, digest in database.execute(
            Wording.select(Wording.id, Wording.digest).where(Wording.digest.in_(batch))
        )
    }


def _insert(wording: wordings.Wording, digest: str, quote: int) -> int:
    """The row of a new wording, in an utterance of its own; `quote` has it."""
    row: int = Wording.insert(
        digest=digest, speaker=wording.speaker, words=wording.words, utterance=quote
    ).execute()
    return row


def _join(new: Mapping[int, wordings.Wording]) -> set[int]:
    """Put new wordings into one utterance with all that are the same; those where any is."""
    values = [(value, row) for row, each in new.items() for value in sorted(each.fingerprints)]
    for pairs in in_batches(values):
        Fingerprint.insert_many(pairs, [Fingerprint.value, Fingerprint.wording]).execute()
    others: dict[int, wordings.Wording] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    for some in in_batches({value for value, _ in values}):
        query = Fingerprint.select(Fingerprint.value, Wording.id, Wording.speaker, Wording.words)
        query = query.join(Wording).where(Fingerprint.value.in_(some))
        for value, row, speaker, words in database.execute(query):
            holders[value].append(row)
            others.setdefault(row, wordings.Wording(speaker, words))
    joined = set()
    for row, wording in new.items():
        sharing = {other for value in wording.fingerprints for other in holders[value]} - {row}
        alike = {other for other in sharing if wordings.same(wording, others[other])}
        if alike:
            joined.add(row)
            # By the name of one of them until it is settled.
            name, *names = sorted(_utterances({row, *alike}))
            for batch in in_batches(names):
                Wording.update(utterance=name).where(Wording.utterance.in_(batch)).execute()
    return joined


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
