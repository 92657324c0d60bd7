"""Quotes: who said what, about whom, where and when."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.arguments import Choice, Choices, Flag, Share, Text, Texts, Whole, Words
from api.completion import complete_quotes
from api.conditions import (
    Dates,
    FullText,
    at_least,
    equal,
    linked,
    none_of,
    one_of,
    present,
    unless_common,
)
from api.context import contexts
from api.fulltext import QuoteText, highlights
from api.keys import DATED
from api.lookup import exactly
from api.models import Article, Quote, QuoteEntity
from api.occurrences import occurrences
from api.offsets import in_utf16
from api.paging import Order
from api.resource import Detail, Filter, Json, Resource, View, named
from api.resources.shared import dated, from_article, from_source, published
from api.schemas import CERTAINTIES, POLARITIES, QUOTE_TYPES, ContextSchema, QuoteSchema


def _render(rows: Sequence[Any]) -> list[Json]:
    return complete_quotes([(row.body, row.article_id) for row in rows])


# What records are made of, and all that lists are sorted and collapsed by.
_rows = Quote.select(
    Quote.id,
    Quote.start,
    Quote.article,
    Quote.said_key,
    Quote.confidence,
    Quote.utterance,
    Quote.body,
)
_view = View(_rows, _render, QuoteSchema)

_context = View(
    Quote.select(Quote.id, Quote.public_id, Quote.body, Article.id, Article.text).join(Article),
    contexts,
    ContextSchema,
    options={
        "paragraphs": Whole(
            "How many paragraphs before and behind those of the quote.", least=0, most=5, default=1
        )
    },
)


def _highlights(
    _rows: Sequence[Any], records: Sequence[Json], arguments: Mapping[str, Any]
) -> list[Json]:
    """Where the words of `q` stand in the text of each quote, counted as `offsets` says."""
    found: list[Json] = []
    for text in (record["text"] for record in records):
        spans = highlights(text, arguments.get("q", ""))
        fields = [{"start": start, "end": end, "text": text[start:end]} for start, end in spans]
        added = {"highlights": fields}
        found.append(in_utf16(added, text) if arguments["offsets"] == "utf16" else added)
    return found


_about = linked(QuoteEntity.quote, QuoteEntity.entity, QuoteEntity.part == "about")
_addressee = linked(QuoteEntity.quote, QuoteEntity.entity, QuoteEntity.part == "addressee")

_dates = {
    "published": published(Quote.published_from, Quote.published_to, Quote.id),
    "said": Dates(earliest=Quote.said_from, latest=Quote.said_to, key=Quote.said_key, row=Quote.id),
}

quotes = Resource(
    name="quotes",
    one="quote",
    summary="Who said what, about whom, where and when",
    key=Quote.id,
    find=exactly(Quote),
    example="q_7k2m9x4c1pd0",
    list=_view,
    item=_view,
    filters={
        "q": Filter(
            Quote.id,
            FullText(QuoteText, "text"),
            Words("Words of what was said.", example="security guarantees"),
        ),
        **named(
            "speaker",
            Quote.speaker,
            one_of,
            "Who said it",
            example="Lavrov",
            id_example="sergey-lavrov",
        ),
        **named(
            "not_speaker",
            Quote.speaker,
            none_of,
            "Who did not say it",
            example="Trump",
            id_example="donald-trump",
        ),
        "speaker_text": Filter(
            Quote.id,
            FullText(QuoteText, "speaker"),
            Words("Words that name the speaker in the article.", example="top diplomat"),
        ),
        "has_speaker": Filter(
            Quote.speaker, present, Flag("Whether the speaker is known by name.")
        ),
        **named(
            "about",
            Quote.id,
            _about,
            "Whom or what it speaks of",
            example="Zelenskyy",
            id_example="volodymyr-zelenskyy",
        ),
        **named(
            "addressee",
            Quote.id,
            _addressee,
            "Whom it was said to",
            example="Kristen Welker",
            id_example="kristen-welker",
        ),
        "type": Filter(
            Quote.type,
            one_of,
            Choices("Whether the words are the speaker's, the article's or both.", QUOTE_TYPES),
        ),
        "cue": Filter(
            Quote.cue, equal, Text("The lemma of the word that reports it.", example="say")
        ),
        "method": Filter(
            Quote.method, one_of, Texts("How the speaker was decided.", example="pronoun")
        ),
        "polarity": Filter(
            Quote.polarity,
            unless_common("positive"),
            Choices(
                "Whether it was said: `negative` is “she never said …”. `positive` where none is "
                "asked for.",
                POLARITIES,
                default=("positive",),
            ),
        ),
        "certainty": Filter(
            Quote.certainty,
            unless_common("certain"),
            Choices(
                "`probable` is announced, “she will say …”, and `possible` supposed, “she would "
                "say …”. `certain` and `probable` where none is asked for.",
                CERTAINTIES,
                default=("certain", "probable"),
            ),
        ),
        "min_confidence": Filter(
            Quote.confidence, at_least, Share("The least confidence.", example=0.8)
        ),
        **dated(_dates),
        **from_source(Quote.source),
        **from_article(Quote.article),
    },
    options={
        "collapse": Choice(
            "`quotation`: direct quotes of the same words, in several articles or shortened, once, "
            "each with its `occurrences`.",
            ("quotation",),
        ),
        "highlight": Flag("Whether to say where `q` matches, as `highlights` of the `text`."),
        "use_date": Choice(
            "What `from` and `to` compare: when the article was published, or when it was said.",
            tuple(_dates),
            default="published",
        ),
    },
    orders={
        "published": Order(columns=(Quote.id,), least=DATED),
        "said": Order(columns=(Quote.said_key, Quote.id), least=DATED),
        "confidence": Order(columns=(Quote.confidence, Quote.id)),
        "position": Order(columns=(Quote.article, Quote.start, Quote.id), least=DATED),
    },
    sort="-published",
    extras={"collapse": occurrences, "highlight": _highlights},
    group=Quote.utterance,
    article=Quote.article,
    details={"context": Detail(_context, "A quote with the paragraphs around it")},
)
