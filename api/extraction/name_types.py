"""What a name is a name of: one type for the whole article, from all that speaks for it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from typing import cast

from api.extraction import gazetteer, people
from api.extraction.lexicons import lines, terms
from api.extraction.records import EntityType

type Words = tuple[str, ...]

# What a piece of evidence weighs; all of the model's labels together weigh two.
_MODEL = 2.0
_LAST_WORD = 3.0
_TITLE = 3.0
_ARTICLE = -2.0
_GROUP = 0.25
_MARKS = 4.0
_NEAR = 2.2
_GIVEN_NAME = 2.2


def known_type(words: Words) -> EntityType | None:
    """What a name is wherever it stands: a state, a people, a seat of government, the UN."""
    name = " ".join(words)
    if name in gazetteer.states() or name in gazetteer.capitals() or name in gazetteer.regions():
        return "GPE"
    if name in gazetteer.peoples():
        return "NORP"
    if name in gazetteer.seats():
        return "FAC"
    if name in gazetteer.organisations():
        return "ORG"
    return None


def decide(words: Words, labels: Mapping[str, int], context: Mapping[str, int]) -> EntityType:
    """The type of one name.

    `labels` counts what the model called it, `context` what stands around it: a `title` (`Mr.`) or
    a `role` (`minister`) before it, `the`, `near`, a preposition of place (`where`), a `rule`
    (`administration`) after it, quotation `marks`.
    """
    known = known_type(words)
    total = sum(labels.values())
    if known is not None and not (context.get("title") and labels.get("PERSON")):
        return known
    scores: defaultdict[str, float] = defaultdict(float)
    for label, count in labels.items():
        scores[label] += _MODEL * count / total
    if context.get("title") or context.get("role") or (context.get("rule") and len(words) == 1):
        scores["PERSON"] += _TITLE
    if context.get("the", 0) * 2 > total:
        scores["PERSON"] += _ARTICLE
        scores["ORG"] += _GROUP
    if context.get("near", 0) * 2 > total:
        scores["GPE"] += _NEAR
    if context.get("marks", 0) * 2 > total:
        scores["WORK_OF_ART"] += _MARKS
    for type_, evidence in _form(words).items():
        scores[type_] += evidence
    return cast("EntityType", max(scores, key=lambda type_: (scores[type_], type_)))


def _form(words: Words) -> Mapping[str, float]:
    """What the words of a name tell by themselves."""
    if len(words) == 1:
        word = words[0]
        if word[:1].islower() and word[1:2].isupper():  # iPhone
            return {"PRODUCT": _LAST_WORD}
        return {"PERSON": _ARTICLE} if word.isupper() and len(word) > 1 else {}
    given = words[0] in people.given_names() and known_type(words[:1]) is None
    noun = _noun(words)
    place = place_nouns().get(noun) or place_nouns().get(words[0])
    if place:
        return {place: _LAST_WORD}
    for list_, type_ in _LAST_WORDS:
        if noun in terms(list_):
            return {type_: _GIVEN_NAME if given else _LAST_WORD}
    return {"PERSON": _GIVEN_NAME} if given else {}


_LAST_WORDS = (
    ("organisation_nouns.txt", "ORG"),
    ("company_suffixes.txt", "ORG"),
    ("facility_nouns.txt", "FAC"),
    ("event_nouns.txt", "EVENT"),
    ("law_nouns.txt", "LAW"),
    ("product_nouns.txt", "PRODUCT"),
)


@cache
def place_nouns() -> dict[str, str]:
    """Words of a place's name that tell what it is → its type: `County`, `River`, `Mount`."""
    rows = (line.partition("|") for line in lines("place_nouns.txt"))
    return {word.strip(): type_.strip() for word, _, type_ in rows}


def _noun(words: Words) -> str:
    """The noun of a name: its last word, or the one before `of` or `for`."""
    for position, word in enumerate(words[1:-1], 1):
        if word in ("of", "for"):
            return words[position - 1]
    return words[-1].rstrip(".")


def is_surname(word: str) -> bool:
    """Whether the last word of a person's name may be that person's surname."""
    return (
        len(word) > 1
        and word[0].isupper()
        and not any(word in terms(list_) for list_, _ in _LAST_WORDS)
        and word not in place_nouns()
        and word.rstrip(".") not in people.titles()
    )


def decide_all(
    labels: Mapping[Words, Counter[str]], context: Mapping[Words, Counter[str]]
) -> dict[Words, EntityType]:
    """The type of every name of an article; a lone part of a person's name is that person's."""
    types = {words: decide(words, labels[words], context[words]) for words in labels}
    parts = {
        word
        for words, type_ in types.items()
        if type_ == "PERSON" and len(words) > 1
        for word in words
        if (word is words[-1] and is_surname(word)) or word in people.given_names()
    }
    for words in types:
        if len(words) == 1 and words[0] in parts:
            # Ana Jordan's, as long as nobody is in Jordan.
            elsewhere = known_type(words) is not None and context[words]["where"]
            if labels[words]["PERSON"] or not elsewhere:
                types[words] = "PERSON"
    return types
