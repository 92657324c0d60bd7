"""The first schema.

A migration keeps its own copy of the tables, which later models do not change.
"""

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CompositeKey,
    Database,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator


class Row(Model):
    class Meta:
        legacy_table_names = False


class Revision(Row):
    number = IntegerField(default=0)


class Source(Row):
    public_id = TextField(unique=True)
    name = TextField()
    names = TextField()
    articles = IntegerField()


class Article(Row):
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
    text = TextField()

    class Meta:
        indexes = ((("source", "id"), False), (("language", "id"), False))


class Entity(Row):
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
    tier = IntegerField()
    term = TextField()
    entity = ForeignKeyField(Entity, on_delete="CASCADE")
    type = TextField()
    sound = TextField()

    class Meta:
        primary_key = CompositeKey("tier", "term", "entity")
        indexes = ((("type", "tier", "term"), False), (("sound", "tier"), False))


class Signature(Row):
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
    mention = TextField()
    aspect = TextField()
    value = TextField(index=True)
    sequence = IntegerField(index=True)

    class Meta:
        primary_key = CompositeKey("mention", "aspect")


class Anchor(Row):
    mention = TextField(primary_key=True)
    article = ForeignKeyField(Article, on_delete="CASCADE")
    signature = ForeignKeyField(Signature, on_delete="CASCADE")


class Alias(Row):
    signature = ForeignKeyField(Signature, on_delete="CASCADE", index=False)
    form = TextField()
    key = TextField(index=True)
    slug = TextField(index=True)
    count = IntegerField()

    class Meta:
        indexes = ((("signature", "form"), True),)


class Appearance(Row):
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
    entity = ForeignKeyField(Entity, index=False)
    article = ForeignKeyField(Article, on_delete="CASCADE")
    mentions = IntegerField()
    salience = DoubleField()

    class Meta:
        primary_key = CompositeKey("entity", "article")


class Wording(Row):
    digest = TextField(unique=True)
    speaker = TextField()
    words = TextField()
    utterance = BigIntegerField(index=True)


class Fingerprint(Row):
    value = BigIntegerField()
    wording = ForeignKeyField(Wording, on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("value", "wording")


class Quote(Row):
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
Quote.add_index(Quote.polarity, Quote.id, where=Quote.polarity != SQL("'positive'"))
Quote.add_index(Quote.certainty, Quote.id, where=Quote.certainty != SQL("'certain'"))


class QuoteEntity(Row):
    entity = ForeignKeyField(Entity, index=False)
    part = TextField()
    quote = ForeignKeyField(Quote, on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("entity", "part", "quote")


class Event(Row):
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
    mode = TextField()
    event = ForeignKeyField(Event, on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("mode", "event")


class EventEntity(Row):
    entity = ForeignKeyField(Entity, index=False)
    part = TextField()
    event = ForeignKeyField(Event, on_delete="CASCADE")

    class Meta:
        primary_key = CompositeKey("entity", "part", "event")


WITHOUT_ROWID = (Name, ArticleEntity, Fingerprint, QuoteEntity, EventMode, EventEntity)
TABLES = (
    *(
        Revision,
        Source,
        Article,
        Entity,
        Signature,
        Decision,
        Anchor,
        Alias,
        Appearance,
        Wording,
        Quote,
        Event,
    ),
    *WITHOUT_ROWID,
)

TEXT_INDEXES = {
    "article_text": "title, text",
    "quote_text": "text, speaker",
    "event_text": "text",
    "entity_text": "name, role",
}


def up(_migrator: SchemaMigrator, db: Database) -> None:
    """Make the tables."""
    for table in WITHOUT_ROWID:
        # The key is nearly the whole row: SQLite need not keep it twice.
        table._meta.without_rowid = isinstance(db, SqliteDatabase)
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
        Revision.create(id=1, number=0)
    for name, columns in TEXT_INDEXES.items():
        sql = f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, tokenize='ascii')"
        db.execute_sql(sql)  # type: ignore[no-untyped-call]
