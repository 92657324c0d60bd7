"""A document in, its extraction out: the stages in their order."""

from api.extraction.attribution import attribute
from api.extraction.document import Document
from api.extraction.entities import Referents, find_entities
from api.extraction.events import find_events
from api.extraction.language import detect
from api.extraction.lead import find_lede, read_lead
from api.extraction.mentions import find_mentions
from api.extraction.nlp import extractor, load, parse
from api.extraction.places import locate
from api.extraction.quotations import find_quotations
from api.extraction.records import Extraction
from api.extraction.times import day_of, find_times


def extract(document: Document, model: str | None = None) -> Extraction:
    """Everything that can be read out of `document`; raises nothing whatever its text.

    `model` is an installed spaCy model to read it with, ours where it is None. Only English is
    read: what `document.language` says it is, or else what it looks like.
    """
    language = document.language or detect(document.text)
    if language != "en":
        return Extraction(extractor=extractor(model), language=language)
    doc = parse(load(model), document.text)
    lead = read_lead(doc, document.text)
    day = day_of(lead, document.published)
    times = find_times(doc, document.text, day)
    mentions = find_mentions(doc, lead)
    entities = locate(document.text, find_entities(doc, document.text, mentions, lead), lead)
    referents = Referents(doc, entities)
    quotations = find_quotations(doc, lead.dateline.end if lead.dateline else 0)
    quotes = attribute(doc, document.text, quotations, referents, entities, times=times)
    events = find_events(doc, document.text, times, lead, referents, quotes, day)
    return Extraction(
        extractor=extractor(model),
        language=language,
        lede=find_lede(doc, document.text, lead, document.title),
        lead=lead,
        times=times,
        entities=entities,
        quotes=quotes,
        events=events,
    )
