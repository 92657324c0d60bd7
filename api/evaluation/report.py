"""All figures of a labelled corpus, and how they are printed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from api.evaluation import (
    arguments,
    calibration,
    coreference,
    events,
    factuality,
    names,
    quotes,
    times,
)
from api.evaluation.gold import Pair
from api.evaluation.matching import Figures

type Measure = Callable[[Sequence[Pair]], Figures]

# Each family of figures: the labels it needs, and what measures it.
FAMILIES: dict[str, tuple[str, Measure]] = {
    "quotes, all": ("quotes", partial(quotes.figures, view=quotes.VIEWS["all"])),
    "quotes, speech": ("quotes", partial(quotes.figures, view=quotes.VIEWS["speech"])),
    "quotes, direct": ("quotes", partial(quotes.figures, view=quotes.VIEWS["direct"])),
    "confidence": ("quotes", calibration.figures),
    "names": ("mentions", names.figures),
    "coreference of names": ("mentions", partial(coreference.figures, view="names")),
    "coreference of the named": ("mentions", partial(coreference.figures, view="named")),
    "times": ("timexes", times.figures),
    "events": ("events", events.figures),
    "arguments of events": ("events", arguments.figures),
    "factuality of events": ("events", factuality.figures),
}


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of each family that the corpus has labels for, and the bins of confidence."""

    articles: int
    figures: dict[str, Figures]
    bins: list[calibration.Bin]

    def lines(self) -> Iterator[str]:
        """A line a family, – for a figure that there is nothing to measure for."""
        yield f"articles {self.articles}"
        width = max(map(len, self.figures))
        for family, figures in self.figures.items():
            shown = "  ".join(f"{name} {_shown(value)}" for name, value in figures.items())
            yield f"{family:{width}}  {shown}"

    def bin_lines(self) -> Iterator[str]:
        """A line a bin of like confidence: how confident, and how many of them are right."""
        for each in self.bins:
            yield f"confidence {each.confidence:.3f}  right {each.right:.3f}  of {each.size}"


def evaluate(pairs: Sequence[Pair]) -> Report:
    """Measure what was read against the gold; an article counts where it has labels."""

    def labelled(field: str) -> list[Pair]:
        return [pair for pair in pairs if getattr(pair[0], field) is not None]

    return Report(
        articles=len(pairs),
        figures={
            family: measure(labelled(field))
            for family, (field, measure) in FAMILIES.items()
            if labelled(field)
        },
        bins=calibration.bins(calibration.verdicts(labelled("quotes"))),
    )


def _shown(value: float | int | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
