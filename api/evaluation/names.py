"""Names: persons, organisations and places, by their exact span or any overlap.

Strict as in CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): same span, same type. Overlap
takes any common character, one to one. As there, a place is one type, be it a state (GPE), a
facility (FAC) or a landscape (LOC); a name that lies over gold of another type, and over none of
these three, counts neither for nor against.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.evaluation.gold import Pair
from api.evaluation.matching import Figures, Tally, likeness, one_to_one, overlapping
from api.extraction.records import EntityType

_CLASSES: dict[EntityType, str] = {
    "PERSON": "PER",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name and its class, None where it is no person, organisation or place."""

    start: int
    end: int
    kind: str | None


def figures(pairs: Sequence[Pair]) -> Figures:
    """F1 of exact spans and of overlapping ones."""
    strict, overlap = Tally(), Tally()
    for article, extraction in pairs:
        labelled = _names(
            (m.start, m.end, m.type) for m in article.mentions or () if m.form == "NAM"
        )
        wanted = [name for name in labelled if name.kind]
        others = [name for name in labelled if not name.kind]
        read = _names(
            (m.start, m.end, entity.type)
            for entity in extraction.entities
            for m in entity.mentions
            if m.kind == "name"
        )
        read = _looked_at([name for name in read if name.kind], wanted, others)
        strict.add(len(set(wanted) & set(read)), len(read), len(wanted))
        found = one_to_one(
            (likeness(wanted[i], read[j]), i, j)
            for i, j in overlapping(wanted, read)
            if wanted[i].kind == read[j].kind
        )
        overlap.add(len(found), len(read), len(wanted))
    return {
        "gold": strict.gold,
        "strict P": strict.precision,
        "strict R": strict.recall,
        "strict F1": strict.f1,
        "overlap F1": overlap.f1,
    }


def _names(mentions: Iterable[tuple[int, int, EntityType]]) -> list[Name]:
    found = {Name(start, end, _CLASSES.get(type_)) for start, end, type_ in mentions}
    return sorted(found, key=lambda name: (name.start, name.end, name.kind or ""))


def _looked_at(read: list[Name], wanted: list[Name], others: list[Name]) -> list[Name]:
    over_wanted = {j for _, j in overlapping(wanted, read)}
    over_others = {j for _, j in overlapping(others, read)}
    return [name for j, name in enumerate(read) if j in over_wanted or j not in over_others]
