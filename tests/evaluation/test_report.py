"""All families of figures together."""

from api.evaluation import evaluate, gold
from api.evaluation.gold import Article
from api.extraction.document import Document
from api.extraction.records import Extraction, Timex
from tests.builders import a_quote, an_entity, an_event, an_extraction, span
from tests.evaluation.comparing import RAID, SAID, found, labelled, pair, shown


def as_gold(text: str, extraction: Extraction) -> Article:
    """The article as somebody would label it who sees what the extraction saw."""
    named = {entity.id: entity.name for entity in extraction.entities}
    forms = {"name": "NAM", "nominal": "NOM", "pronoun": "PRO"}
    return Article(
        id="1",
        document=Document(text=text),
        quotes=tuple(
            gold.Quote(
                start,
                end,
                text[start:end],
                type=quote.type,
                source=quote.source,
                speaker=named.get(quote.speaker or "", ""),
            )
            for quote in extraction.quotes
            for start, end in quote.spans
        ),
        mentions=tuple(
            gold.Mention(
                m.start, m.end, m.text, entity=entity.id, type=entity.type, form=forms[m.kind]
            )
            for entity in extraction.entities
            for m in entity.mentions
        ),
        timexes=extraction.times,
        events=tuple(
            gold.Event(
                event.trigger.start,
                event.trigger.end,
                event.trigger.text,
                type=event.type,
                actors=event.actors,
                tense=event.tense,
                polarity=event.polarity,
            )
            for event in extraction.events
        ),
    )


def test_an_extraction_that_is_the_gold_has_perfect_figures() -> None:
    text = f"{SAID} {RAID}"
    monday = span(text, "Monday")
    extraction = an_extraction(
        entities=(
            an_entity(text, "Ana Petrova", nominals=["she"]),
            an_entity(text, "Velmar", id="e2", type="GPE"),
        ),
        quotes=(a_quote(text, "We will appeal,", source="she", speaker="e1", confidence=1.0),),
        times=(Timex(monday.start, monday.end, "Monday", "DATE", "2025-03-10"),),
        events=(
            an_event(text, "attacked", actors=[("Rebels", None)], tense="future"),
            an_event(text, "killed", type="DEATH", polarity="negative"),
        ),
    )
    report = evaluate([(as_gold(text, extraction), extraction)])
    wrong = {
        (family, name): value
        for family, figures in report.figures.items()
        for name, value in figures.items()
        if name not in ("gold", "ECE", "at .5") and value not in (None, 1.0)
    }
    assert wrong == {}
    assert report.figures["confidence"]["ECE"] == 0
    sizes = [figures["gold"] for figures in report.figures.values() if "gold" in figures]
    assert sizes == [1, 1, 1, 2, 2, 2, 1, 2, 2, 2]


def test_a_family_is_measured_over_the_articles_that_are_labelled_for_it() -> None:
    quote = found((0, 10))
    extraction = an_extraction(quotes=(quote,), events=(an_event(RAID, "raid"),))
    report = evaluate(
        [
            pair(extraction, quotes=(labelled((0, 10)),)),
            pair(extraction, quotes=(), events=()),
            pair(extraction, timexes=()),
        ]
    )
    assert report.articles == 3
    assert list(report.figures) == [
        "quotes, all",
        "quotes, speech",
        "quotes, direct",
        "confidence",
        "times",
        "events",
        "arguments of events",
        "factuality of events",
    ]
    assert shown(report.figures["quotes, all"], "gold", "P", "R") == [1, 0.5, 1]
    assert [each.size for each in report.bins] == [1, 1]
