"""A small collection of invented articles that the tests of the service share.

| article | published | source | what it is there for |
|---|---|---|---|
| TALKS | 2025-03-11 | Norland Post | every field of a quote and of an event |
| HARBOUR | 2025-03 | norland post | a month for a date; a broken quotation; what was not said |
| EMOJI | 2025-03-12 | Harbour Gazette | characters that are two UTF-16 units; no title |
| KESTREL | none | none | no date, no source; two entities of one name; nobody's words |
| FOREIGN | 2025-02-01 | Harbour Gazette | another language: no records |
| MANY | 2024-12-31 | Harbour Gazette | forty quotes of one speaker |
"""

from dataclasses import replace

from api import store
from api.database import database, open_database
from api.extraction.document import Document
from api.extraction.records import Extraction, Geo
from tests.builders import (
    a_date,
    a_document,
    a_place,
    a_quote,
    an_entity,
    an_event,
    an_extraction,
    candidates,
)

TALKS = (
    "Trade minister Ana Petrova met Ivo Lind in Vossport on Monday. “We are ready to continue "
    "the talks with Norland,” she said on Monday. Lind said that the port was closed.\n"
    "Norland shelled Vossport on Sunday, wounding nearly 20 dockers, Petrova said."
)
HARBOUR = (
    "“The harbour,” Ivo Lind told Ana Petrova, “belongs to us.” “Never!” wrote Maja Orlo.\n"
    "Orlo did not meet Lind in Eastmark. Lind never said that the ferries would stop. "
    "Orlo would say that they sink."
)
EMOJI = "🚢🚢 Sails up. “The 🚢 is ours,” Élodie Brandt told Мирослава Коваль."
KESTREL = "Kestrel, the shipyard, sacked Kestrel, a skipper. “Nobody asked us,” a docker said."
FOREIGN = "Der Hafen bleibt geschlossen, sagte Ana Petrova am Montag."
MANY = "\n".join(f"“Promise number {n} will be kept,” Tomas Reyle said." for n in range(40))

NORLAND = Geo(31, "NO", 60.1, 10.4)
VOSSPORT = Geo(32, "NO", 58.25, 8.5)
EASTMARK = Geo(33, "FJ", -17.5, -179.25)


def articles() -> list[tuple[Document, Extraction]]:
    """Each article with the records of its extraction."""
    return [_talks(), _harbour(), _emoji(), _kestrel(), _foreign(), _many()]


def make(url: str) -> None:
    """Fill the database at `url`, which does not exist yet, with the collection."""
    open_database(url, "write")
    with database.connection_context():
        for document, extraction in articles():
            store.save(document, extraction)


def _talks() -> tuple[Document, Extraction]:
    text = TALKS
    extraction = an_extraction(
        entities=(
            an_entity(text, "Ana Petrova", id="e1", aliases=("Petrova",), role="Trade minister"),
            an_entity(text, "Ivo Lind", id="e2", aliases=("Lind",)),
            an_entity(text, "Vossport", id="e3", type="GPE", geo=VOSSPORT),
            an_entity(text, "Norland", id="e4", type="GPE", geo=NORLAND),
        ),
        quotes=(
            a_quote(
                text,
                "We are ready to continue the talks with Norland,",
                source="she",
                cue="said",
                lemma="say",
                speaker="e1",
                method="pronoun",
                confidence=0.91,
                candidates=candidates(("e1", 0.91), ("e2", 0.06)),
                about=("e4",),
                said=a_date("2025-03-10", text, "on Monday"),
            ),
            a_quote(
                text,
                "the port was closed",
                type="indirect",
                source="Lind",
                cue="said",
                lemma="say",
                speaker="e2",
                confidence=0.7,
            ),
        ),
        events=(
            an_event(
                text,
                "met",
                type="CONSULT",
                modes=("visit",),
                sentence="Trade minister Ana Petrova met Ivo Lind in Vossport on Monday.",
                actors=(("Ana Petrova", "e1"),),
                recipients=(("Ivo Lind", "e2"),),
                place=a_place(text, "Vossport", "e3"),
                time=a_date("2025-03-10", text, "on Monday"),
            ),
            an_event(
                text,
                "shelled",
                sentence="Norland shelled Vossport on Sunday, wounding nearly 20 dockers, "
                "Petrova said.",
                modes=("heavy-weapons",),
                actors=(("Norland", "e4"),),
                recipients=(("Vossport", "e3"),),
                time=a_date("2025-03-09", text, "on Sunday"),
                attributed_to="e1",
                certainty="probable",
                confidence=0.9,
            ),
        ),
    )
    return a_document(text, title="Talks end without a deal"), extraction


def _harbour() -> tuple[Document, Extraction]:
    text = HARBOUR
    extraction = an_extraction(
        entities=(
            an_entity(text, "Ivo Lind", id="e1", aliases=("Lind",)),
            an_entity(text, "Ana Petrova", id="e2"),
            an_entity(text, "Maja Orlo", id="e3", aliases=("Orlo",)),
            an_entity(text, "Eastmark", id="e4", type="GPE", geo=EASTMARK),
        ),
        quotes=(
            a_quote(
                text,
                "The harbour,",
                "belongs to us.",
                source="Ivo Lind",
                cue="told",
                lemma="tell",
                speaker="e1",
                addressees=("e2",),
            ),
            a_quote(
                text,
                "Never!",
                source="Maja Orlo",
                cue="wrote",
                lemma="write",
                speaker="e3",
            ),
            a_quote(
                text,
                "the ferries would stop",
                type="indirect",
                source="Lind",
                cue="said",
                lemma="say",
                speaker="e1",
                polarity="negative",
            ),
            a_quote(
                text,
                "they sink",
                type="indirect",
                source="Orlo",
                cue="say",
                speaker="e3",
                certainty="possible",
            ),
        ),
        events=(
            an_event(
                text,
                "meet",
                type="CONSULT",
                sentence="Orlo did not meet Lind in Eastmark.",
                actors=(("Orlo", "e3"),),
                recipients=(("Lind", "e1"),),
                place=a_place(text, "Eastmark", "e4"),
                polarity="negative",
                time=a_date("2025-03"),
            ),
        ),
    )
    return a_document(
        text, title="Whose harbour?", published="2025-03", source="norland post"
    ), extraction


def _emoji() -> tuple[Document, Extraction]:
    text = EMOJI
    extraction = an_extraction(
        entities=(
            an_entity(text, "Élodie Brandt", id="e1"),
            an_entity(text, "Мирослава Коваль", id="e2"),
        ),
        quotes=(
            a_quote(
                text,
                "The 🚢 is ours,",
                source="Élodie Brandt",
                cue="told",
                lemma="tell",
                speaker="e1",
                addressees=("e2",),
                certainty="probable",
            ),
        ),
    )
    return a_document(
        text, title=None, published="2025-03-12", source="Harbour Gazette"
    ), extraction


def _kestrel() -> tuple[Document, Extraction]:
    text = KESTREL
    shipyard = an_entity(text, "Kestrel", id="e1", type="ORG")
    skipper = an_entity(text, "Kestrel", id="e2", type="PERSON")
    shipyard = replace(shipyard, mentions=shipyard.mentions[:1])
    skipper = replace(skipper, mentions=skipper.mentions[1:])
    extraction = an_extraction(
        entities=(shipyard, skipper),
        quotes=(a_quote(text, "Nobody asked us,", source="a docker", cue="said", lemma="say"),),
        events=(an_event(text, "sacked", type="BUSINESS", method="noun"),),
    )
    return a_document(text, title=None, published=None, source=None), extraction


def _foreign() -> tuple[Document, Extraction]:
    document = a_document(
        FOREIGN, title="Hafen zu", published="2025-02-01", source="Harbour Gazette"
    )
    return document, Extraction(extractor="1.0.0", language="de")


def _many() -> tuple[Document, Extraction]:
    text = MANY
    extraction = an_extraction(
        entities=(an_entity(text, "Tomas Reyle", id="e1"),),
        quotes=tuple(
            a_quote(
                text,
                f"Promise number {n} will be kept,",
                source="Tomas Reyle",
                cue="said",
                lemma="say",
                speaker="e1",
                confidence=0.5 + n / 100,
            )
            for n in range(40)
        ),
    )
    return a_document(
        text, title="Forty promises", published="2024-12-31", source="Harbour Gazette"
    ), extraction
