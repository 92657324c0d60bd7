"""A document in, its extraction out: the stages in their order."""

from spacy.language import Language

from api import __version__
from api.extraction.document import Document
from api.extraction.nlp import load, parse
from api.extraction.records import Extraction


def extract(document: Document, nlp: Language | None = None) -> Extraction:
    """Everything that can be read out of `document`; raises nothing whatever its text."""
    doc = parse(nlp or load(), document.text)
    return Extraction(extractor=__version__, language="en" if len(doc) else "und")
