"""Extractions → rows: one transaction an article, so that it is there as a whole or not at all.

Saving is idempotent. The article that a document is, by its text, source and URL, is replaced
when its title or date has changed, or when a newer extractor has read other records out of it.
What the database then holds depends on its documents alone, not on how they came.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Literal

import orjson

from api import decisions, keys, links, rendering, resolution, utterances
from api.database import database, in_batches, transaction
from api.decisions import Decided
from api.extraction import records
from api.extraction.document import Document
from api.extraction.edtf import Days, bounds
from api.extraction.records import Extraction
from api.folding import slug
from api.fulltext import ArticleText, EventText, QuoteText, add, remove
from api.models import Appearance, Article, Event, EventMode, Quote, Revision, Source
from api.rendering import Setting, dumps

type Owner = dict[str, int | None]

type Outcome = Literal["created", "updated", "unchanged"]


def known(document: Document, extractor: str) -> bool:
    """Whether `document` is stored as it is, read by `extractor`: nothing is left to do."""
    stored = Article.select().where(
        Article.public_id == _article_id(document),
        Article.metadata == _metadata(document, extractor),
    )
    return bool(stored.exists())


def save(document: Document, extraction: Extraction) -> Outcome:
    """Make the database hold `document` with the records of `extraction`, and no others of it."""
    public_id = _article_id(document)
    digests = {
        "metadata": _metadata(document, extraction.extractor),
        "records": _digest(records.as_json(extraction)),
    }
    with transaction():
        stored = Article.get_or_none(Article.public_id == public_id)
        if stored and digests == {"metadata": stored.metadata, "records": stored.records}:
            return "unchanged"
        _bump_revision()
        decided = decisions.anchored(stored.id) if stored else set()
        touched = _remove(stored) if stored else set()
        article = _insert(public_id, document, extraction, digests)
        appeared = Appearance.select(Appearance.signature).where(Appearance.article == article)
        touched |= {signature for (signature,) in database.execute(appeared)}
        decided |= decisions.anchored(article)
        changes = resolution.resolve(
            touched | decided,
            removed=public_id if stored else None,
            anew=bool(decided or (stored and stored.extractor != extraction.extractor)),
        )
        _settle(changes, inserted=article)
    return "updated" if stored else "created"


def delete(public_id: str) -> bool:
    """Delete an article with all that was read out of it; whether there was one."""
    with transaction():
        stored = Article.get_or_none(Article.public_id == public_id)
        if stored is None:
            return False
        _bump_revision()
        decided = decisions.anchored(stored.id)
        touched = _remove(stored) | decided
        changes = resolution.resolve(touched, removed=public_id, anew=bool(decided))
        _settle(changes, inserted=None)
    return True


def decide(decided: Iterable[Decided]) -> None:
    """Keep what editors have decided, and make the database hold what follows from it."""
    with transaction():
        settle_decisions(decided)


def settle_decisions(decided: Iterable[Decided]) -> None:
    """`decide`, inside of a transaction that has begun already."""
    _bump_revision()
    decided = list(decided)
    named = {each.mention for each in decided}
    named |= {each.value for each in decided if each.aspect == "with" and each.value}
    articles: list[Article] = []
    for ids in in_batches({name.partition(":")[0] for name in named}):
        columns = (Article.id, Article.public_id)
        articles.extend(Article.select(*columns).where(Article.public_id.in_(ids)))
    touched = set().union(*(decisions.anchored(article.id) for article in articles))
    decisions.record(decided)
    touched = touched.union(*(_anchor_anew(article) for article in articles))
    changes = resolution.resolve(touched, removed=None, anew=True)
    changes.articles.update(article.id for article in articles)
    _settle(changes, inserted=None)


def _anchor_anew(article: Article) -> set[int]:
    """Find again what decisions about an article speak of; the signatures that this concerns."""
    appearances = {
        each.id: each for each in Appearance.select().where(Appearance.article == article.id)
    }
    places = {
        (mention["start"], mention["end"]): each.id
        for each in appearances.values()
        for mention in orjson.loads(each.body)["mentions"]
    }
    found = decisions.placed(article.public_id, places)
    marks = decisions.marks(found)
    moved = {
        key: resolution.move(appearances[key], marks.get(key, "")) for key in set(found.values())
    }
    decisions.anchor(article.id, {name: moved[key] for name, key in found.items()})
    left = {appearances[key].signature_id for key in moved}
    return left | decisions.anchored(article.id)


def _bump_revision() -> None:
    """Count one more transaction that changes the collection."""
    # First of all, since it is also what keeps a second writer waiting.
    Revision.update(number=Revision.number + 1).execute()


def _settle(changes: resolution.Changes, *, inserted: int | None) -> None:
    """Link and describe what resolving has changed, and link what was inserted."""
    for article in changes.articles - {inserted}:
        links.unlink(article)
        links.link(article)
    if inserted is not None:
        links.link(inserted)
    resolution.describe(changes.entities)


def _remove(article: Article) -> set[int]:
    """Delete the rows of an article; the signatures that its entities had."""
    links.unlink(article.id)
    touched = resolution.dismiss(article.id)
    for index, model in ((QuoteText, Quote), (EventText, Event)):
        rows = database.execute(model.select(model.id).where(model.article == article.id))
        remove(index, [row for (row,) in list(rows)])
    remove(ArticleText, [article.id])
    wordings = utterances.held_by(article.id)
    article.delete_instance()
    utterances.release(wordings)
    if article.source_name:
        _count_source(article.source_name, -1)
    return touched


def _insert(
    public_id: str, document: Document, extraction: Extraction, digests: dict[str, str]
) -> int:
    """Insert an article and its records, which are still without links; the key of it."""
    days = _days(document.published)
    article = _free_key(Article, days, public_id)
    source = _count_source(document.source, 1) if document.source else None
    Article.insert(
        id=article,
        public_id=public_id,
        source=source,
        source_name=document.source or None,
        title=document.title,
        url=document.url,
        language=extraction.language,
        published=document.published,
        **_interval("published", days),
        extractor=extraction.extractor,
        **digests,
        body=dumps(rendering.article_body(public_id, document, extraction)),
        times=dumps(records.as_json(extraction.times)),
        text=document.text,
    ).execute()
    add(ArticleText, {article: {"title": document.title, "text": document.text}})
    setting = Setting(
        article=public_id,
        document=document,
        extraction=extraction,
        appearances=_insert_appearances(article, public_id, extraction.entities),
        geos={entity.id: entity.geo for entity in extraction.entities if entity.geo},
    )
    owner = {"article": article, "source": source}
    _insert_quotes(owner, setting)
    _insert_events(owner, setting)
    return article


def _insert_appearances(
    article: int, public_id: str, entities: Iterable[records.Entity]
) -> dict[str, int]:
    """Insert the entities of an article that have a name; the keys of them, by their ids."""
    named = [entity for entity in entities if rendering.is_named(entity)]
    found = decisions.placed(
        public_id,
        {(each.start, each.end): entity.id for entity in named for each in entity.mentions},
    )
    signatures = resolution.enrol(named, public_id, decisions.marks(found))
    decisions.anchor(article, {name: signatures[entity] for name, entity in found.items()})
    inserted = {}
    for entity in named:
        start, hash_ = resolution.first_mention(entity, public_id)
        inserted[entity.id] = Appearance.insert(
            article=article,
            number=int(entity.id.removeprefix("e")),
            signature=signatures[entity.id],
            start=start,
            hash=hash_,
            mentions=len(entity.mentions),
            salience=entity.salience,
            body=dumps(rendering.appearance_body(entity)),
        ).execute()
    return inserted


def _insert_quotes(owner: Owner, setting: Setting) -> None:
    published = _days(setting.document.published)
    places = _distinct((quote.type, quote.spans) for quote in setting.extraction.quotes)
    texts, quotes = {}, {}
    for quote, place in zip(setting.extraction.quotes, places, strict=True):
        public_id = keys.quote_id(setting.article, *place)
        key = _free_key(Quote, published, public_id)
        speaker_text = quote.source.text if quote.source else None
        said = _days(quote.said.value if quote.said else None)
        Quote.insert(
            **owner,
            id=key,
            public_id=public_id,
            start=quote.spans[0][0],
            type=quote.type,
            speaker_text=speaker_text,
            cue=quote.cue.lemma if quote.cue else None,
            polarity=quote.polarity,
            certainty=quote.certainty,
            method=quote.method,
            confidence=quote.confidence,
            **_interval("published", published),
            **_interval("said", said),
            said_key=keys.integer_key(said[0] if said else None, public_id),
            body=dumps(rendering.quote_body(quote, public_id, setting)),
        ).execute()
        texts[key] = {"text": quote.text, "speaker": speaker_text}
        quotes[key] = quote
    add(QuoteText, texts)
    utterances.enrol(quotes, setting.extraction.entities)


def _insert_events(owner: Owner, setting: Setting) -> None:
    events = setting.extraction.events
    places = _distinct((event.type, (event.trigger.start, event.trigger.end)) for event in events)
    texts, modes = {}, []
    for event, place in zip(events, places, strict=True):
        public_id = keys.event_id(setting.article, *place)
        days = _days(event.time.value if event.time else None)
        key = _free_key(Event, days, public_id)
        Event.insert(
            **owner,
            id=key,
            public_id=public_id,
            start=event.trigger.start,
            type=event.type,
            tense=event.tense,
            polarity=event.polarity,
            certainty=event.certainty,
            method=event.method,
            confidence=event.confidence,
            **_interval("date", days),
            **_point(setting.geo(event.place.entity) if event.place else None),
            body=dumps(rendering.event_body(event, public_id, setting)),
        ).execute()
        modes += [(mode, key) for mode in dict.fromkeys(event.modes)]
        texts[key] = {"text": setting.document.text[slice(*event.sentence)]}
    for batch in in_batches(modes):
        EventMode.insert_many(batch).execute()
    add(EventText, texts)


def _distinct(places: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    """`places`, in which the second of two that are the same is counted, and so on."""
    seen: Counter[tuple[str, object]] = Counter()
    for place in places:
        kind, offsets = place
        yield (kind, (offsets, seen[place])) if seen[place] else place
        seen[place] += 1


def _free_key(model: type[Article | Quote | Event], days: Days | None, public_id: str) -> int:
    key = keys.integer_key(days[0] if days else None, public_id)
    while model.select().where(model.id == key).exists():
        key += 1
    return key


def _count_source(name: str, count: int) -> int:
    """Count an article of the outlet `name`, or one less; the key of that outlet.

    It is called what most of its articles call it, and gone with the last of them.
    """
    source = Source.get_or_none(Source.public_id == slug(name))
    if source is None:
        source = Source(public_id=slug(name), names="{}")
    names = Counter(orjson.loads(source.names))
    names[name] += count
    names = +names
    if not names:
        source.delete_instance()
        return int(source.id)
    source.name = min(names, key=lambda form: (-names[form], form))
    source.names = dumps(dict(sorted(names.items())))
    source.articles = names.total()
    source.save()
    return int(source.id)


def _article_id(document: Document) -> str:
    return keys.article_id(document.text, document.source, document.url)


def _metadata(document: Document, extractor: str) -> str:
    """A digest of what the records depend on besides what the id of the article does."""
    return _digest(
        [document.title, document.byline, document.published, document.language, extractor]
    )


def _digest(value: object) -> str:
    return blake2b(orjson.dumps(value), digest_size=16).hexdigest()


def _days(value: str | None) -> Days | None:
    """The earliest and the latest day of a date, None where there is none or it is open."""
    return bounds(value) if value else None


def _point(geo: records.Geo | None) -> dict[str, str | float | None]:
    """The columns of where an event took place."""
    return {name: getattr(geo, name, None) for name in ("country", "lat", "lon")}


def _interval(name: str, days: Days | None) -> dict[str, str | None]:
    """The columns `{name}_from` and `{name}_to`."""
    first, last = (day.isoformat() for day in days) if days else (None, None)
    return {f"{name}_from": first, f"{name}_to": last}
