"""The turns of a transcript or an interview.

`Q: …` `A: …` · `ANA PETROVA: …` `LIND: …` · a question without marks and its answer in marks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from api.extraction.marks import Region
from api.extraction.text import paragraphs

_LABEL = re.compile(
    r"""
    \s* (?P<mark>["“«„])?                  # opens each paragraph of a quoted transcript
    [*_(\[]{0,2}
    (?P<label>
        [QA](?=[*_]{0,2}[.:])
        | [^\W\d_][\w'’.-]* (?:[ ][^\W\d_][\w'’.-]*){0,4}
    )
    (?:,[ ][^:.?!\n]{1,60} | [ ]\([^)\n]{1,60}\))?   # a role or a party
    [*_)\]]{0,2} (?:(?<=[QA*_])\. | :) (?=[\s*_]) [*_]{0,2} \s*
    """,
    re.VERBOSE,
)
_OPENING = frozenset('"“«„')
_CLOSING = frozenset('"”»“')
_LEAST_TURNS = 2
_LEAST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next does: a span for each paragraph.

    `label` names the speaker; a question without one is the interviewer's.
    """

    label: Span | None
    spans: tuple[tuple[int, int], ...]


def find_turns(doc: Doc) -> list[Turn]:
    """The turns of an article in which at least two speakers are labelled twice or more.

    A paragraph without a label goes on with the turn before it, if another turn follows.
    """
    text = doc.text
    lines = list(_lines(text))
    heard = Counter(_key(label.group("label")) for _, _, label in lines if label)
    speakers = {key for key, turns in heard.items() if turns >= _LEAST_TURNS}
    if len(speakers) < _LEAST_TURNS:
        return []
    turns: list[Turn] = []
    between: list[tuple[int, int]] = []
    for start, end, label in lines:
        if label and (_key(label.group("label")) in speakers or label.group("label").isupper()):
            if turns and between:
                turns[-1] = Turn(turns[-1].label, (*turns[-1].spans, *between))
            between = []
            words = doc.char_span(*label.span("label"), alignment_mode="expand")
            said = _unmarked(text, label.end(), end, marked=bool(label.group("mark")))
            if words is not None and said:
                turns.append(Turn(words, (said,)))
        elif turns and not _is_aside(text[start:end]):
            marked = text[start] in _OPENING
            said = _unmarked(text, start + marked, end, marked=marked)
            between += [said] if said else []
    return turns


def _is_aside(line: str) -> bool:
    """Whether the paragraph stands in brackets: `(laughter)`."""
    return line.strip('"“”').startswith(("(", "[")) and line.strip('"“”').endswith((")", "]"))


def _unmarked(text: str, start: int, end: int, *, marked: bool) -> tuple[int, int] | None:
    """What a paragraph says, without the closing mark of one that is `marked`."""
    end -= marked and text[end - 1] in _CLOSING
    return (start, end) if start < end else None


def find_questions(text: str, regions: Sequence[Region]) -> list[Turn]:
    """The questions of an interview: paragraphs without marks, each before one that is all marks.

    There are at least three, and most of them end in a question mark.
    """
    answers = {region.outer_start: region for region in regions if region.depth == 0}
    asked: list[tuple[int, int]] = []
    before: tuple[int, int] | None = None
    marked = iter(sorted(answers))
    mark = next(marked, None)
    for start, end, _ in _lines(text):
        while mark is not None and mark < start:
            mark = next(marked, None)
        if mark is not None and mark == start and before is not None:
            asked.append(before)
        has_marks = mark is not None and mark < end
        before = None if has_marks or text[end - 1] not in ".?!" else (start, end)
    questions = sum(text[end - 1] == "?" for _, end in asked)
    if len(asked) < _LEAST_QUESTIONS or questions * 2 < len(asked):
        return []
    return [Turn(None, (span,)) for span in asked]


def _lines(text: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """The paragraphs, trimmed, each with the label it begins with."""
    for start, end in paragraphs(text):
        label = _LABEL.match(text, start, end)
        if label and not _is_name(label.group("label")):
            label = None
        last = end - (len(text[start:end]) - len(text[start:end].rstrip()))
        yield start, last, label


def _is_name(label: str) -> bool:
    """Whether every word of the label begins with a capital."""
    return all(word[0].isupper() for word in label.split())


def _key(label: str) -> str:
    """What two labels of one speaker share: `ANA PETROVA` and `Petrova`."""
    return label.split()[-1].casefold()
