"""Quotations: content, cue and source, in text order."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from api.extraction.direct import find_direct
from api.extraction.indirect import find_indirect
from api.extraction.marks import quoted
from api.extraction.scope import Quotation, Scope
from api.extraction.text import paragraphs


def find_quotations(doc: Doc) -> list[Quotation]:
    """Each quotation of the doc, in text order: content, cue, source.

    Marks with no cue beside them hold a title or a scare quote, and are passed over.
    """
    found: list[Quotation] = []
    for scope in _scopes(doc):
        direct, _ = find_direct(scope)
        used = {quotation.cue.start for quotation in direct if quotation.cue is not None}
        quotations = direct + find_indirect(scope, used)
        quotations.sort(key=lambda quotation: quotation.spans)
        for quotation in quotations:
            if quotation.shape == "floating" and found:
                before = found[-1]
                quotation = replace(quotation, source=before.source, antecedent=before.antecedent)
            found.append(quotation)
    return found


def _scopes(doc: Doc) -> Iterator[Scope]:
    """The paragraphs of the doc."""
    starts = [token.idx for token in doc]
    outer = [region for region in quoted(doc.text) if region.depth == 0]
    k = 0
    for start, end in paragraphs(doc.text):
        inside = []
        while k < len(outer) and outer[k].outer_start < end:
            inside.append(outer[k])
            k += 1
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        yield Scope(doc, starts, first, last, inside)
