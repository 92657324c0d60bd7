"""What is served, as Marshmallow schemas: the tests load every answer through them, and the
OpenAPI document is written from them.

A record has all of its fields in every answer that does not `select`; what is not known is
null. Offsets count code points of the article's text, or UTF-16 units where `offsets=utf16`.
"""

from collections.abc import Callable
from typing import Any, get_args

from marshmallow import Schema, ValidationError, fields, validate, validates_schema
from marshmallow.fields import Float, Integer, List, Nested, String

from api.errors import FAULTS
from api.extraction import records
from api.extraction.plover.types import event_types
from api.lookup import Via

QUOTE_TYPES: tuple[str, ...] = get_args(records.QuoteType.__value__)
ENTITY_TYPES: tuple[str, ...] = get_args(records.EntityType.__value__)
TIMEX_TYPES: tuple[str, ...] = get_args(records.TimexType.__value__)
POLARITIES: tuple[str, ...] = get_args(records.Polarity.__value__)
CERTAINTIES: tuple[str, ...] = get_args(records.Certainty.__value__)
TENSES: tuple[str, ...] = get_args(records.Tense.__value__)
BASES: tuple[str, ...] = get_args(records.Basis.__value__)
VIAS: tuple[str, ...] = get_args(Via.__value__)
OFFSETS = ("codepoint", "utf16")


def one_of(choices: tuple[str, ...], **kwargs: Any) -> String:
    """A word of a closed list."""
    return String(required=True, validate=validate.OneOf(choices), **kwargs)


def string(description: str | None = None, *, null: bool = False) -> String:
    """Words, or null where `null` and there are none."""
    metadata = {"description": description} if description else {}
    return String(required=True, allow_none=null, metadata=metadata)


def nested(schema: type[Schema], *, null: bool = False) -> Nested:
    """A record inside a record."""
    return Nested(schema, required=True, allow_none=null)


def list_of(value: fields.Field[Any] | type[Schema]) -> List[Any]:
    """A list, which may be empty."""
    inner = Nested(value) if isinstance(value, type) else value
    return List(inner, required=True)


def offset(*, required: bool = True) -> Integer:
    """A place in the text of the article."""
    return Integer(required=required, validate=validate.Range(min=0))


def number(description: str | None = None) -> Integer:
    """How many there are."""
    metadata = {"description": description} if description else {}
    return Integer(required=True, validate=validate.Range(min=0), metadata=metadata)


def share(description: str) -> Float:
    """A number between 0 and 1."""
    return Float(
        required=True, validate=validate.Range(0, 1), metadata={"description": description}
    )


def degrees(most: int) -> Float:
    """A latitude or a longitude."""
    return Float(
        required=True,
        allow_none=True,
        validate=validate.Range(-most, most),
        metadata={"description": "Degrees, WGS 84."},
    )


class SpanSchema(Schema):
    """Words of the article: `text` is literally what stands from `start` to `end`."""

    start = offset()
    end = offset()
    text = string()


class DatelineSchema(SpanSchema):
    """Where, and when if it says so, an article was written."""

    place = string()
    date = string("EDTF", null=True)


class SelectorSchema(Schema):
    """A selector of W3C Web Annotation: a TextPositionSelector has `start` and `end`, a
    TextQuoteSelector `exact` and the words around it."""

    type = one_of(("TextPositionSelector", "TextQuoteSelector"))
    start = offset(required=False)
    end = offset(required=False)
    exact = String()
    prefix = String()
    suffix = String()


class TargetSchema(Schema):
    """The words that a record was read from, piece by piece: their position, then they
    themselves. `source` is the path of the article."""

    source = string()
    unit = one_of(OFFSETS)
    selector = list_of(SelectorSchema)


class ArticleRefSchema(Schema):
    """The article of a record."""

    id = string()
    title = string(null=True)
    source = string("The outlet.", null=True)
    published = string("EDTF", null=True)
    url = string(null=True)


class EntityRefSchema(Schema):
    """An entity in another record."""

    id = string()
    name = string()
    type = one_of(ENTITY_TYPES)


class SpeakerSchema(EntityRefSchema):
    """Who said it, in the role they have most often."""

    role = string(null=True)


class CandidateSchema(Schema):
    """An entity that may have said it."""

    id = string()
    score = share("1 is certain.")


class CueSchema(Schema):
    """The word that reports a quote: `said`, lemma `say`."""

    text = string()
    lemma = string()


class DatedSchema(Schema):
    """When something was said or happened: EDTF, or TIMEX3 where EDTF has no form for it.

    `basis` is where its words stand; the date of publication has no words."""

    value = string()
    precision = string("`day`, `month`, `year`, …; `vague` where the value names no day.")
    basis = one_of(BASES)
    text = string(null=True)


class HighlightSchema(Schema):
    """Words that `q` looks for: `text` is what stands from `start` to `end` of the record's own
    `text`."""

    start = offset()
    end = offset()
    text = string()


class OccurrenceSchema(Schema):
    """A quote of the same words: what of them its article has."""

    id = string()
    text = string()
    article = nested(ArticleRefSchema)


class QuoteSchema(Schema):
    """Who said what: content, cue, source, and the evidence."""

    id = string()
    type = one_of(QUOTE_TYPES)
    language = string("ISO 639-1")
    text = string("What was said; the pieces of a broken quotation joined by a blank.")
    speaker = nested(SpeakerSchema, null=True)
    speaker_text = string("The words that name the speaker here.", null=True)
    cue = nested(CueSchema, null=True)
    method = string("How the speaker was decided.")
    confidence = share("How sure the speaker is.")
    candidates = list_of(CandidateSchema)
    addressees = list_of(EntityRefSchema)
    about = list_of(EntityRefSchema)
    attributed_to = nested(EntityRefSchema, null=True)
    polarity = one_of(POLARITIES)
    certainty = one_of(CERTAINTIES)
    said = nested(DatedSchema, null=True)
    target = nested(TargetSchema)
    article = nested(ArticleRefSchema)
    extractor = string("The version of the software that read it.")
    occurrences = List(
        Nested(OccurrenceSchema),
        metadata={
            "description": "The first 50 quotes of the same words, whatever the filters, with "
            "`collapse=quotation`."
        },
    )
    occurrences_total = Integer(validate=validate.Range(min=1))
    first_source = String(
        allow_none=True, metadata={"description": "The outlet of the first of all occurrences."}
    )
    highlights = List(
        Nested(HighlightSchema),
        metadata={"description": "Where `q` matches, with `highlight=true`."},
    )


class ContextSchema(Schema):
    """A quote in its article: the `paragraphs` that it stands in and some around them, and the
    `spans` of the quote in these."""

    id = string("The quote.")
    paragraphs = list_of(SpanSchema)
    spans = list_of(SpanSchema)
    article = nested(ArticleRefSchema)


class ParticipantSchema(SpanSchema):
    """Words that name who did it or to whom it was done, and the entity they stand for."""

    entity = nested(EntityRefSchema, null=True)


class GeoSchema(Schema):
    """Where a place is, by GeoNames. The point of a state or a region is the middle of where its
    people live; a region outside the U.S. has no id. Where only the country is known the rest is
    null."""

    geonames_id = Integer(required=True, allow_none=True)
    country = string("ISO 3166-1 alpha-2")
    lat = degrees(90)
    lon = degrees(180)


class PlacedSchema(Schema):
    """Where something happened; `basis` is where its words stand, `geo` what the article tells
    of the place."""

    entity = nested(EntityRefSchema, null=True)
    text = string(null=True)
    basis = one_of(BASES)
    geo = nested(GeoSchema, null=True)


class CountSchema(SpanSchema):
    """`nearly 600 drones`: what is counted, and a value or a range."""

    what = string()
    value = Float()
    min = Float()
    max = Float()
    qualifier = String()
    unit = String()


class EventSchema(Schema):
    """What happened: a PLOVER type, or one for news that is not politics."""

    id = string()
    type = one_of(tuple(event_types()))
    modes = list_of(String())
    cameo = list_of(String(metadata={"description": "A CAMEO code, or a range of them."}))
    quad = Integer(
        required=True,
        allow_none=True,
        validate=validate.Range(1, 4),
        metadata={
            "description": "1 verbal cooperation, 2 material cooperation, "
            "3 verbal conflict, 4 material conflict."
        },
    )
    intensity = Float(required=True, allow_none=True, validate=validate.Range(-10, 10))
    language = string("ISO 639-1")
    trigger = nested(SpanSchema)
    actors = list_of(ParticipantSchema)
    recipients = list_of(ParticipantSchema)
    place = nested(PlacedSchema, null=True)
    time = nested(DatedSchema, null=True)
    tense = one_of(TENSES)
    polarity = one_of(POLARITIES)
    certainty = one_of(CERTAINTIES)
    attributed_to = nested(EntityRefSchema, null=True)
    counts = list_of(CountSchema)
    mentions = list_of(SpanSchema)
    method = string("How it was recognised.")
    confidence = share("How sure it is.")
    target = nested(TargetSchema)
    article = nested(ArticleRefSchema)
    extractor = string("The version of the software that read it.")


class ArticleSchema(Schema):
    """An article; `entities`, `quotes` and `events` are how many were read out of it."""

    id = string()
    title = string(null=True)
    byline = string(null=True)
    published = string("EDTF", null=True)
    source = string("The outlet.", null=True)
    url = string(null=True)
    language = string("ISO 639-1")
    lede = nested(SpanSchema, null=True)
    dateline = nested(DatelineSchema, null=True)
    credit = nested(SpanSchema, null=True)
    characters = number("Code points of the text.")
    entities = number()
    quotes = number()
    events = number()
    extractor = string("The version of the software that read it.")


class TimexSchema(SpanSchema):
    """A TIMEX3 expression."""

    type = one_of(TIMEX_TYPES)
    value = string()


class ArticleTextSchema(ArticleSchema):
    """An article with its text and the expressions of time in it."""

    text = string()
    times = list_of(TimexSchema)


class AliasSchema(Schema):
    """A form of a name, and how many articles have it."""

    name = string()
    articles = number()


class EntitySchema(Schema):
    """A person, an organisation, a place …, over all articles."""

    id = string()
    name = string()
    type = one_of(ENTITY_TYPES)
    country = string("Of a place or a people; ISO 3166-1 alpha-2", null=True)
    geo = nested(GeoSchema, null=True)
    role = string(null=True)
    aliases = list_of(AliasSchema)
    articles = number("Those that mention it.")
    mentions = number()
    quotes = number("Those it speaks in, but for what it never said or would say.")
    events = number("Those it takes part in.")
    first_seen = string("The day of its first article.", null=True)
    last_seen = string("The day of its last article.", null=True)


class RoleSchema(Schema):
    """A role, the days of the first and the last article that tells it, and how many do."""

    role = string("In its commonest spelling.")
    first = string("A day.", null=True)
    last = string("A day.", null=True)
    articles = number()


class BesideSchema(EntityRefSchema):
    """An entity beside another one, and how many articles mention both."""

    articles = number("Of the thousand newest articles that mention the other one.")


class EntityDetailSchema(EntitySchema):
    """An entity with its twenty commonest roles, those held first before others, and the ten
    entities that it is mentioned with most."""

    roles = list_of(RoleSchema)
    mentioned_with = list_of(BesideSchema)


class QuotingSchema(Schema):
    """An outlet that quotes somebody, and how often."""

    id = string()
    name = string()
    quotes = number()


class QuotedSchema(SpeakerSchema):
    """Who is quoted, and how often: in their own words, in those of the article, in both."""

    quotes = number()
    direct = number()
    indirect = number()
    mixed = number()
    sources = list_of(QuotingSchema)
    sources_total = number("The outlets, of which `sources` are those that quote most.")
    first = string("The day of the first article that quotes them.", null=True)
    last = string("The day of the last article that quotes them.", null=True)


class SourceSchema(Schema):
    """An outlet."""

    id = string()
    name = string()
    articles = number()


class CountedSchema(Schema):
    """How many records a list has: `value`, or more than that where `relation` is `gte`."""

    value = number()
    relation = one_of(("eq", "gte"))


class MatchSchema(Schema):
    """A row that a name or an id was taken for, and what of it matched."""

    id = string()
    name = string(null=True)
    via = one_of(VIAS)


class ResolutionSchema(Schema):
    """What one input was taken for; `near` is names like it, where that is nothing."""

    input = string()
    matches = list_of(MatchSchema)
    near = List(String())


class WarningSchema(Schema):
    """An argument that is taken as it is, and finds nothing or is not what it seems."""

    name = string("The parameter.")
    detail = string()


class MetaSchema(Schema):
    """What a list says of itself; `count` is null where it was not asked for."""

    count = nested(CountedSchema, null=True)
    limit = number()
    revision = number("How often the collection was changed.")
    resolved = fields.Dict(keys=String(), values=List(Nested(ResolutionSchema)), required=True)
    warnings = list_of(WarningSchema)


class LinksSchema(Schema):
    """Where this page is, and the next one if there is one."""

    self = string()
    next = string(null=True)


class ChoicesSchema(Schema):
    """The entities that share a slug."""

    choices = list_of(EntityRefSchema)


class FaultSchema(Schema):
    """What is wrong with one parameter."""

    location = String(required=True, data_key="in", validate=validate.OneOf(("query",)))
    name = string()
    code = one_of(tuple(FAULTS))
    detail = string()
    did_you_mean = String(metadata={"description": "What was probably meant."})


class ProblemSchema(Schema):
    """Problem details (RFC 9457)."""

    type = string("A URI reference that names the kind of problem.")
    title = string()
    status = number()
    detail = string()
    instance = string("The target of the request.")
    errors = List(Nested(FaultSchema))
    request_id = string("What the log knows this request by.")


def _on_one_line(name: str) -> None:
    if "\0" in name or name != " ".join(name.split()):
        raise ValidationError("Not on one line, or with more blanks than it needs.")


class MentionSchema(Schema):
    """A mention of an entity: an article, and offsets in code points."""

    article = String(required=True, validate=validate.Regexp(r"^a_[0-9a-z]{12}$"))
    start = offset()
    end = offset()


_MENTION = "a_[0-9a-z]{12}:[0-9]{1,9}-[0-9]{1,9}"
_VALUES: dict[str, Callable[[str], Any]] = {
    "name": _on_one_line,
    "type": validate.OneOf(ENTITY_TYPES),
    "with": validate.Regexp(rf"(?:{_MENTION})?\Z"),
    "apart": validate.Regexp(rf"(?:mention|signature) {_MENTION}\Z"),
}


class DecisionSchema(Schema):
    """What an editor has decided of one mention (`api.decisions`), as an export has it."""

    kind = String(required=True, validate=validate.Equal("decision"))
    mention = String(required=True, validate=validate.Regexp(rf"{_MENTION}\Z"))
    aspect = String(required=True, validate=validate.OneOf(tuple(_VALUES)))
    value = String(required=True, validate=validate.Length(max=200))
    sequence = Integer(required=True, strict=True, validate=validate.Range(1, 2**31 - 1))

    @validates_schema
    def check(self, data: dict[str, Any], **_: Any) -> None:
        """What can be decided depends on what it is about."""
        if "value" in data and data.get("aspect") in _VALUES:
            _VALUES[data["aspect"]](data["value"])


class SplitSchema(Schema):
    """Mentions to take out of an entity, into one of their own; with `alike`, whatever has their
    name, role and place as well, in these articles and in those to come."""

    mentions = List(Nested(MentionSchema), required=True, validate=validate.Length(1, 100))
    alike = fields.Boolean(load_default=True, truthy={True}, falsy={False})


class EditSchema(Schema):
    """What to make of an entity: another name or type, or both; a part of another entity; two."""

    name = String(validate=[validate.Length(1, 200), _on_one_line])
    type = String(validate=validate.OneOf(ENTITY_TYPES))
    merge_into = String(
        validate=validate.Length(1, 200), metadata={"description": "The id of an entity."}
    )
    split = Nested(SplitSchema)

    @validates_schema
    def check(self, data: dict[str, Any], **_: Any) -> None:
        """One thing at a time, so that what is said last is plain."""
        if not data:
            raise ValidationError("Nothing is asked for.")
        if len(data) > 1 and data.keys() & {"merge_into", "split"}:
            raise ValidationError("'merge_into' and 'split' stand alone.")


class SuggestionSchema(EntityRefSchema):
    """An entity that may be meant."""

    role = string(null=True)
    articles = number("Those that mention it.")


class SuggestionsSchema(Schema):
    """The entities that may be meant, the best first."""

    results = list_of(SuggestionSchema)


class TypeSchema(Schema):
    """A type as the Reconciliation API has it."""

    id = one_of(ENTITY_TYPES)
    name = string()


class ManifestSchema(Schema):
    """What a service of the Reconciliation API can do."""

    versions = list_of(String())
    name = string()
    identifier_space = String(required=True, data_key="identifierSpace")
    schema_space = String(required=True, data_key="schemaSpace")
    default_types = List(Nested(TypeSchema), required=True, data_key="defaultTypes")
    view = fields.Dict(keys=String(), values=String(), required=True)
    suggest = fields.Dict(keys=String(), values=fields.Dict(), required=True)


class ReconciledSchema(Schema):
    """An entity that a query of the Reconciliation API may mean."""

    id = string()
    name = string()
    description = string("Its role, or nothing.")
    type = list_of(TypeSchema)
    score = Float(
        required=True,
        validate=validate.Range(0, 100),
        metadata={"description": "How alike the spellings are."},
    )
    match = fields.Boolean(required=True, metadata={"description": "Whether it is certain."})


class ReconciledListSchema(Schema):
    """The candidates of one query, the likest first."""

    result = list_of(ReconciledSchema)


class SuggestedSchema(Schema):
    """An entity that the Reconciliation API suggests."""

    id = string()
    name = string()
    description = string("Its role, or nothing.")
    notable = list_of(TypeSchema)


class SuggestedListSchema(Schema):
    """The entities that may be meant, the best first."""

    result = list_of(SuggestedSchema)


class StatusSchema(Schema):
    """That all is well."""

    status = one_of(("ok",))


class IndexSchema(Schema):
    """What there is, by path."""

    name = string()
    version = string()
    resources = fields.Dict(keys=String(), values=String(), required=True)
    openapi = string()
    docs = string()
