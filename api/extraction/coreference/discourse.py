"""What has been spoken of so far in an article, and what of it a reference picks up.

A pronoun takes, of those it agrees with, the one that stands out most: subjects before objects,
the near before the far (the preferences of centering theory: Grosz, Joshi and Weinstein 1995).
What has no name competes too: after `a guard said`, `he` is the guard, and so nobody we know.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from api.extraction.coreference.referents import Referent

# How many expressions back a reference reaches.
_MEMORY = 40

# What a referent that does not agree with the reference scores.
EXCLUDED = float("-inf")

# What a sentence of distance costs, and what the part in the sentence is worth.
_PER_SENTENCE = 0.6
_OTHER_SIDE_OF_MARKS = 1.2
_MAIN_CLAUSE = 0.3
_OTHER = 0.4
_WEIGHTS = {
    "nsubj": 1.5,
    "nsubjpass": 1.4,
    "dobj": 0.8,
    "dative": 0.8,
    "agent": 0.8,
    "pobj": 0.6,
    "poss": 0.7,
    "conj": 0.7,
    "appos": 0.5,
    "compound": 0.2,
    "nmod": 0.2,
    "amod": 0.1,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One time that a referent was spoken of."""

    referent: Referent
    token: int
    sentence: int
    weight: float
    quotation: int


class Memory:
    """The expressions last seen, the latest last."""

    def __init__(self) -> None:
        self._seen: deque[Seen] = deque(maxlen=_MEMORY)

    def add(self, referent: Referent, token: Token, sentence: int, quotation: int) -> float:
        """Remember that `referent` is spoken of at `token`, in a quotation or (-1) in none.

        The weight of its part in the sentence is returned.
        """
        weight = _weight(token)
        self._seen.append(Seen(referent, token.i, sentence, weight, quotation))
        referent.latest = token.i
        return weight

    def best(
        self,
        fits: Callable[[Referent], float],
        *,
        sentence: int,
        quotation: int,
        reach: int,
    ) -> Referent | None:
        """The referent that stands out most among those within `reach` sentences.

        `fits` is added to the weight of a referent, or is `EXCLUDED`.
        """
        scores: dict[int, tuple[float, int, Referent]] = {}
        for seen in self._within(sentence, reach):
            fit = fits(seen.referent)
            if fit == EXCLUDED:
                continue
            score = seen.weight + fit - _PER_SENTENCE * (sentence - seen.sentence)
            if seen.quotation != quotation:
                score -= _OTHER_SIDE_OF_MARKS if quotation == -1 else _OTHER_SIDE_OF_MARKS / 2
            key = id(seen.referent)
            if key not in scores or score > scores[key][0]:
                scores[key] = (score, seen.token, seen.referent)
        return max(scores.values(), key=lambda entry: entry[:2])[2] if scores else None

    def _within(self, sentence: int, reach: int) -> Iterator[Seen]:
        for seen in reversed(self._seen):
            if sentence - seen.sentence > reach:
                return
            yield seen


def _weight(token: Token) -> float:
    """What the part that a phrase plays in its sentence is worth."""
    weight = _WEIGHTS.get(token.dep_, _OTHER)
    if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "conj"):
        weight += _MAIN_CLAUSE
    return weight
