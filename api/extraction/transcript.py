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

# A name of up to five words and a colon, or one of two letters and a stop.
_LABEL = re.compile(
    r"\s*[*_(\[]{0,2}(?P<label>[QA](?=[*_]{0,2}[.:])|[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4})"
    r"(?:, [^:.?!\n]{1,60}| \([^)\n]{1,60}\))?[*_)\]]{0,2}(?:(?<=[QA*_])\.|:)(?=[\s*_])[*_]{0,2}\s*"
)
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
    lines = list(_lines(doc.text))
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
            if words is not None and label.end() < end:
                turns.append(Turn(words, ((label.end(), end),)))
        elif turns:
            between.append((start, end))
    return turns


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
