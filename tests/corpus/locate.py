"""From the words of a label to their offsets in the article."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

GAP = " […] "


class GoldError(ValueError):
    """A label that does not fit its article; names the article and the field."""


@dataclass(frozen=True, slots=True)
class Span:
    """`text == article[start:end]`, in Unicode code points."""

    start: int
    end: int
    text: str


class Locator:
    """Finds the words of labels in one text. The README describes the patterns."""

    def __init__(self, text: str, article: str) -> None:
        self.text = text
        self.article = article
        self.field = ""

    @contextmanager
    def at(self, field: str) -> Iterator[None]:
        """Name `field` in the errors raised inside."""
        self.field = field
        yield
        self.field = ""

    def error(self, message: str) -> GoldError:
        return GoldError(f"{self.article}: {self.field}: {message}")

    def find(self, pattern: str) -> Span:
        """The one place that fits the pattern."""
        spans = self.all(pattern)
        if len(spans) != 1:
            raise self.error(f"{pattern!r} occurs {len(spans)} times")
        return spans[0]

    def near(self, pattern: str, *anchors: Span, outside: Sequence[Span] = ()) -> Span:
        """The place nearest to an anchor that overlaps neither an anchor nor `outside`."""
        taken = [*anchors, *outside]
        ranked = sorted(
            (min(_gap(span, anchor) for anchor in anchors), span.start, span)
            for span in self.all(pattern)
            if all(_gap(span, other) >= 0 for other in taken)
        ) or [(0, found.start, found) for found in self.all(pattern)[:2]]
        if not ranked:
            raise self.error(f"{pattern!r} does not occur")
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            raise self.error(f"{pattern!r} occurs twice at the same distance")
        return ranked[0][2]

    def names(self, forms: Mapping[str, Sequence[str]]) -> dict[str, list[Span]]:
        """Every place of each entity's names.

        Single places (`with <Venko> at`) go first, then longer forms before shorter ones; a
        form of two entities that is not settled so is an error.
        """
        claims = sorted(
            ((form, key) for key, group in forms.items() for form in group),
            key=lambda claim: ("<" not in claim[0], -len(claim[0])),
        )
        owner: dict[int, str] = {}
        found: dict[str, list[Span]] = {key: [] for key in forms}
        plain: dict[str, str] = {}
        for form, key in claims:
            spans = [self.find(form)] if "<" in form else self.all(form)
            free = [s for s in spans if not any(i in owner for i in range(s.start, s.end))]
            if plain.setdefault(form, key) != key:
                raise self.error(f"{form!r} is a name of {plain[form]} and of {key}")
            if not free:
                raise self.error(f"{form!r} of {key} occurs nowhere by itself")
            found[key] += free
            owner.update((i, key) for s in free for i in range(s.start, s.end))
        return found

    def all(self, pattern: str) -> list[Span]:
        """Every place that fits the pattern, whole words only, in text order."""
        before, opened, rest = pattern.partition("<")
        words, closed, after = rest.partition(">")
        if not opened:
            before, words, after = "", pattern, ""
        elif not closed:
            raise self.error(f"{pattern!r} has no >")
        head, _, tail = words.partition(GAP)
        spans = []
        for at in self._occurrences(before + head + ("" if tail else after)):
            start, end = at + len(before), at + len(before) + len(head)
            if tail:
                rest_at = self.text.find(tail + after, end)
                if rest_at < 0 or "\n" in self.text[end:rest_at]:
                    continue
                end = rest_at + len(tail)
            spans.append(Span(start, end, self.text[start:end]))
        return spans

    def _occurrences(self, words: str) -> Iterator[int]:
        if not words:
            raise self.error("no words")
        at = self.text.find(words)
        while at >= 0:
            end = at + len(words)
            inside_left = words[0].isalnum() and self.text[at - 1 : at].isalnum()
            inside_right = words[-1].isalnum() and self.text[end : end + 1].isalnum()
            if not (inside_left or inside_right):
                yield at
            at = self.text.find(words, at + 1)


def _gap(one: Span, other: Span) -> int:
    """Characters between two spans; negative where they overlap."""
    return max(one.start - other.end, other.start - one.end)
