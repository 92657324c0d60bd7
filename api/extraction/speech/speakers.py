"""Who speaks: the entity that the source of a quotation stands for, and its rivals."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from api.extraction.entities import Referents
from api.extraction.phrases import apposition, author, in_full, is_name, noun_phrase
from api.extraction.records import Candidate, Entity
from api.extraction.speech.reporting import is_speech
from api.extraction.speech.scope import Quotation

# How sure the entity is, by how it was decided.
_SURE = {"name": 0.98, "label": 0.95, "nominal": 0.8, "pronoun": 0.85, "carried": 0.7, "turn": 0.8}

# What two rivals, the nearest persons named before, have of the rest.
_RIVALS = (0.6, 0.3)

# How many mentions back a rival may have been named.
_MEMORY = 30

_INTERVIEWEE = frozenset(("a", "a.", "answer"))
_INTERVIEWER = frozenset(("q", "q.", "question"))


class Speakers:
    """The speakers of one article."""

    def __init__(self, referents: Referents, entities: Sequence[Entity]) -> None:
        self._referents = referents
        self._names = {
            offset
            for entity in entities
            for mention in entity.mentions
            if mention.kind == "name"
            for offset in range(mention.start, mention.end)
        }
        self._persons = [entity for entity in entities if entity.type == "PERSON"]
        self._named = sorted(
            (mention.start, person.id) for person in self._persons for mention in person.mentions
        )

    def method(self, quotation: Quotation) -> str:
        """How the speaker was decided: by what kind of words, or from the quotation before."""
        source = quotation.source
        if quotation.shape == "answer":
            return "turn"
        if source is None:
            return "none"
        if quotation.shape in ("turn", "labelled"):
            return "label"
        if quotation.shape == "floating":
            return "carried"
        if source.root.pos_ == "PRON":
            return "pronoun"
        return "name" if is_name(source) or source.root.idx in self._names else "nominal"

    def of(self, quotation: Quotation) -> str | None:
        """The entity that speaks; None where nobody is named, or more than one."""
        source = quotation.source
        if source is None and quotation.shape == "answer":
            return self._most_named(bisect_left(self._named, (quotation.spans[0][0], "")))
        if source is None or _is_plural(source):
            return None
        if quotation.shape == "turn":
            return self._labelled(source)
        return next(filter(None, map(self._referents.of, _phrases(source))), None)

    def _labelled(self, source: Span) -> str | None:
        """Who a label of a transcript stands for: `LIND`, or the one who answers."""
        label = source.text.casefold().strip("()[]*_")
        if label in _INTERVIEWER:
            return None
        if label in _INTERVIEWEE:
            before = bisect_left(self._named, (source.start_char, ""))
            return self._most_named(before)
        words = label.split()
        for person in self._persons:
            names = [name.casefold().split() for name in (person.name, *person.aliases)]
            if any(name[-1] == words[-1] for name in names if name):
                return person.id
        return self._referents.of(source)

    def _most_named(self, before: int) -> str | None:
        """The person named most often among the first mentions, the earliest of equals."""
        count: dict[str, int] = {}
        for _, person in self._named[:before]:
            count[person] = count.get(person, 0) + 1
        return max(count, key=lambda person: count[person], default=None)

    def candidates(self, quotation: Quotation, speaker: str | None) -> tuple[Candidate, ...]:
        """The speaker and the persons who may be meant instead, the likeliest first."""
        method = self.method(quotation)
        sure = _SURE.get(method, 0.0) if speaker is not None else 0.0
        found = [Candidate(speaker, sure)] if speaker is not None else []
        if quotation.source is not None and method in ("pronoun", "nominal", "carried"):
            rivals = self._before(quotation.source.start_char, speaker)
            share = (1 - sure) * 0.8
            found += [
                Candidate(rival, round(share * part, 3))
                for rival, part in zip(rivals, _RIVALS, strict=False)
            ]
        return tuple(found)

    def _before(self, offset: int, speaker: str | None) -> Iterator[str]:
        """The persons mentioned before an offset, the nearest first, each once."""
        seen = {speaker}
        k = bisect_left(self._named, (offset, ""))
        for _, person in reversed(self._named[max(0, k - _MEMORY) : k]):
            if person not in seen:
                seen.add(person)
                yield person


def _is_plural(source: Span) -> bool:
    """Whether two are named at once: `Lind and Petrova`, `Lind, a farmer, and his wife`."""
    end = in_full(source).end
    joined = source.doc[end + 1 : end + 2] if source.doc[end : end + 1].text == "," else None
    if end > source.end and joined and joined.text == "and":
        return True
    return any(child.dep_ == "conj" and child.i < source.end for child in source.root.rights)


def _phrases(source: Span) -> Iterator[Span]:
    """The source, then who else it is: `the trade minister, Ana Petrova`, `Lind’s letter`."""
    yield source
    writer = author(source.root) if is_speech(source.root) else None
    if writer is not None:
        yield noun_phrase(writer)
    for child in source.root.rights:
        if child.dep_ == "appos":
            yield noun_phrase(child)
    name = apposition(source)
    if name is not None:
        yield noun_phrase(name)
