"""The tokens of a Doc by what the model says of them, read as one array."""

from collections.abc import Iterable

import numpy as np
from spacy.tokens import Doc


def tokens_with(doc: Doc, attribute: str, values: Iterable[str]) -> list[int]:
    """The tokens whose `attribute` (`POS`, `TAG`, `DEP`) is one of `values`, in text order."""
    strings = np.array([doc.vocab.strings[value] for value in values], dtype=np.uint64)
    return [int(i) for i in np.flatnonzero(np.isin(doc.to_array(attribute), strings))]


def sentence_numbers(doc: Doc) -> list[int]:
    """For each token the number of its sentence."""
    return [int(n) for n in np.cumsum(doc.to_array("SENT_START") == 1)]
