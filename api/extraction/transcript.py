"""The turns of a transcript or an interview: `Q: …` `A: …`, `ANA PETROVA: …` `LIND: …`."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from api.extraction.text import paragraphs

# A name of up to five words and a colon, or one of two letters and a stop.
_LABEL = re.compile(
    r"\s*[*_(\[]{0,2}(?P<label>[QA](?=[*_]{0,2}[.:])|[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4})"
    r"(?:, [^:.?!\n]{1,60}| \([^)\n]{1,60}\))?[*_)\]]{0,2}(?:(?<=[QA*_])\.|:)(?=[\s*_])[*_]{0,2}\s*"
)
_LEAST_TURNS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next does: a span for each paragraph, and the label."""

    label: Span
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
