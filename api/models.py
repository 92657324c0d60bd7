"""The tables.

**Keys.** Rows refer to each other by integers that are never shown; `public_id` is what is. The
integer `id` of an article, a quote and an event holds its day and the first bits of its public id
(`api.keys`): ordering by `id` is ordering by date and then by public id, so that every index
below that ends in an `id` is a list in date order, and a page of it is one range. That day is the
earliest of `published` for articles and quotes, and the earliest of its own time for events.
What has no date has an `id` below `keys.DATED`: nulls are last when descending as they stand,
and ascending after a second range.

**Dates** are kept as read (EDTF) and as earliest and latest day (`2025-08-01`, `2025-08-31`).

**Bodies.** `body` is a record as it is served, rendered once as JSON, but for what other records
can change. Where the served record has an entity, the body has the `id` of an `Appearance`:

    quote    speaker, attributed_to: 17 or null; addressees, about: [17, 18];
             candidates: [{"id": 17, "score": 0.9}]; no "article"
    event    attributed_to: 17 or null; place: {…, "entity": 17 or null} or null;
             actors, recipients: [{…, "entity": 17 or null}]; no "article"
    article  nothing is left out

`api.rendering` writes bodies, `api.completion` puts into them what they leave out.

**Resolution.** Each named entity of an article is an `Appearance` with a `Signature`: the distinct
(name, type, role, place) that entities of articles have. Signatures, not appearances, are
resolved to entities of the collection. The tables `*Entity` say which entity is in which record,
once for each, however many of its appearances are.

**Queries and their indexes** (each in date order, either direction):

    quotes    all, from, to                        Quote.id
              speaker                              (speaker, id)
              about, addressee                     key of QuoteEntity
              type, cue, method, source            (type, id), …
              article, in its own order            (article, id), (article, start, id)
              said, and by the day it was said     (said_key, id, said_to)
              by confidence                        (confidence, id)
              speaker, by either                   (speaker, said_key, id), …
              what was not, or not surely, said    (polarity, id), … of those rows alone
              of one wording, of one utterance     (wording, id, utterance), (utterance, id, …)
    speakers  all, whatever they are filtered by   quote_counted
    events    all, from, to                        Event.id
              type, source, country                (type, id), (source, id), …
              bbox                                 (lat, lon), then key
              mode                                 key of EventMode
              actor, recipient, about, place       key of EventEntity
              article, in its own order            (article, id), (article, start, id)
    articles  all, from, to                        Article.id
              source, language                     (source, id), (language, id)
              mentions                             key of ArticleEntity
    entities  by name                              (key, public_id)
              by number of articles                (articles, public_id)
              type, country, by either             (type, key, public_id), …

    a name → entities                              Alias.key
    the beginning of a name → entities             key of Name, (type, tier, term)
    the sound of a name → entities                 (sound, tier)
    a slug → entities                              Entity.slug, Alias.slug
    the hash that an id ends in → entity           Appearance.hash

Full text is in `api.fulltext`.
"""

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BooleanField,
    Case,
    CompositeKey,
    DoubleField,
    Field,
    ForeignKeyField,
    Function,
    IntegerField,
    Model,
    TextField,
    fn,
)

from api.database import database
from api.keys import DATED


class Row(Model):
    class Meta:
        database = database
        legacy_table_names = False


class Revision(Row):
    """One row: how many transactions have changed the collection."""

    id = AutoField()
    number = IntegerField(default=0)


class Source(Row):
    """An outlet. `name` is the form that most of its articles give, `names` how many give which
    (JSON)."""

    id = AutoField()
    public_id = TextField(unique=True)
    name = TextField()
    names = TextField()
    articles = IntegerField()


class Article(Row):
    """`source_name` is the outlet as the article has it, `times` the TIMEX3 expressions (JSON);
    `metadata` and `records` are digests of what the records were read from besides the text, and
    of the records."""

    id = BigIntegerField(primary_key=True)
    public_id = TextField(unique=True)
    source = ForeignKeyField(Source, null=True, index=False)
    source_name = TextField(null=True)
    title = TextField(null=True)
    url = TextField(null=True)
    language = TextField()
    published = TextField(null=True)
    published_from = TextField(null=True)
    published_to = TextField(null=True)
    extractor = TextField()
    metadata = TextField()
    records = TextField()
    body = TextField()
    times = TextField()
    # Last, so that what is read without its text does not read past it.
    text = TextField()

    class Meta:
        indexes = ((("source", "id"), False), (("language", "id"), False))


class Entity(Row):
    """An entity of the collection. `name` is its canonical name, `key` that name folded, `slug`
    what its id begins with, `hash` that of its first mention. `articles` counts those that
    mention it, `quotes` those that it did say, `events` those it takes part in. `geo` is where
    it is (JSON), `country` that of it."""

    id = AutoField()
    public_id = TextField(unique=True)
    name = TextField()
    key = TextField()
    slug = TextField(index=True)
    hash = TextField()
    type = TextField()
    country = TextField(null=True)
    geo = TextField(null=True)
    role = TextField(null=True)
    articles = IntegerField(default=0)
    mentions = IntegerField(default=0)
    quotes = IntegerField(default=0)
    events = IntegerField(default=0)

    class Meta:
        indexes = (
            (("key", "public_id"), False),
            (("articles", "public_id"), False),
            (("type", "key", "public_id"), False),
            (("type", "articles", "public_id"), False),
            (("country", "key", "public_id"), False),
            (("country", "articles", "public_id"), False),
        )


class Name(Row):
    """What an entity is found by as it is typed: each folded form of its name, and what is left
    of one from a later word on (`api.names`). The less the `tier`, the better a find; `sound` is
    the code of a whole form (`api.sounds`), and empty for a part; `type` is that of the entity."""

    tier = IntegerField()
    term = TextField()
    entity = ForeignKeyField(Entity, on_delete="CASCADE")
    type = TextField()
    sound = TextField()

    class Meta:
        primary_key = CompositeKey("tier", "term", "entity")
        indexes = ((("type", "tier", "term"), False), (("sound", "tier"), False))


class Signature(Row):
    """What entities of articles have in common that are taken for one: their name, type, role
    and `geo` (JSON; `""` for none); `mark` sets those apart that an editor has
    taken from the others, and is the label of theirs. One that `is_joined` with another by an
    editor gives that no name. `block` is what it is compared within, `count` the number of
    its appearances; the first of them is in the article `first_article` (its public id) at
    `first_start`, where the mention has this `hash`."""

    entity_id: int | None
    id = AutoField()
    entity = ForeignKeyField(Entity, null=True)
    block = TextField(index=True)
    name = TextField()
    type = TextField()
    role = TextField()
    geo = TextField()
    mark = TextField(default="")
    is_joined = BooleanField(default=False)
    count = IntegerField()
    first_article = TextField()
    first_start = IntegerField()
    hash = TextField()

    class Meta:
        indexes = ((("name", "type", "role", "geo", "mark"), True),)


class Decision(Row):
    """What an editor has decided of a mention, whether that is here or not (`api.decisions`)."""

    mention = TextField()
    aspect = TextField()
    value = TextField(index=True)
    sequence = IntegerField(index=True)

    class Meta:
        primary_key = CompositeKey("mention", "aspect")


class Anchor(Row):
    """A mention that decisions name and that is here, and the signature that it has."""

    mention = TextField(primary_key=True)
    article = ForeignKeyField(Article, on_delete="CASCADE")
    signature = ForeignKeyField(Signature, on_delete="CASCADE")


class Alias(Row):
    """A form of the names of a signature, and how many of its appearances have it. A person's
    surname is an alias even where nobody is called by it alone: its `count` is 0."""

    id = AutoField()
    signature = ForeignKeyField(Signature, on_delete="CASCADE", index=False)
    form = TextField()
    key = TextField(index=True)
    slug = TextField(index=True)
    count = IntegerField()

    class Meta:
        indexes = ((("signature", "form"), True),)


class Appearance(Row):
    """A named entity of one article; `number` is that of the extraction (`e1` is 1),
    `mentions` says how many it has, `start` and `hash` are those of the first.

    `body` is JSON: {"name", "type", "aliases", "salience", "roles": [{start, end, text}],
    "geo", "mentions": [{start, end, text, kind, stands_for?: "e2"}]}.
    """

    signature_id: int
    id = AutoField()
    article = ForeignKeyField(Article, on_delete="CASCADE", index=False)
    number = IntegerField()
    signature = ForeignKeyField(Signature, index=False)
    start = IntegerField()
    hash = TextField(index=True)
    mentions = IntegerField()
    salience = DoubleField()
    body = TextField()

    class Meta:
        indexes = ((("article", "number"), True), (("signature", "article"), False))


class ArticleEntity(Row):
    """That an article mentions an entity, and how often."""

    entity = ForeignKeyField(Entity, index=False)
    article = ForeignKeyField(Article, on_delete="CASCADE")
    mentions = IntegerField()
    salience = DoubleField()

    class Meta:
        primary_key = CompositeKey("entity", "article")


class Wording(Row):
    """Words that a speaker is quoted with: `speaker` and `words` are folded, `digest` is of both.
    `utterance` is the key of the first quote of all wordings that are the same."""

    id = AutoField()
    digest = TextField(unique=True)
    speaker = TextField()
    words = TextField()
    utterance = BigIntegerField(index=True)


class Fingerprint(Row):
    """What wordings that are the same have one of in common (`api.wordings`)."""

    value = BigIntegerField()
    wording = ForeignKeyField(Wording, on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("value", "wording")


class Quote(Row):
    """`speaker_text` is the words that name the speaker here, `cue` the lemma of the word that
    reports; `start` is where its first span begins. `said_key` is what `id` is, of the day it was
    said. `wording` is that of a direct quote, and `utterance` the key of the first quote of the
    same utterance, where there are several."""

    id = BigIntegerField(primary_key=True)
    public_id = TextField(unique=True)
    article = ForeignKeyField(Article, on_delete="CASCADE", index=False)
    source = ForeignKeyField(Source, null=True, index=False)
    start = IntegerField()
    type = TextField()
    speaker = ForeignKeyField(Entity, null=True, index=False)
    speaker_text = TextField(null=True)
    cue = TextField(null=True)
    polarity = TextField()
    certainty = TextField()
    method = TextField()
    confidence = DoubleField()
    published_from = TextField(null=True)
    published_to = TextField(null=True)
    said_from = TextField(null=True)
    said_to = TextField(null=True)
    said_key = BigIntegerField()
    wording = ForeignKeyField(Wording, null=True, index=False)
    utterance = BigIntegerField(null=True)
    body = TextField()

    class Meta:
        indexes = (
            (("speaker", "id"), False),
            (("speaker", "said_key", "id"), False),
            (("speaker", "confidence", "id"), False),
            (("type", "id"), False),
            (("source", "id"), False),
            (("cue", "id"), False),
            (("method", "id"), False),
            (("article", "id"), False),
            (("article", "start", "id"), False),
            (("said_key", "id", "said_to"), False),
            (("confidence", "id"), False),
            (("wording", "id", "utterance"), False),
            (("utterance", "id", "polarity", "certainty"), False),
        )


# All that speakers are counted by, so that no row is read for it.
Quote.add_index(
    Quote.index(
        Quote.speaker,
        Quote.source,
        Quote.type,
        Quote.id,
        Quote.polarity,
        Quote.certainty,
        Quote.confidence,
        Quote.published_to,
        name="quote_counted",
    )
)
# Only what few rows have is worth an index of its own: what most have is no way to find them.
Quote.add_index(Quote.polarity, Quote.id, where=Quote.polarity != SQL("'positive'"))
Quote.add_index(Quote.certainty, Quote.id, where=Quote.certainty != SQL("'certain'"))


class QuoteEntity(Row):
    """Which part an entity has in a quote: `about` or `addressee`."""

    entity = ForeignKeyField(Entity, index=False)
    part = TextField()
    quote = ForeignKeyField(Quote, on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("entity", "part", "quote")


class Event(Row):
    """`date_from` and `date_to` are the earliest and latest day of its time; `country`, `lat` and
    `lon` those of its place as its article tells them."""

    id = BigIntegerField(primary_key=True)
    public_id = TextField(unique=True)
    article = ForeignKeyField(Article, on_delete="CASCADE", index=False)
    source = ForeignKeyField(Source, null=True, index=False)
    start = IntegerField()
    type = TextField()
    tense = TextField()
    polarity = TextField()
    certainty = TextField()
    method = TextField()
    confidence = DoubleField()
    date_from = TextField(null=True)
    date_to = TextField(null=True)
    country = TextField(null=True)
    lat = DoubleField(null=True)
    lon = DoubleField(null=True)
    body = TextField()

    class Meta:
        indexes = (
            (("type", "id"), False),
            (("source", "id"), False),
            (("country", "id"), False),
            (("lat", "lon"), False),
            (("article", "id"), False),
            (("article", "start", "id"), False),
        )


class EventMode(Row):
    """A mode of an event: `drone`."""

    mode = TextField()
    event = ForeignKeyField(Event, on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("mode", "event")


class EventEntity(Row):
    """Which part an entity has in an event: `actor`, `recipient` or `place`; and `about`, once,
    whatever its other parts are."""

    entity = ForeignKeyField(Entity, index=False)
    part = TextField()
    event = ForeignKeyField(Event, on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("entity", "part", "event")


def first(key: Field) -> Function:
    """The key of the earliest of a group of rows, those without a date being last."""
    return fn.COALESCE(fn.MIN(Case(None, [(key >= DATED, key)])), fn.MIN(key))


MODELS: tuple[type[Row], ...] = (
    Revision,
    Source,
    Article,
    Entity,
    Name,
    Signature,
    Decision,
    Anchor,
    Alias,
    Appearance,
    ArticleEntity,
    Wording,
    Fingerprint,
    Quote,
    QuoteEntity,
    Event,
    EventMode,
    EventEntity,
)
