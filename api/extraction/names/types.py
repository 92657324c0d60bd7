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
_FORM = 4.0
_GIVEN_NAME = 2.2
_LEGAL_FORM = 6.0
_INITIALS = -2.0
_ENDING = 1.0
_LONE = -0.8  # News gives people's full names.

# What a cue of the context says and how much, wherever it is found once …
_ONCE: tuple[tuple[str, EntityType, float], ...] = (
    ("title", "PERSON", 3.0),
    ("role", "PERSON", 3.0),
    ("rule", "PERSON", 3.0),
    ("age", "PERSON", 3.0),
    ("who", "PERSON", 2.2),
    ("person", "PERSON", 3.0),
    ("group", "ORG", 2.2),
    ("place", "GPE", 3.0),
    ("dateline", "GPE", 5.0),
    ("people", "GPE", 4.0),
    ("affairs", "GPE", 0.8),
    ("along the", "LOC", 3.0),
    ("demonym", "NORP", 5.0),
)
# … and where most occurrences have it.
_MOSTLY: tuple[tuple[str, EntityType, float], ...] = (
    ("where", "GPE", 2.2),
    ("of a place", "GPE", 1.0),
    ("the", "PERSON", -2.0),
    ("the", "ORG", 0.25),
    ("marks", "WORK_OF_ART", 4.0),
)

# Labels of what may be a place after all, where it stands as places do; a work's may not.
_PLACEABLE = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"))


def known_type(words: Words) -> EntityType | None:
    """What a name is wherever it stands: a state, a people, a seat of government, the UN."""
    name = " ".join(words)
    if name in gazetteer.states() or name in gazetteer.capitals() or name in gazetteer.regions():
        return "GPE"
    if name in gazetteer.peoples() or name in terms("communities.txt"):
        return "NORP"
    if name in gazetteer.seats():
        return "FAC"
    if name in terms("areas.txt"):
        return "LOC"
    if name in gazetteer.organisations():
        return "ORG"
    return None


def decide(words: Words, labels: Mapping[str, int], cues: Mapping[str, int]) -> EntityType:
    """The type of one name.

    `labels` counts what the model called it, `cues` what stands around it (`name_context`).
    """
    known = known_type(words)
    total = sum(labels.values())
    often = max(cues.get("all", 0), 1)
    if known is not None and not (cues.get("title") and labels.get("PERSON")):
        return known
    scores: defaultdict[str, float] = defaultdict(float)
    for label, count in labels.items():
        scores[label] += _MODEL * count / total
    for type_, weight in _form(words).items():
        scores[type_] += weight
    for cue, type_, weight in _ONCE:
        if cues.get(cue):
            scores[type_] += weight
    for cue, type_, weight in _MOSTLY:
        if 2 * cues.get(cue, 0) > often and (type_ != "GPE" or labels.keys() <= _PLACEABLE):
            scores[type_] += weight
    return cast("EntityType", max(scores, key=lambda type_: (scores[type_], type_)))


def type_of_form(words: Words) -> EntityType | None:
    """What the words of a name tell by themselves, without model or context."""
    found = {type_: weight for type_, weight in _form(words).items() if weight > 0}
    return cast("EntityType", max(found, key=lambda type_: found[type_])) if found else None


def _form(words: Words) -> Mapping[str, float]:
    """What the words of a name tell by themselves."""
    first, noun = words[0], head_noun(words)
    if len(words) == 1:
        if first[:1].islower() and first[1:2].isupper():  # iPhone
            return {"PRODUCT": _FORM}
        if first in terms("organisation_nouns.txt"):  # the Herald
            return {"ORG": _FORM}
        if first.isupper() and len(first) > 1:
            return {"PERSON": _INITIALS}
        ending = _ENDING if first.endswith(tuple(terms("place_endings.txt"))) else 0.0
        return {"PERSON": _LONE, "GPE": ending}
    given = people.given_name(first) is not None and known_type(words[:1]) is None
    if noun in terms("company_suffixes.txt"):
        return {"ORG": _LEGAL_FORM}
    for list_, type_ in _LAST_WORDS:
        if noun in terms(list_):
            return {type_: _GIVEN_NAME if given else _FORM}
    place = place_nouns().get(noun) or first_place_nouns().get(first)
    if place:
        return {place: _FORM}
    if given:
        return {"PERSON": _GIVEN_NAME}
    return {"ORG": _FORM} if first in terms("organisation_nouns.txt") else {}  # Radio Veldora


_LAST_WORDS = (
    ("organisation_nouns.txt", "ORG"),
    ("facility_nouns.txt", "FAC"),
    ("event_nouns.txt", "EVENT"),
    ("law_nouns.txt", "LAW"),
    ("product_nouns.txt", "PRODUCT"),
)


@cache
def place_nouns() -> dict[str, str]:
    """Last words of a place's name → its type: `County`, `River`."""
    return {row[0]: row[1] for row in _place_rows() if len(row) == 2}


@cache
def first_place_nouns() -> dict[str, str]:
    """First words of a place's name → its type: `Mount`, `Port`."""
    return {row[0]: row[1] for row in _place_rows() if len(row) > 2}


def _place_rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in lines("place_nouns.txt")]


def head_noun(words: Words) -> str:
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
        and word not in terms("company_suffixes.txt")
        and word not in place_nouns()
        and word.rstrip(".") not in people.titles()
    )


def decide_all(
    labels: Mapping[Words, Counter[str]], cues: Mapping[Words, Counter[str]]
) -> dict[Words, EntityType]:
    """The type of every name of an article; a lone part of a person's name is that person's."""
    types = {words: decide(words, labels[words], cues[words]) for words in labels}
    types |= {words: "NORP" for words in cues if words not in types and cues[words]["demonym"]}
    parts = {
        word
        for words, type_ in types.items()
        if type_ == "PERSON" and len(words) > 1
        for word in words
        if (word is words[-1] and is_surname(word)) or people.given_name(word) is not None
    }
    for words in types:
        if len(words) == 1 and words[0] in parts:
            # Ana Jordan's, as long as nobody is in Jordan.
            elsewhere = known_type(words) is not None and cues[words]["of a place"]
            if labels[words]["PERSON"] or not elsewhere:
                types[words] = "PERSON"
    return types
