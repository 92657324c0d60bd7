"""What a Doc says of its tokens, read as one array."""

from collections.abc import Iterable

import numpy as np
from spacy.tokens import Doc


def tokens_with(doc: Doc, attribute: str, values: Iterable[str]) -> list[int]:
    """The tokens whose `attribute` (`POS`, `TAG`, `DEP`) is one of `values`, in text order."""
    found = doc.to_array(attribute)
    hits = np.zeros(len(found), dtype=bool)
    for value in values:
        hits |= found == np.uint64(doc.vocab.strings[value])
    return hits.nonzero()[0].tolist()


def sentence_numbers(doc: Doc) -> list[int]:
    """For each token the number of its sentence."""
    numbers: list[int] = np.cumsum(doc.to_array("SENT_START") == 1).tolist()
    return numbers


def first_characters(doc: Doc) -> list[int]:
    """For each token its first character."""
    offsets: list[int] = doc.to_array("IDX").tolist()
    return offsets
