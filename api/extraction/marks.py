"""Quotation marks, paired: where the words inside them begin and end."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from api.extraction.text import paragraphs

type _Family = Literal["double", "single", "angle"]

# A run of three apostrophes at the end of a word closes a single mark, then a double one.
_MARK = re.compile(r"(?<=\S)'(?=''(?!'))|''|``|[\"“”„‟″＂'‘’‚‛`«»‹›]")
_MARKS = frozenset("\"“”„‟″＂'‘’‚‛`«»‹›")

_SINGLE = frozenset("'‘’‚‛`")
_ANGLE = frozenset("«»‹›")
_OPENING = frozenset(("“", "„", "‟", "«", "‹", "‘", "‚", "‛", "``", "`"))
_CLOSING = frozenset(("”", "»", "›", "’"))

_BEFORE_OPENING = frozenset("([{—–-/…")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-/…")
_NO_WORD = frozenset(".,;:!?)]}")
_BEFORE_STRAY_CLOSING = frozenset(".,!?…")

# Words that an apostrophe opens: rock 'n' roll, 'em, 'tis, the '90s.
_ELISION = re.compile(
    r"['’‘](?:n['’]|(?:em|tis|twas|til|till|cause|cuz|bout|round|neath|cos|ere|nuff)\b|\d\ds?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text inside quotation marks, by character offsets.

    `start`, `end` count the words without their marks and the blanks beside these,
    `outer_start`, `outer_end` with them.
    `depth` is 0 outside other marks. `closed` is False where the paragraph ends first;
    `continues` says that the region goes on from the one left open in the paragraph before.
    """

    outer_start: int
    start: int
    end: int
    outer_end: int
    single: bool = False
    closed: bool = True
    continues: bool = False
    depth: int = 0


def quoted(text: str) -> tuple[Region, ...]:
    """The regions of `text` inside quotation marks, in text order, an outer before its inner.

    Marks are paired by their shape and their neighbours within a paragraph: `“…”`, `"…"`,
    `''…''`, `„…“`, `«…»`, `‘…’`. A mark whose neighbours contradict its shape (`decision.“`) is
    read by its neighbours. An apostrophe (`Kyiv’s`, `’em`, `the boys’`) is no mark. A region left
    open reaches to the end of its paragraph and goes on in the next, if that reopens it. A lone
    mark costs at most its own paragraph.
    """
    regions: list[Region] = []
    left_open: Region | None = None
    for start, end in paragraphs(text):
        pairs = _Pairing(text, start, end, resumes=left_open is not None)
        found = pairs.regions()
        if left_open and found and found[0].outer_start <= pairs.indent:
            found[0] = replace(found[0], continues=found[0].single == left_open.single)
        regions += found
        left_open = next((region for region in reversed(found) if not region.closed), None)
    return _nested(regions)


def _nested(regions: list[Region]) -> tuple[Region, ...]:
    """The regions in text order, each with its depth."""
    out: list[Region] = []
    around: list[int] = []
    for region in sorted(regions, key=lambda region: (region.outer_start, -region.outer_end)):
        while around and around[-1] <= region.outer_start:
            around.pop()
        out.append(replace(region, depth=len(around)))
        around.append(region.outer_end)
    return tuple(out)


class _Pairing:
    """The pairing of the marks of one paragraph, in one pass from left to right."""

    def __init__(self, text: str, start: int, end: int, *, resumes: bool) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._resumes = resumes
        self.indent = start + len(text[start:end]) - len(text[start:end].lstrip())
        self._found: list[Region] = []
        # Per family, the marks still open: (start, end, whether another opened and closed inside).
        self._open: dict[_Family, list[tuple[int, int, bool]]] = {
            "double": [],
            "single": [],
            "angle": [],
        }
        # The first mark, if it closes what nothing opened.
        self._stray: tuple[int, int] | None = None
        # An apostrophe that would close the open single mark if nothing better comes: the boys'.
        self._maybe: tuple[int, int] | None = None

    def regions(self) -> list[Region]:
        for match in _MARK.finditer(self._text, self._start, self._end):
            start, end = match.span()
            match _family(match.group()):
                case "single":
                    self._read_single(start, end)
                case family:
                    self._read_double(start, end, family)
        self._finish()
        return sorted(self._found, key=lambda region: region.outer_start)

    def _read_double(self, start: int, end: int, family: _Family) -> None:
        opens = self._direction(start, end)
        if opens is None:
            opens = not self._open[family]
        if opens:
            self._stray = None
            self._open[family].append((start, end, False))
        elif self._open[family]:
            self._close(start, end, family)
        elif self._is_first(start) and (
            self._resumes or self._text[start - 1] in _BEFORE_STRAY_CLOSING
        ):
            # The opening mark is missing, or stands a paragraph before.
            self._drop_inside(self._start)
            self._found = [self._region(self.indent, self.indent, start, end)]
            self._stray = (start, end)
        elif self._stray is not None and not self._resumes:
            # It was an opening mark on the wrong side of its blank: `said," We will go".`
            self._found[0] = self._region(*self._stray, start, end)
            self._stray = None

    def _read_single(self, start: int, end: int) -> None:
        before, after = self._beside(start, end)
        if (before.isalnum() and after.isalnum()) or _ELISION.match(self._text, start):
            return
        opens = self._direction(start, end)
        if opens and self._text[start] != "’" and (after.isalnum() or after in "$£€…"):
            self._settle_single()
            self._open["single"] = [(start, end, False)]
        elif opens is False and self._open["single"]:
            if before in "sS" or self._text[max(start - 2, 0) : start] == "in":
                self._maybe = self._maybe or (start, end)
            else:
                self._close(start, end, "single")
                self._maybe = None

    def _direction(self, start: int, end: int) -> bool | None:
        """Whether the mark opens (True) or closes (False); None where nothing tells."""
        before, after = self._beside(start, end)
        starts_word = (not before or before.isspace() or before in _BEFORE_OPENING) and (
            bool(after) and not after.isspace() and after not in _NO_WORD
        )
        ends_word = bool(before) and not before.isspace() and before not in "([{"
        ends_word = ends_word and (not after or after.isspace() or after in _AFTER_CLOSING)
        if starts_word != ends_word:
            return starts_word
        mark = self._text[start:end]
        return True if mark in _OPENING else False if mark in _CLOSING else None

    def _beside(self, start: int, end: int) -> tuple[str, str]:
        """The characters before and after the mark, past other marks; empty at the ends."""
        # Two marks stand side by side at most where one quotation begins or ends in another.
        for _ in range(2):
            if start > self._start and self._text[start - 1] in _MARKS:
                start -= 1
            if end < self._end and self._text[end] in _MARKS:
                end += 1
        before = self._text[start - 1] if start > self._start else ""
        return before, self._text[end] if end < self._end else ""

    def _is_first(self, position: int) -> bool:
        return all(region.single or region.outer_start > position for region in self._found)

    def _close(self, start: int, end: int, family: _Family) -> None:
        opened, inner, _ = self._open[family].pop()
        self._drop_inside(opened)
        self._found.append(self._region(opened, inner, start, end, single=family == "single"))
        if self._open[family]:
            outer, inner, _ = self._open[family].pop()
            self._open[family].append((outer, inner, True))

    def _drop_inside(self, position: int) -> None:
        """Forget the marks opened after `position`: what they opened is closed around them."""
        for family in self._open:
            if family == "single":
                if self._open[family] and self._open[family][0][0] > position:
                    self._settle_single()
                continue
            while self._open[family] and self._open[family][-1][0] > position:
                self._open[family].pop()

    def _settle_single(self) -> None:
        """Close the open single mark where it may be closed, or forget it."""
        if self._open["single"] and self._maybe:
            opened, inner, _ = self._open["single"].pop()
            self._found.append(self._region(opened, inner, *self._maybe, single=True))
        self._open["single"] = []
        self._maybe = None

    def _finish(self) -> None:
        """Close what the paragraph leaves open: at most one mark that nothing like it follows."""
        unclosed = [
            opened
            for family in ("double", "angle")
            for opened in self._open[family]
            if not opened[2]
        ]
        pending = self._open["single"]
        if pending and not self._maybe and pending[0][0] == self.indent:
            # British usage: every paragraph of a long quotation opens with a single mark.
            unclosed += pending
        else:
            self._settle_single()
        if unclosed:
            start, inner, _ = min(unclosed)
            end = self._start + len(self._text[self._start : self._end].rstrip())
            single = self._text[start:inner] in _SINGLE
            self._found.append(self._region(start, inner, end, end, single=single, closed=False))

    def _region(
        self,
        outer_start: int,
        start: int,
        end: int,
        outer_end: int,
        *,
        single: bool = False,
        closed: bool = True,
    ) -> Region:
        """A region whose marks end at `start` and begin at `end`."""
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return Region(outer_start, start, end, outer_end, single=single, closed=closed)


def _family(mark: str) -> _Family:
    if mark in _ANGLE:
        return "angle"
    return "single" if mark in _SINGLE else "double"
