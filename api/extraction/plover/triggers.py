"""The words that name events, and who takes part in each."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from api.extraction.plover.classes import is_a
from api.extraction.plover.clauses import Slots, noun_slots, verb_slots
from api.extraction.plover.frames import Frame, noun_frames, verb_frames
from api.extraction.plover.intent import declaration, sought
from api.extraction.plover.light_verbs import carry
from api.extraction.plover.noun_phrases import core
from api.extraction.plover.participants import NAMES, SPOKEN, noun_participants, verb_participants

_CONTENT_EDGES = frozenset(
    {"xcomp", "ccomp", "dobj", "prep", "pobj", "pcomp", "dative", "nsubjpass", "oprd"}
)
# A clause on one of these edges tells for itself.
_OWN_EDGES = frozenset({"relcl", "advcl", "parataxis", "appos"})
_REACH = 12
# A verb form here is an adjective or a noun: `the injured`, `a planned trip`.
_NOMINAL_EDGES = frozenset(
    {"amod", "compound", "pobj", "dobj", "nsubj", "nsubjpass", "poss", "nmod"}
)
_OPENS_SPEECH = frozenset({",", ":", ".", "!", "?"})
_OPENS_CLAUSE = frozenset({":", ";", ".", "-", "–", "—", "--", ")", "•", "*", "...", "…"})


@dataclass(slots=True)
class Trigger:
    """A word that names an event: its frame, and the heads of those who take part.

    `anchor` is the verb whose clause tells the event: itself, the light verb of a noun, or the
    noun where no verb carries it. `future` is whether a light verb says that it has yet to come.
    """

    token: Token
    frame: Frame
    anchor: Token
    slots: Slots
    type: str
    modes: tuple[str, ...]
    actors: list[Token]
    recipients: list[Token]
    future: bool = False


def find_triggers(doc: Doc) -> list[Trigger]:
    """The triggers of a doc in text order.

    What another trigger only speaks of (`demanded a withdrawal`) is no trigger, but says what
    is demanded.
    """
    verbs, nouns = verb_frames(), noun_frames()
    found: dict[int, Trigger] = {}
    for token in doc:
        lemma = token.lemma_
        trigger = None
        if token.is_title and not token.is_sent_start and not _begins_clause(token):
            # `Meet` inside a title is no meeting.
            continue
        if lemma in verbs and token.pos_ == "VERB" and token.dep_ not in _NOMINAL_EDGES:
            trigger = _verb(token, verbs[lemma])
        elif lemma in nouns and token.pos_ == "NOUN" and not _only_names(token):
            trigger = _noun(token, nouns[lemma])
        if trigger is not None and not _is_question(trigger):
            found[token.i] = trigger
    told = []
    for trigger in found.values():
        teller = _teller(trigger, found)
        if teller is None:
            told.append(trigger)
        elif not teller.modes:
            teller.modes = sought(teller.type, trigger.type)
    return told


def _only_names(noun: Token) -> bool:
    """Whether a noun names or classes another thing: `attack ads`, `it is our best attack`."""
    if noun.dep_ in ("compound", "nmod"):
        return True
    if noun.dep_ != "attr":
        return False
    subject = next((c for c in noun.head.lefts if c.dep_ in ("nsubj", "expl")), None)
    return subject is not None and subject.lower_ not in ("it", "this", "that", "there", "which")


def _is_question(trigger: Trigger) -> bool:
    """`Asked to name them, she smiled`: a request that nobody is said to make is a question."""
    return trigger.type == "REQUEST" and trigger.token.dep_ == "advcl" and not trigger.actors


def _begins_clause(token: Token) -> bool:
    """Whether a capital is that of a clause: after a colon, a dash, or in direct speech."""
    before = token.nbor(-1)
    if before.is_quote and before.i:
        return before.nbor(-1).is_space or before.nbor(-1).lower_ in _OPENS_SPEECH
    return before.is_space or before.lower_ in _OPENS_CLAUSE


def _verb(verb: Token, frames: tuple[Frame, ...]) -> Trigger | None:
    slots = verb_slots(verb)
    frame = next((frame for frame in frames if frame.fits(slots)), None)
    if frame is None or frame.type == "none":
        return None
    actors, recipients = verb_participants(verb, frame, slots)
    type_, modes = declaration(verb, frame.type, frame.modes, actors)
    return Trigger(verb, frame, verb, slots, type_, modes, actors, recipients)


def _noun(noun: Token, frames: tuple[Frame, ...]) -> Trigger | None:
    slots = noun_slots(noun)
    carried = carry(noun)
    if carried is not None:
        slots = carried.slots | slots
    if _has_argument(slots):
        slots["arg"] = [noun]
    if noun.tag_ == "NNS":
        slots["plural"] = [noun]
    frame = next((frame for frame in frames if frame.fits(slots)), None)
    if frame is None or frame.type == "none":
        return None
    anchor = noun if carried is None else carried.verb
    actors, recipients = noun_participants(noun, frame, slots)
    type_, modes = declaration(anchor, frame.type, frame.modes, actors)
    future = carried is not None and carried.future
    return Trigger(noun, frame, anchor, slots, type_, modes, actors, recipients, future)


def _has_argument(slots: Slots) -> bool:
    return (
        "poss" in slots
        or "verb" in slots
        or any(token.ent_type_ in NAMES for token in slots.get("mod", ()))
        or any(
            is_a(core(token), "agent") or is_a(token, "place")
            for slot, tokens in slots.items()
            if slot not in ("mod", "poss", "acl")
            for token in tokens
        )
    )


def _teller(trigger: Trigger, found: dict[int, Trigger]) -> Trigger | None:
    """The trigger that this one is the content of: `demanded a withdrawal`."""
    token = trigger.token
    for _ in range(_REACH):
        head, edge = token.head, token.dep_
        if head == token or edge in _OWN_EDGES:
            return None
        if edge == "pcomp" and head.lower_ == "for":
            # `arrested for spying`: the ground is the claim of those who arrest.
            above = found.get(head.head.i)
            return above if above and above.type in ("COERCE", "SANCTION", "ACCUSE") else None
        above = found.get(head.i)
        if above is not None and edge in _CONTENT_EDGES:
            if above.type in SPOKEN and not above.frame.presupposes:
                return above
            if edge in ("dobj", "nsubjpass"):
                return above
        token = head
    return None
