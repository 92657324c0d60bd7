"""What the tests of the evaluation have in common: gold beside records, and figures to compare."""

from typing import Any

from api.evaluation import gold
from api.evaluation.gold import Article, Pair
from api.evaluation.matching import Figures
from api.extraction.document import Document
from api.extraction.records import Extraction, Quote, Span

SAID = "“We will appeal,” she said. “It is unfair,” Ivo Lind said. Ana Petrova leads the union."
RAID = "Rebels attacked the port of Velmar on Monday. The raid killed 40 people."

type Place = tuple[int, int]


def at(place: Place) -> Span:
    """A span whose words do not matter."""
    return Span(*place, "")


def pair(extraction: Extraction, **labels: Any) -> Pair:
    """What was read, against an article with these labels."""
    return Article(id="1", document=Document(text=""), **labels), extraction


def shown(figures: Figures, *chosen: str) -> list[float | int | None]:
    """The chosen figures, to three decimals."""
    values = (figures[name] for name in chosen)
    return [value if value is None else round(value, 3) for value in values]


def labelled(place: Place, **fields: Any) -> gold.Quote:
    """A direct quote in the gold."""
    return gold.Quote(*place, "", **{"type": "direct", **fields})


def found(place: Place, **fields: Any) -> Quote:
    """A direct quote that was read."""
    defaults = {"type": "direct", "method": "subject", "confidence": 0.9}
    return Quote(text="", spans=(place,), **{**defaults, **fields})
