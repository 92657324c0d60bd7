"""Whose words a token is part of: the article's own, or those inside quotation marks."""

from bisect import bisect_right
from collections import defaultdict
from functools import cache

from spacy.tokens import Doc

from api.extraction.lexicons import lines
from api.extraction.marks import quoted

# Reporting subjects kept of one sentence.
_MOST = 4


class Voices:
    """The quotations of an article by token, numbered in text order, and who utters them."""

    def __init__(self, doc: Doc, sentences: list[int]) -> None:
        """`sentences` holds for each token the number of its sentence."""
        regions = [region for region in quoted(doc.text) if region.depth == 0]
        starts = [region.outer_start for region in regions]
        self._sentences = sentences
        self._quotation: list[int] = []
        self._subjects: dict[int, list[int]] = defaultdict(list)
        self._around: dict[int, set[int]] = defaultdict(set)
        for token in doc:
            number = bisect_right(starts, token.idx) - 1
            if number >= 0 and token.idx < regions[number].outer_end:
                self._quotation.append(number)
                self._around[number].add(sentences[token.i])
                if token.i and doc[token.i - 1].text == ":":
                    self._around[number].add(sentences[token.i - 1])
                continue
            self._quotation.append(-1)
            if token.dep_ == "nsubj" and token.head.lemma_ in reporting_verbs():
                subjects = self._subjects[sentences[token.i]]
                if len(subjects) < _MOST:
                    subjects.append(token.i)

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
