"""One report of an event: a trigger with all that its sentence says of it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from api.extraction import records
from api.extraction.edtf import bounds
from api.extraction.entities import Referents
from api.extraction.plover.counts import find_counts
from api.extraction.plover.factuality import Factuality, factuality
from api.extraction.plover.frames import instruments
from api.extraction.plover.noun_phrases import conjuncts, core, phrase
from api.extraction.plover.participants import SPOKEN
from api.extraction.plover.settings import Times, is_place, place_named, place_of_clause
from api.extraction.plover.triggers import Trigger
from api.extraction.records import Basis, Count, Dated, Lead, Participant, Placed, Quote, Timex

# Types of event that a story told from a place reports of that place.
_LOCAL = frozenset({"ASSAULT", "PROTEST", "DISASTER", "ACCIDENT", "CRIME"})
# Types of event that nobody does: whose they are is where they are (`the country’s elections`).
_AGENTLESS = frozenset({"DISASTER", "ACCIDENT", "ELECTION"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_ARMED_SLOTS = ("mod", "obj", "with", "subj", "by", "of")


@dataclass(slots=True)
class Report:
    """A trigger, its participants as records, its setting and how far it is vouched for."""

    trigger: Trigger
    type: str
    sentence: Span
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    modes: tuple[str, ...]
    fact: Factuality
    time: Dated | None
    place: Placed | None
    attributed_to: str | None
    counts: tuple[Count, ...]
    also: list["Report"] = field(default_factory=list)

    @property
    def token(self) -> Token:
        return self.trigger.token


class Reporter:
    """Reads the triggers of one article into reports."""

    def __init__(
        self,
        doc: Doc,
        text: str,
        times: Sequence[Timex],
        referents: Referents,
        quotes: Iterable[Quote],
        lead: Lead,
        anchor: str | None,
    ) -> None:
        self._doc = doc
        self._text = text
        self._times = Times(doc, times)
        self._referents = referents
        self._claims = _Claims(quotes)
        self._sentences = list(doc.sents)
        self._starts = [sentence.start for sentence in self._sentences]
        self._today = bounds(anchor) if anchor else None
        self._dateline = lead.dateline
        opening = _opening(doc, lead)
        # With a dateline before it, the first sentence of the story may be one with it.
        self._lede = next((s for s in self._sentences if opening < s.end), None)
        told = doc[opening : self._lede.end] if self._lede is not None else ()
        self._lede_is_placed = any(token.ent_type_ in _PLACES for token in told)

    def report(self, trigger: Trigger) -> Report:
        """The report that a trigger makes."""
        token = trigger.token
        sentence = self._sentences[bisect_right(self._starts, token.i) - 1]
        time = self._time(trigger, sentence)
        where = _where(trigger)
        heads = () if is_agentless(trigger) else trigger.actors
        actors = self._participants(heads, where)
        claimant = self._claims.speaker_at(token.idx)
        return Report(
            trigger=trigger,
            type=trigger.type,
            sentence=sentence,
            actors=actors,
            recipients=_others(self._participants(_recipients(trigger), where), actors),
            modes=_modes(trigger),
            fact=self._factuality(trigger, time),
            time=time,
            place=self._place(trigger, sentence, where),
            # What one says oneself to demand or to reject is no claim of it.
            attributed_to=None if claimant in {a.entity for a in actors} else claimant,
            counts=tuple(self._counts(trigger)),
        )

    def words(self, span: Span) -> records.Span:
        """The literal words of a span of the doc."""
        return records.Span(
            span.start_char, span.end_char, self._text[span.start_char : span.end_char]
        )

    def _participants(self, heads: Iterable[Token], where: Token | None) -> tuple[Participant, ...]:
        found = []
        for head in heads:
            if self._dateline is not None and head.idx < self._dateline.end:
                continue
            words = self.words(_without(phrase(head), where))
            entity = self._entity(core(head))
            found.append(Participant(words.start, words.end, words.text, entity))
        return tuple(sorted(found, key=lambda participant: participant.start))

    def _entity(self, token: Token) -> str | None:
        return self._referents.of(self._doc[token.i : token.i + 1])

    def _time(self, trigger: Trigger, sentence: Span) -> Dated | None:
        timex = self._times.of_clause(trigger.token, trigger.anchor, sentence)
        if timex is not None:
            return _dated(timex, "clause")
        timex = self._times.of_sentence(trigger.anchor, sentence)
        return None if timex is None else _dated(timex, "sentence")

    def _place(self, trigger: Trigger, sentence: Span, head: Token | None) -> Placed | None:
        if head is None:
            return self._here(trigger, sentence)
        name = place_named(head)
        entity = self._entity(head) or (self._entity(name) if name is not None else None)
        return Placed(entity=entity, basis="clause", words=self.words(phrase(head)))

    def _here(self, trigger: Trigger, sentence: Span) -> Placed | None:
        """The place of the dateline, for a happening that the lede tells and places nowhere."""
        dateline = self._dateline
        if dateline is None or sentence != self._lede or trigger.type not in _LOCAL:
            return None
        if self._lede_is_placed:
            return None
        place = self._doc.char_span(
            dateline.start, dateline.start + len(dateline.place), alignment_mode="expand"
        )
        if place is None or place.text.casefold() != dateline.place.casefold():
            return None
        return Placed(entity=self._referents.of(place), basis="dateline", words=self.words(place))

    def _factuality(self, trigger: Trigger, time: Dated | None) -> Factuality:
        fact = factuality(trigger.token, trigger.anchor)
        ahead = trigger.future
        if time is not None and self._today is not None and time.basis == "clause":
            days = bounds(time.value)
            ahead |= days is not None and days[0] > self._today[1]
        if ahead:
            fact = replace(fact, tense="future")
        if trigger.type == "REJECT" and trigger.frame.type != "REJECT":
            # Who will not release them has refused.
            fact = replace(fact, polarity="positive")
        return fact

    def _counts(self, trigger: Trigger) -> Iterable[Count]:
        heads = [
            *trigger.slots.get("obj", ()),
            *trigger.slots.get("subj", ()),
            *trigger.slots.get("of", ()),
        ]
        joined = dict.fromkeys(part for head in heads for part in conjuncts(head))
        return find_counts(self._text, trigger.token.lemma_, joined)


def _where(trigger: Trigger) -> Token | None:
    """The head of the words of the clause that say where."""
    # Where those who only speak come from is not where they speak.
    present = () if trigger.type in SPOKEN else (*trigger.actors, *trigger.recipients)
    return place_of_clause(
        (trigger.token, trigger.anchor, *present),
        trigger.recipients,
        towards=trigger.type == "MOBILIZE" or "visit" in trigger.modes,
    ) or _place_struck(trigger)


def _without(participant: Span, where: Token | None) -> Span:
    """`leaders in Karsk`, but for the words that say where; a place struck keeps its own."""
    head = participant.root
    if where is None or where.head.head != head or where.i >= participant.end or is_place(head):
        return participant
    return participant.doc[participant.start : where.head.i]


def _recipients(trigger: Trigger) -> Sequence[Token]:
    return () if is_agentless(trigger) and trigger.type != "ELECTION" else trigger.recipients


def is_agentless(trigger: Trigger) -> bool:
    """Whether a noun names what nobody does: `an earthquake`, `the country’s elections`."""
    return trigger.type in _AGENTLESS and trigger.token.pos_ == "NOUN"


def _place_struck(trigger: Trigger) -> Token | None:
    """`an earthquake shook the island`, `the island’s election`."""
    if not is_agentless(trigger):
        return None
    struck = trigger.anchor.rights if trigger.anchor != trigger.token else ()
    objects = (child for child in struck if child.dep_ == "dobj")
    return next((noun for noun in (*trigger.actors, *objects) if is_place(noun)), None)


def _dated(timex: Timex, basis: Basis) -> Dated:
    words = records.Span(timex.start, timex.end, timex.text)
    return Dated(value=timex.value, basis=basis, words=words)


def _others(
    recipients: Sequence[Participant], actors: Sequence[Participant]
) -> tuple[Participant, ...]:
    """The recipients that are not the actors themselves: `laid down their weapons`."""
    known = {actor.entity for actor in actors}
    return tuple(
        recipient
        for recipient in recipients
        if recipient.entity not in known
        or (recipient.entity is None and recipient.text.lower() not in _POSSESSIVES)
    )


def _opening(doc: Doc, lead: Lead) -> int:
    """The first token of the story."""
    frame = lead.dateline
    return next((t.i for t in doc if not t.is_space and (not frame or t.idx >= frame.end)), 0)


class _Claims:
    """Whose words each character of the article is: the speaker of the innermost quote."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        self._spans = sorted(
            ((start, end, quote.speaker) for quote in quotes for start, end in quote.spans),
            key=lambda claim: claim[:2],
        )
        self._starts = [start for start, _, _ in self._spans]

    def speaker_at(self, offset: int) -> str | None:
        # Quotes nest a few deep at most, so the innermost is among the last few that begin here.
        last = bisect_right(self._starts, offset)
        for _, end, speaker in reversed(self._spans[max(last - 8, 0) : last]):
            if offset < end:
                return speaker
        return None


def _modes(trigger: Trigger) -> tuple[str, ...]:
    found = list(trigger.modes)
    if trigger.type == "ASSAULT":
        for slot in _ARMED_SLOTS:
            for token in trigger.slots.get(slot, ()):
                modes = (instruments().get(part.lemma_.lower()) for part in conjuncts(token))
                found.extend(mode for mode in modes if mode is not None)
    return tuple(dict.fromkeys(found))
