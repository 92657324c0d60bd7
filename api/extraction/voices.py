"""Whose words a token is part of: the article's own, or those inside quotation marks."""

from bisect import bisect_left
from collections import defaultdict
from functools import cache

from spacy.tokens import Doc

from api.extraction.annotation import first_characters, tokens_with
from api.extraction.lexicons import lines
from api.extraction.marks import quoted

# Reporting subjects kept of one sentence.
_MOST = 4


class Voices:
    """The quotations of an article by token, numbered in text order, and who utters them."""

    def __init__(self, doc: Doc, sentences: list[int]) -> None:
        """`sentences` holds for each token the number of its sentence."""
        regions = [region for region in quoted(doc.text) if region.depth == 0]
        self._quotation = [-1] * len(doc)
        self._subjects: dict[int, list[int]] = defaultdict(list)
        self._around: dict[int, set[int]] = defaultdict(set)
        starts = first_characters(doc) if regions else []
        for number, region in enumerate(regions):
            first = bisect_left(starts, region.outer_start)
            stop = bisect_left(starts, region.outer_end)
            self._quotation[first:stop] = [number] * (stop - first)
            self._around[number].update(sentences[first:stop])
            if first and doc[first - 1].text == ":":  # Petrova added: “…”
                self._around[number].add(sentences[first - 1])
        for i in tokens_with(doc, "DEP", ("nsubj",)) if regions else ():
            subjects = self._subjects[sentences[i]]
            outside = self._quotation[i] == -1
            if outside and len(subjects) < _MOST and doc[i].head.lemma_ in reporting_verbs():
                subjects.append(i)

    def quotation(self, token: int) -> int:
        """The number of the quotation that a token stands in; -1 where it stands in none."""
        return self._quotation[token]

    def speakers(self, token: int) -> list[int]:
        """The subjects of the verbs that report the quotation a token stands in."""
        around = self._around.get(self._quotation[token], ())
        return [subject for sentence in around for subject in self._subjects.get(sentence, ())]


@cache
def reporting_verbs() -> frozenset[str]:
    """The lemmas of the verbs that report words."""
    return frozenset(line.split()[0] for line in lines("reporting_verbs.txt"))
